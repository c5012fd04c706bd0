package message

// Voice says whether a room that judges says why as well. The values of its
// sentences cost far more than the verdicts, and whoever asks for many verdicts
// reads few of the sentences. It judges the same way, whatever its voice.
type Voice bool

// The voices.
const (
	Silent Voice = false // messages have their id alone, and are not to be shown
	Aloud  Voice = true  // messages have their values
)

// Say returns the message with this id. Its values are made aloud alone; nil
// makes none.
func (v Voice) Say(id string, values func() Args) Message {
	if v == Silent || values == nil {
		return New(id, nil)
	}
	return New(id, values())
}
