package main

import (
	"errors"

	"github.com/spf13/cobra"

	"example.org/dossier/internal/message"
	"example.org/dossier/internal/session"
)

// doctorCommand looks through a dossier for damage.
func (a *app) doctorCommand() *cobra.Command {
	cmd := a.command("doctor DOSSIER [--repair]", "help.doctor.")
	repair := cmd.Flags().Bool("repair", false, a.text("cli.flag.repair"))
	cmd.Args = a.arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		diagnoses, err := a.house().Doctor(cmd.Context(), args[0], *repair)
		if err != nil {
			return err
		}
		return a.tell(diagnoses)
	}
	return cmd
}

// diagnosisView is a finding in JSON.
type diagnosisView struct {
	ID       string `json:"id"`
	File     string `json:"file"`
	What     string `json:"what"`
	Do       string `json:"do"`
	Cause    string `json:"cause,omitzero"`
	Note     bool   `json:"note"`
	Mendable bool   `json:"mendable"`
	Mended   bool   `json:"mended"`
}

// tell prints the findings, and ends as the dossier is: something is missing
// where one stays that is no mere note.
func (a *app) tell(diagnoses []session.Diagnosis) error {
	wrong, mended := 0, 0
	var failed error
	views := make([]diagnosisView, 0, len(diagnoses))
	for _, d := range diagnoses {
		failed = errors.Join(failed, d.Err)
		switch {
		case d.Mended:
			mended++
		case !d.Note:
			wrong++
		}
		views = append(views, a.diagnosisView(d))
	}
	if a.json {
		if err := a.printJSON(map[string]any{"sound": wrong == 0, "findings": views}); err != nil {
			return err
		}
	} else {
		a.printDiagnoses(views, wrong, mended)
	}
	switch {
	case failed != nil:
		return failed
	case wrong > 0:
		return errIncomplete
	}
	return nil
}

func (a *app) diagnosisView(d session.Diagnosis) diagnosisView {
	view := diagnosisView{
		ID: d.ID, File: d.File, What: a.Text(d.What()), Do: a.Text(d.Do()),
		Note: d.Note, Mendable: d.Mend != nil, Mended: d.Mended,
	}
	if d.Cause != nil {
		view.Cause, _ = a.Error(d.Cause)
	}
	return view
}

func (a *app) printDiagnoses(views []diagnosisView, wrong, mended int) {
	for _, v := range views {
		a.paragraph(0, v.What)
		if v.Cause != "" {
			a.paragraph(4, v.Cause)
		}
		switch {
		case v.Mended:
			a.paragraph(4, a.text("cli.doctor.mended"))
		case v.Mendable && !v.Note:
			a.paragraph(4, a.text("cli.doctor.mendable"))
		default:
			a.paragraph(4, v.Do)
		}
	}
	if len(views) > 0 {
		a.printf("\n")
	}
	switch {
	case wrong > 0:
		a.say("cli.doctor.wrong", message.Args{"Count": wrong})
	case mended > 0:
		a.say("cli.doctor.all-mended", message.Args{"Count": mended})
	default:
		a.say("cli.doctor.sound", nil)
	}
}
