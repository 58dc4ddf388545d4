package workers

import _ "embed" // its tables

// published are the tables in the folder published, by the names of their presets.
var published = map[string]string{"talk": talkTable}

//go:embed published/talk.csv
var talkTable string
