package edge

import _ "embed" // its tables

// published are the tables in the folder published, by the names of their presets.
var published = map[string]string{"rate": rateTable}

//go:embed published/rate.csv
var rateTable string
