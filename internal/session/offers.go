package session

import (
	"slices"
	"strings"

	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/dossier"
	"example.org/dossier/internal/vacancy"
)

// Offer is a vacancy that the candidate could apply for as well: Standing is as it
// would be at once, by the facts and documents that the dossier holds already.
type Offer struct {
	Standing
	Example bool // it is there to be tried, and not to be applied for
}

// Caps are the items of the offer on how many applications are allowed, this one
// counted.
func (o Offer) Caps() []checklist.Item {
	var caps []checklist.Item
	for _, item := range o.Checklist.Items {
		if item.Group == vacancy.Applications {
			caps = append(caps, item)
		}
	}
	return caps
}

// Offers are the vacancies of the library that are not applied for, in the order
// of Library.List, whose error it returns beside the good ones.
func (s *Session) Offers() ([]Offer, error) {
	d := s.current()
	packs, wrong := s.house.Library.List()
	var offers []Offer
	for _, p := range packs {
		if d.Application(p.ID) >= 0 {
			continue
		}
		application := dossier.Application{Vacancy: p.ID, Digest: p.Digest()}
		supposed := d
		supposed.Applications = append(slices.Clone(d.Applications), application)
		at, err := s.standingBy(p, supposed, application)
		if err != nil {
			return nil, err
		}
		offers = append(offers, Offer{Standing: at, Example: strings.HasPrefix(p.ID, examplePrefix)})
	}
	return offers, wrong
}
