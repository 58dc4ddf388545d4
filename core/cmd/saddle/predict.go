//go:build !js

package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"saddle/core/config"
	"saddle/core/lab"
	"saddle/core/lab/all"
	"saddle/core/predict"
)

// foretell prints the predictions for a query as one JSON object, name → value, null where nothing is known; long tells
// the formula and the source of each, too.
func foretell(args []string, out, log io.Writer) error {
	f := flag.NewFlagSet("saddle predict", flag.ContinueOnError)
	f.SetOutput(log)
	query := f.String("query", "", "of what run, as in a permalink")
	long := f.Bool("long", false, "each with its formula and source")
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() > 0 {
		return fmt.Errorf("%q is one argument too many", f.Arg(0))
	}
	told, err := predictions(*query, log)
	if err != nil {
		return err
	}
	var lines []string
	for _, p := range told {
		var value any
		if p.Valid {
			value = p.Value
		}
		if *long {
			value = map[string]any{"value": value, "formula": p.Formula, "source": p.Source}
		}
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		lines = append(lines, fmt.Sprintf("  %q: %s", p.Name, text))
	}
	_, err = fmt.Fprintf(out, "{\n%s\n}\n", strings.Join(lines, ",\n"))
	return err
}

// predictions are those of a figure's run, or of the one run of the laboratory that the query names.
func predictions(query string, log io.Writer) ([]predict.Prediction, error) {
	mend := func(problems []config.Problem) error {
		for _, p := range problems {
			fmt.Fprintln(log, p.Message)
		}
		if len(problems) > 0 {
			return errors.New("mend the query and try again")
		}
		return nil
	}
	if !strings.Contains("&"+strings.TrimLeft(query, "?#"), "&"+lab.Selector+"=") {
		cfg, problems := config.Parse(query)
		if err := mend(problems); err != nil {
			return nil, err
		}
		return predict.Of(cfg), nil
	}
	grid, problems := all.Parse(query)
	if err := mend(problems); err != nil {
		return nil, err
	}
	if grid.Paths() > 1 {
		return nil, fmt.Errorf("the query has %d runs; predict takes one", grid.Paths())
	}
	if of := grid.Experiment().Predict; of != nil {
		return of(grid.Cell(0)), nil
	}
	return nil, nil
}
