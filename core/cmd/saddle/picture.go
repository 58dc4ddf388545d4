//go:build !js

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"saddle/core/config"
	"saddle/core/session"
	"saddle/core/snapshot"
	"saddle/paper"
)

// picture draws a moment of a run into a file whose ending says the format.
func picture(ctx context.Context, args []string, log io.Writer) error {
	f := flag.NewFlagSet("saddle picture", flag.ContinueOnError)
	f.SetOutput(log)
	query := f.String("query", "", "of what run, as in a permalink")
	at := f.Int64("at", -1, "after how many steps; by default as the query's at says")
	out := f.String("out", "", "the file: .svg, .pdf or .png")
	theme := f.String("theme", "light", "the colours: light or dark")
	side := f.Float64("side", 600, "of the square, in pixels, from 100 to 4000")
	site := f.String("link", "", "the address of a page with the figure: the picture becomes a link to its run there")
	if err := f.Parse(args); err != nil {
		return err
	}
	palette := paper.Palettes[*theme]
	write := map[string]func(*paper.Drawing, io.Writer) error{".svg": (*paper.Drawing).SVG, ".pdf": (*paper.Drawing).PDF, ".png": (*paper.Drawing).PNG}[strings.ToLower(filepath.Ext(*out))]
	switch {
	case f.NArg() > 0:
		return fmt.Errorf("%q is one argument too many", f.Arg(0))
	case *out == "":
		return errors.New("say into which file: saddle picture -out figure.svg")
	case write == nil:
		return fmt.Errorf("%s ends in neither .svg nor .pdf nor .png", *out)
	case palette == nil:
		return fmt.Errorf("-theme %s is neither light nor dark", *theme)
	case !(*side >= 100 && *side <= 4000):
		return fmt.Errorf("-side %v is not from 100 to 4000; the nearest is %v", *side, math.Min(math.Max(*side, 100), 4000))
	}
	s, err := moment(ctx, *query, *at, log)
	if err != nil {
		return err
	}
	file, err := os.Create(*out)
	if err != nil {
		return err
	}
	return errors.Join(write(paper.New(s, *side, palette, *site), file), file.Close())
}

// moment runs a query to a step.
func moment(ctx context.Context, query string, at int64, log io.Writer) (*snapshot.Snapshot, error) {
	if at >= 0 {
		query = strings.Trim(query+"&at="+strconv.FormatInt(at, 10), "&")
	}
	_, problems := config.Parse(query)
	for _, p := range problems {
		fmt.Fprintln(log, p.Message)
	}
	if len(problems) > 0 {
		return nil, errors.New("mend the query and try again")
	}
	run := session.New(query)
	for run.Status() == snapshot.Running && ctx.Err() == nil {
		run.Take()
	}
	if ctx.Err() != nil {
		return nil, errors.New("interrupted")
	}
	s := run.Snapshot()
	if s.Error != "" {
		return nil, errors.New(s.Error)
	}
	return s, nil
}
