//go:build !windows && !darwin

package reader

// A word is what the bus calls a role.
type word struct {
	number int
	name   string
}

// roles are the bus's words for ours.
var roles = map[Role]word{
	Group: {39, "panel"}, Text: {29, "label"}, Heading: {83, "heading"}, News: {101, "notification"},
	Button: {43, "push button"}, Entry: {79, "entry"}, Secret: {40, "password text"}, Check: {7, "check box"},
	Radio: {44, "radio button"}, Choice: {11, "combo box"}, Row: {32, "list item"}, Tab: {37, "page tab"},
	Picture: {27, "image"}, Dialog: {16, "dialog"}, Popup: {41, "popup menu"},
}

func (q question) role() word {
	switch q.node {
	case q.root:
		return word{75, "application"}
	case q.frame():
		return word{23, "frame"}
	}
	return roles[q.node.thing.Role]
}

// The bus's numbers for states.
const (
	stateActive     = 1
	stateChecked    = 4
	stateEditable   = 7
	stateEnabled    = 8
	stateFocusable  = 11
	stateFocused    = 12
	stateModal      = 16
	stateLines      = 17
	stateSelectable = 22
	stateSelected   = 23
	stateSensitive  = 24
	stateShowing    = 25
	stateLine       = 26
	stateVisible    = 30
	stateWrong      = 36
	stateCheckable  = 41
)

// stateWords are the bus's numbers for a state, and for its absence.
var stateWords = []struct {
	state State
	is    []int
	not   []int
}{
	{Focusable, []int{stateFocusable}, nil},
	{Focused, []int{stateFocused}, nil},
	{Disabled, nil, []int{stateEnabled, stateSensitive}},
	{Checked, []int{stateChecked}, nil},
	{Selected, []int{stateSelected}, nil},
	{Lines, []int{stateLines}, nil},
	{Wrong, []int{stateWrong}, nil},
	{Hidden, nil, []int{stateShowing}},
}

// roleStates are the states that all of a role have.
var roleStates = map[Role][]int{
	Check: {stateCheckable}, Radio: {stateCheckable}, Row: {stateSelectable}, Tab: {stateSelectable},
	Dialog: {stateModal}, Popup: {stateModal},
}

// states are the states of a thing, as two rows of bits.
func (q question) states() []uint32 {
	thing := q.node.thing
	all := []int{stateVisible}
	for _, w := range stateWords {
		if thing.State&w.state != 0 {
			all = append(all, w.is...)
		} else {
			all = append(all, w.not...)
		}
	}
	all = append(all, roleStates[thing.Role]...)
	if q.node == q.frame() && q.window.Active {
		all = append(all, stateActive)
	}
	if thing.Role == Entry || thing.Role == Secret {
		if thing.State&Disabled == 0 {
			all = append(all, stateEditable)
		}
		if thing.State&Lines == 0 {
			all = append(all, stateLine)
		}
	}
	bits := make([]uint32, 2)
	for _, state := range all {
		bits[state/32] |= 1 << (state % 32)
	}
	return bits
}
