package complexity

import _ "embed" // its tables

// published are the tables in the folder published, by the names of their presets.
var published = map[string]string{"theorem": theoremTable}

//go:embed published/theorem.csv
var theoremTable string
