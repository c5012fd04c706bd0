package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// decide gives the item the newest decision where one was made on these very facts
// and there is still something to decide.
func (i *Item) decide(decisions []Decision) {
	if i.Verdict != vacancy.ToConfirm {
		return
	}
	for _, d := range slices.Backward(decisions) {
		if d.Item == i.ID && d.Digest == i.Digest() {
			decision := d // only what is kept goes to the heap
			i.Decision = &decision
			return
		}
	}
}

// Digest identifies the facts that the verdict rests on; the day of asking is none
// of them. It is "sha256:" and 64 hex digits over everything that was judged: the
// verdict and every leaf of every reading with its fact. Reasons count by their id
// alone, since their placeholders hold the reference day, which may be today.
func (i Item) Digest() string {
	var s script
	s.write(i.ID, "\n", string(i.Verdict), "\n")
	for n, outcome := range i.Explain().Outcomes {
		s.write(i.Readings[n].Source, " ", string(outcome.Verdict), "\n")
		for _, leaf := range outcome.Leaves {
			s.write(leaf.Kind, " ", string(leaf.Verdict), " ", leaf.Reason.ID, " ")
			s.message(leaf.Fact)
			s.write("\n")
		}
	}
	sum := sha256.Sum256(s.text)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// script writes what a digest is made of.
type script struct{ text []byte }

func (s *script) write(words ...string) {
	for _, word := range words {
		s.text = append(s.text, word...)
	}
}

// message writes a message so that two are written alike only if they are alike.
func (s *script) message(m message.Message) {
	s.write(m.ID, "(")
	for _, name := range slices.Sorted(maps.Keys(m.Args)) {
		s.write(name, "=")
		s.value(m.Args[name])
		s.write(";")
	}
	s.write(")")
}

func (s *script) value(value any) {
	switch v := value.(type) {
	case string:
		s.text = strconv.AppendQuote(s.text, v)
	case int:
		s.text = strconv.AppendInt(s.text, int64(v), 10)
	case civil.Date:
		s.text = strconv.AppendQuote(s.text, v.String())
	case message.Message:
		s.message(v)
	case message.List:
		s.write("[")
		for _, member := range v {
			s.value(member)
			s.write(",")
		}
		s.write("]")
	default:
		s.text = strconv.AppendQuote(s.text, fmt.Sprint(v))
	}
}
