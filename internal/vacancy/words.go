package vacancy

import "example.org/dossier/internal/message"

// Word names the verdict: "met", "not met".
func (v Verdict) Word() message.Message { return message.New("verdict."+string(v), nil) }

// Word names the importance: "essential".
func (i Importance) Word() message.Message { return message.New("importance."+string(i), nil) }

// Word names the group as a heading: "Eligibility".
func (g Group) Word() message.Message { return message.New("group."+string(g), nil) }
