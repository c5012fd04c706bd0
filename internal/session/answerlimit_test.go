package session

import "testing"

func TestParseAnswerLimit(t *testing.T) {
	for text, want := range map[string]AnswerLimit{
		"": {}, "250 words": {250, LimitWords}, " 2000 characters ": {2000, LimitCharacters}, "20000 characters": {20000, LimitCharacters},
	} {
		if got, ok := ParseAnswerLimit(text); !ok || got != want {
			t.Errorf("%q is %v, %v; want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"0 words", "-1 words", "20001 words", "250", "250 pages", "words", "2.5 words", "99999999999999999999 words", "250 words more"} {
		if got, ok := ParseAnswerLimit(text); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}
