//go:build !windows && !darwin

package i18n

// systemLanguages returns nothing: here the environment is all there is.
func systemLanguages() []string { return nil }
