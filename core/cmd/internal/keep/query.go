package keep

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"saddle/core/lab"
	"saddle/core/lab/all"
)

// Open returns the empty table of a grid: that of the preset, if one is named, with what the query says after it. What in the query
// was not taken as written is told to log, and is an error.
func Open(preset, query string, log io.Writer) (*lab.Table, error) {
	if preset != "" {
		p, ok := all.Preset(preset)
		if !ok {
			return nil, fmt.Errorf("there is no preset %q; there are %s", preset, PresetNames())
		}
		query = strings.Trim(p.Query+"&"+query, "&")
	}
	grid, problems := all.Parse(query)
	for _, p := range problems {
		fmt.Fprintln(log, p.Message)
	}
	if len(problems) > 0 {
		return nil, errors.New("mend the query and try again")
	}
	return lab.NewTable(grid), nil
}

// PresetNames lists the presets for a person.
func PresetNames() string { return strings.Join(all.PresetNames(), ", ") }

// Tell prints the fits in words.
func Tell(log io.Writer, r lab.Report) {
	fmt.Fprintf(log, "%d of %d cells", r.Done, r.Cells)
	if r.Diverged > 0 {
		fmt.Fprintf(log, "; %d of %d runs diverged and are left out of the fits", r.Diverged, r.Runs)
	}
	fmt.Fprintln(log)
	for _, f := range r.Fits {
		fmt.Fprintln(log, f.Words)
	}
}
