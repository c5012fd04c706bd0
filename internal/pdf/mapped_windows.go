package pdf

// mapFile maps nothing: nobody else could shorten, rename or remove the file.
func mapFile(ReadFile, int64) ([]byte, bool) { return nil, false }

func unmap([]byte) {}

func forget([]byte) {}
