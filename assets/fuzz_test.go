package assets_test

import (
	"slices"
	"testing"
	"time"

	"example.org/dossier/internal/candidate"
	"example.org/dossier/internal/checklist"
	"example.org/dossier/internal/i18n"
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// Whatever a candidate's file says, each pack comes to a verdict on every item,
// says why and what to do in both languages, and names an earliest day only
// behind the one that it looked on.
func FuzzCheck(f *testing.F) {
	f.Add(read(f, "candidate.json"), int16(0))
	for _, p := range packs(f) {
		for _, test := range p.Tests {
			f.Add(test.Candidate, int16(-20))
		}
	}
	f.Add([]byte(`{"birthDate":"2004-02-29","studies":[{"university":true,"status":"ongoing","start":"2024-02-29","end":""}],"experience":[{"end":"2024-02-29"}]}`), int16(400))
	var locs []*i18n.Localizer
	for _, lang := range i18n.Languages() {
		loc, err := i18n.New(lang)
		if err != nil {
			f.Fatal(err)
		}
		locs = append(locs, loc)
	}
	all := packs(f)
	f.Fuzz(func(t *testing.T, data []byte, days int16) {
		who, err := candidate.Decode("fuzz.json", data)
		if err != nil {
			return
		}
		for id, p := range all {
			zone, err := time.LoadLocation(p.Deadline.Zone)
			if err != nil {
				t.Fatal(err)
			}
			list := checklist.Build(checklist.Input{
				Pack: p, Candidate: who, Applications: 1, Now: p.Deadline.Day().AddDays(int(days)).In(zone), Zone: zone,
			})
			for _, i := range list.Items {
				why := i.Explain()
				if !slices.Contains([]vacancy.Verdict{vacancy.Met, vacancy.NotMet, vacancy.ToConfirm, vacancy.Unanswered}, i.Verdict) || why.Reason.IsZero() {
					t.Fatalf("%s: %s is %q: %s", id, i.ID, i.Verdict, why.Reason.ID)
				}
				if why.Next.IsZero() != (i.Verdict == vacancy.Met) {
					t.Fatalf("%s: %s is %s, and what to do is %q", id, i.ID, i.Verdict, why.Next.ID)
				}
				if !i.Earliest.IsZero() && (i.Verdict != vacancy.NotMet || !i.Earliest.After(i.On)) {
					t.Fatalf("%s: %s is %s on %s, and met from %s on", id, i.ID, i.Verdict, i.On, i.Earliest)
				}
				for _, m := range []message.Message{why.Reason, why.Fact, why.Next} {
					for _, loc := range locs {
						if _, err := loc.Render(m); err != nil {
							t.Fatalf("%s: %s: %v", id, i.ID, err)
						}
					}
				}
			}
		}
	})
}
