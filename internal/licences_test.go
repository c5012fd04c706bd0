package house_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"example.org/dossier/assets"
)

// Whatever a program links on any system is named with its version among the
// licences that it shows.
func TestEveryModuleHasItsLicence(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("needs the go command, which is not here")
	}
	for _, system := range []string{"linux", "windows", "darwin"} {
		list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}",
			"../cmd/dossier", "../cmd/dossierctl")
		list.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=1")
		out, err := list.Output()
		if err != nil {
			t.Fatalf("go list for %s: %v", system, err)
		}
		seen := map[string]bool{}
		for _, module := range strings.Fields(strings.ReplaceAll(string(out), " ", "@")) {
			name := strings.Replace(module, "@", " ", 1)
			if !seen[name] && !strings.Contains(assets.Licences, "= "+name+"\n") {
				t.Errorf("%s is linked for %s and has no licence: go run -C scripts/licences .", name, system)
			}
			seen[name] = true
		}
	}
}
