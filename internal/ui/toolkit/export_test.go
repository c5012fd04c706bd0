package toolkit

// Knows reports whether we have a text for this key of Fyne's.
func Knows(key string) bool { return texts[key] != "" }
