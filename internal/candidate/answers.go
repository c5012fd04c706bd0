package candidate

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Answers holds a yes or no by name; an absent name is not answered.
type Answers map[string]bool

// UnmarshalJSONFrom reads an object of yes and no. A name whose value is null
// is not answered, as everywhere; the plain type would read it as a no.
func (a *Answers) UnmarshalJSONFrom(d *jsontext.Decoder) error {
	var written map[string]*bool
	if err := json.UnmarshalDecode(d, &written); err != nil {
		return err
	}
	*a = nil
	if written == nil {
		return nil
	}
	*a = make(Answers, len(written))
	for name, yes := range written {
		if yes != nil {
			(*a)[name] = *yes
		}
	}
	return nil
}
