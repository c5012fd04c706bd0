package checklist

import (
	"example.org/dossier/internal/message"
	"example.org/dossier/internal/vacancy"
)

// Change is an item that stands otherwise in another checklist.
type Change struct {
	ID            string
	Group         vacancy.Group
	Importance    vacancy.Importance
	Title         message.Text
	Before, After vacancy.Verdict // empty: not asked for
	// Lapsed: there was a decision on it, which no longer counts and is needed.
	Lapsed bool
	// Reason and Next are those of the item as it stands after; zero where it is
	// no longer asked for.
	Reason, Next message.Message
}

// Compare returns the items whose verdict differs between two checklists, or
// whose decision has lapsed, in the order of the second; those that only the
// first has come last.
func Compare(before, after Checklist) []Change {
	var changes []Change
	for _, now := range after.Items {
		then, _ := before.Item(now.ID)
		lapsed := then.Decision != nil && now.Decision == nil && now.Verdict == vacancy.ToConfirm
		if then.Verdict == now.Verdict && !lapsed {
			continue
		}
		why := now.Explain()
		changes = append(changes, Change{
			ID: now.ID, Group: now.Group, Importance: now.Importance, Title: now.Title,
			Before: then.Verdict, After: now.Verdict, Lapsed: lapsed, Reason: why.Reason, Next: why.Next,
		})
	}
	for _, then := range before.Items {
		if _, asked := after.Item(then.ID); !asked {
			changes = append(changes, Change{
				ID: then.ID, Group: then.Group, Importance: then.Importance, Title: then.Title,
				Before: then.Verdict,
			})
		}
	}
	return changes
}
