package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/scan"
	"example.org/dossier/internal/session"
)

// treatmentView is how a page is shown, in JSON.
type treatmentView struct {
	Turn    int          `json:"turn"`    // clockwise, in degrees
	Corners [][2]float64 `json:"corners"` // shares of width and height; empty: the whole picture
	Lift    bool         `json:"lift"`
}

func viewOfTreatment(t session.Treatment) treatmentView {
	return treatmentView{t.Turn, append([][2]float64{}, t.Corners.Numbers()...), t.Lift}
}

func viewOfTreatments(all map[int]session.Treatment) map[int]treatmentView {
	var views map[int]treatmentView
	for page, t := range all {
		if views == nil {
			views = map[int]treatmentView{}
		}
		views[page] = viewOfTreatment(t)
	}
	return views
}

// pageFlags are what is asked of a page.
type pageFlags struct {
	turn, lift oneOf
	crop       *string
}

// pageCommand chooses how a page is shown, or says how it is.
func (a *app) pageCommand() *cobra.Command {
	cmd := a.command("page DOSSIER DOCUMENT PAGE [--turn DEGREES] [--crop auto|none|CORNERS] [--lift on|off]", "help.page.")
	f := pageFlags{turn: oneOf{words: []string{"0", "90", "180", "270"}}, lift: oneOf{words: []string{"on", "off"}}}
	cmd.Flags().Var(&f.turn, "turn", a.text("cli.flag.turn"))
	f.crop = cmd.Flags().String("crop", "", a.text("cli.flag.crop"))
	cmd.Flags().Var(&f.lift, "lift", a.text("cli.flag.lift"))
	cmd.Args = a.arguments(3, 3)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		page, err := strconv.Atoi(args[2])
		if err != nil {
			return message.Bad("page-bad-number", message.Args{"Value": args[2]}, err)
		}
		asked := f.turn.value != "" || *f.crop != "" || f.lift.value != ""
		return a.open(args[0], !asked, func(s *session.Session) error {
			if !asked {
				return a.tellPage(cmd.Context(), s, args[1], page)
			}
			return a.treat(cmd.Context(), s, f, args[1], page)
		})
	}
	return cmd
}

// shownAs finds a document and how a page of it is shown.
func shownAs(s *session.Session, id string, page int) (name string, t session.Treatment) {
	for _, d := range s.Documents() {
		if d.ID == id {
			return d.Name, d.Treatments[page]
		}
	}
	return id, t
}

// treat changes what was asked for and leaves the rest.
func (a *app) treat(ctx context.Context, s *session.Session, f pageFlags, id string, page int) error {
	name, t := shownAs(s, id, page)
	if f.turn.value != "" {
		t.Turn, _ = strconv.Atoi(f.turn.value) // one of the words
	}
	if f.lift.value != "" {
		t.Lift = f.lift.value == "on"
	}
	switch *f.crop {
	case "":
	case "none":
		t.Corners = scan.Corners{}
	case "auto":
		proposed, err := s.Suggest(ctx, id, page)
		if err != nil {
			return err
		}
		if t.Corners = proposed.Treatment.Corners; t.Corners.None() {
			return message.Bad("page-no-border", message.Args{"File": name, "Page": page}, nil)
		}
	default:
		corners, ok := scan.ParsePercent(*f.crop)
		if !ok {
			return message.Bad("page-bad-corners", message.Args{"Value": *f.crop}, nil)
		}
		t.Corners = corners
	}
	if err := s.Do(session.Treat{Document: id, Page: page, Treatment: t}); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(map[string]any{"saved": true, "shown": viewOfTreatment(t)})
	}
	a.say("cli.page.saved", nil)
	a.printTreatment(t)
	return nil
}

// tellPage says how a page is shown, and what is proposed for it.
func (a *app) tellPage(ctx context.Context, s *session.Session, id string, page int) error {
	proposed, err := s.Suggest(ctx, id, page)
	if err != nil {
		return err
	}
	name, t := shownAs(s, id, page)
	if a.json {
		return a.printJSON(map[string]any{
			"shown": viewOfTreatment(t), "proposed": viewOfTreatment(proposed.Treatment), "confidence": proposed.Confidence,
			"unsure": proposed.Unsure,
		})
	}
	a.say("cli.page.shown", message.Args{"Page": page, "Name": name})
	a.printTreatment(t)
	if proposed.Treatment == (session.Treatment{}) {
		a.say("cli.page.nothing-proposed", nil)
		return nil
	}
	a.say("cli.page.proposed", nil)
	a.printTreatment(proposed.Treatment)
	if proposed.Unsure {
		a.paragraph(4, a.Text(message.New("cli.page.unsure", message.Args{"Degrees": otherWay(proposed.Treatment.Turn)})))
	}
	return nil
}

// otherWay is the turn by which a page stands on its head that another one sets
// upright.
func otherWay(turn int) int { return (turn + 180) % 360 }

func (a *app) printTreatment(t session.Treatment) {
	line := func(id string, args message.Args) { a.paragraph(4, a.Text(message.New(id, args))) }
	if t == (session.Treatment{}) {
		line("cli.page.as-it-is", nil)
	}
	if !t.Corners.None() {
		line("cli.page.cropped", message.Args{"Corners": t.Corners.Percent()})
	}
	if t.Turn != 0 {
		line("cli.page.turned", message.Args{"Degrees": t.Turn})
	}
	if t.Lift {
		line("cli.page.lifted", nil)
	}
}
