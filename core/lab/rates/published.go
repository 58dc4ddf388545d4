package rates

import _ "embed" // its tables

// published are the tables in the folder published, by the names of their presets.
var published = map[string]string{
	"matched": matchedTable,
	"once":    onceTable,
	"plane":   planeTable,
	"players": playersTable,
	"rough":   roughTable,
	"smooth":  smoothTable,
	"unlike":  unlikeTable,
}

//go:embed published/matched.csv
var matchedTable string

//go:embed published/once.csv
var onceTable string

//go:embed published/plane.csv
var planeTable string

//go:embed published/players.csv
var playersTable string

//go:embed published/rough.csv
var roughTable string

//go:embed published/smooth.csv
var smoothTable string

//go:embed published/unlike.csv
var unlikeTable string
