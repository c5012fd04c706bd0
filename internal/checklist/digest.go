package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// seal gives the item its digest, and the newest decision where one was made
// on these very facts and there is still something to decide.
func (i *Item) seal(decisions []Decision) {
	i.Digest = i.digest()
	if i.Verdict != vacancy.ToConfirm {
		return
	}
	for n := len(decisions) - 1; n >= 0; n-- {
		if d := decisions[n]; d.Item == i.ID && d.Digest == i.Digest {
			i.Decision = &d
			return
		}
	}
}

// digest is "sha256:" and 64 hex digits over everything that was judged: the
// verdict and every leaf of every reading with its fact. Reasons count by their
// id alone, since their placeholders hold the reference day, which may be
// today.
func (i Item) digest() string {
	text := make([]byte, 0, 512)
	text = append(text, i.ID+"\n"+string(i.Verdict)+"\n"...)
	for _, r := range i.Readings {
		text = append(text, r.Source+" "+string(r.Verdict)+"\n"...)
		for _, leaf := range r.Leaves {
			text = append(text, leaf.Kind+" "+string(leaf.Verdict)+" "+leaf.Reason.ID+" "...)
			text = appendMessage(text, leaf.Fact)
			text = append(text, '\n')
		}
	}
	sum := sha256.Sum256(text)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// appendMessage writes a message so that two are written alike only if they are
// alike.
func appendMessage(text []byte, m message.Message) []byte {
	text = append(text, m.ID+"("...)
	for _, name := range slices.Sorted(maps.Keys(m.Args)) {
		text = append(text, name+"="...)
		text = appendValue(text, m.Args[name])
		text = append(text, ';')
	}
	return append(text, ')')
}

func appendValue(text []byte, value any) []byte {
	switch v := value.(type) {
	case string:
		return strconv.AppendQuote(text, v)
	case int:
		return strconv.AppendInt(text, int64(v), 10)
	case message.Message:
		return appendMessage(text, v)
	case message.List:
		text = append(text, '[')
		for _, member := range v {
			text = append(appendValue(text, member), ',')
		}
		return append(text, ']')
	default:
		return strconv.AppendQuote(text, fmt.Sprint(v))
	}
}
