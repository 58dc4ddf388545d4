//go:build !js

// Command saddle runs experiments without a browser: one run, a grid of runs on all cores, a published table
// once more, or what is predicted of a run.
//
//	saddle run    -query "d=4&seed=7&n=1000,10000"
//	saddle sweep  -query "d=2,4,8&seed=1..8&n=800..102400:8" -out table.csv -plot law.svg
//	saddle verify table.csv
//	saddle predict -query "d=1&phi=identity&schedule=constant"
//
// make saddle builds it with the vectors of the processor.
//
// It wires packages lab and session to this machine: workers, files, the terminal. It computes nothing itself, so
// that its numbers are those of the page, bit for bit.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"

	"saddle/core/cmd/internal/terminal"
	"saddle/core/kernel"
	"saddle/core/version"
)

const usage = `usage: saddle run|sweep|join|verify|predict|picture|version [flags]

  run     one run: its rows and where it stands
  sweep   a grid of runs on all cores: rows, fits and charts
  join    one table of parts; it runs nothing, and says what is missing
  verify  run a published table again and compare every bit
  predict  what theory says of a run: one JSON object, name and value
  picture  a moment of a run as SVG, PDF or PNG, with its axes and its legend
  version  which version this is, and how its loops are built

saddle run|sweep|join|verify|predict -help lists the flags. A query is that of a permalink; in a grid, values may be lists and
ranges: d=2,4,8 or seed=1..20 or n=1000..100000:5, which is five values in equal ratios.
`

func main() { terminal.Main("saddle", errInterrupted, command) }

// command carries out one verb. Results go to out, progress and complaints to log.
func command(ctx context.Context, args []string, out, log io.Writer) error {
	if len(args) == 0 {
		fmt.Fprint(log, usage)
		return errors.New("say run, sweep, join, verify, predict, picture or version")
	}
	switch verb := args[0]; verb {
	case "run":
		return run(ctx, args[1:], out, log)
	case "sweep":
		return sweep(ctx, args[1:], out, log)
	case "join":
		return join(args[1:], out, log)
	case "verify":
		return verify(ctx, args[1:], out, log)
	case "predict":
		return foretell(args[1:], out, log)
	case "picture":
		return picture(ctx, args[1:], log)
	case "version", "-version", "--version":
		return tellVersion(args[1:], out)
	case "help", "-h", "-help", "--help":
		fmt.Fprint(out, usage)
		return nil
	default:
		fmt.Fprint(log, usage)
		return fmt.Errorf("there is no command %q", verb)
	}
}

// tellVersion says which version this is, which numbers it computes, and how.
func tellVersion(args []string, out io.Writer) error {
	if len(args) > 0 {
		return fmt.Errorf("version takes no %q", args[0])
	}
	_, err := fmt.Fprintf(out, "saddle %s (the numbers of %s; %s loops, %s, %s/%s)\n",
		version.Number, version.Bits(version.Number), kernel.Engine, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
