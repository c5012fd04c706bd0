package pdf

// OpenCache is openCache, and SealCache sealCache.
func OpenCache(base string) (string, error) { return openCache(base, engineName()) }
func SealCache(folder string)               { sealCache(folder) }

// EngineName names the version of the engine.
func EngineName() string { return engineName() }

// Sealed reports whether what is in a version's folder is as it was kept.
func Sealed(folder string) bool { return sealed(folder) }
