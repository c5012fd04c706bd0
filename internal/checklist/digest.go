package checklist

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"

	"example.org/dossier/internal/civil"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// sealer makes the digests of a checklist's items, one after the other in the
// same memory.
type sealer struct {
	text  []byte
	names []string
}

// seal gives the item its digest, and the newest decision where one was made
// on these very facts and there is still something to decide.
func (s *sealer) seal(i *Item, decisions []Decision) {
	i.Digest = s.digest(i)
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
func (s *sealer) digest(i *Item) string {
	s.text = s.text[:0]
	s.write(i.ID, "\n", string(i.Verdict), "\n")
	for _, r := range i.Readings {
		s.write(r.Source, " ", string(r.Verdict), "\n")
		for _, leaf := range r.Leaves {
			s.write(leaf.Kind, " ", string(leaf.Verdict), " ", leaf.Reason.ID, " ")
			s.message(leaf.Fact)
			s.write("\n")
		}
	}
	sum := sha256.Sum256(s.text)
	s.text = hex.AppendEncode(append(s.text[:0], "sha256:"...), sum[:])
	return string(s.text)
}

func (s *sealer) write(words ...string) {
	for _, word := range words {
		s.text = append(s.text, word...)
	}
}

// message writes a message so that two are written alike only if they are alike.
func (s *sealer) message(m message.Message) {
	s.write(m.ID, "(")
	from := len(s.names) // what is before belongs to a message around this one
	for name := range m.Args {
		s.names = append(s.names, name)
	}
	names := s.names[from:]
	slices.Sort(names)
	for _, name := range names {
		s.write(name, "=")
		s.value(m.Args[name])
		s.write(";")
	}
	s.names = s.names[:from]
	s.write(")")
}

func (s *sealer) value(value any) {
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
