package choose

func launch(path string) error { return run("/usr/bin/open", path) }

func reveal(path string) error { return run("/usr/bin/open", "-R", path) }
