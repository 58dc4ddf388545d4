package fluctuation

import _ "embed" // its tables

// published are the tables in the folder published, by the names of their presets.
var published = map[string]string{"heat": heatTable}

//go:embed published/heat.csv
var heatTable string
