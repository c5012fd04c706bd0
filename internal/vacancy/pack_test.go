package vacancy_test

import (
	"example.org/dossier/assets"
	"example.org/dossier/internal/vacancy"
	"testing"
)

func embedded(t testing.TB) []byte {
	t.Helper()
	data, err := assets.Vacancies.ReadFile("vacancies/nato-ocio-internship-2025.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return data
}
func TestX(t *testing.T) {
	p, err := vacancy.Decode("x.yaml", embedded(t))
	if err != nil {
		t.Fatal(err)
	}
	n, _ := assets.Vacancies.ReadFile("vacancies/nato-ocio-internship-2025.notice.txt")
	if err := p.CheckNotice(string(n)); err != nil {
		t.Fatal(err)
	}
}
func BenchmarkDecode(b *testing.B) {
	data := embedded(b)
	for b.Loop() {
		if _, err := vacancy.Decode("x", data); err != nil {
			b.Fatal(err)
		}
	}
}
