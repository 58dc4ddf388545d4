// Command cluster runs a grid of experiments on several machines.
//
//	cluster run  -query "d=2,4,8&seed=1..8&n=800..102400:8" -out table.csv
//	cluster work -join nats://head:4222
//
// run is head and worker at once: it deals the paths of the grid to processes, its own and those of work, and keeps every row as it
// comes in the journal of the table, as saddle sweep does. The table is that of saddle sweep, byte for byte.
//
// Between them stands NATS JetStream, inside the head or, with run -join, a server that is there already. It holds the paths to be run
// and the rows that the head has not kept yet, and gives a path to another worker when the one that has it has not been heard of for a
// while. The journal is all that a head needs to go on.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"saddle/core/cmd/internal/terminal"
)

const usage = `usage: cluster run|work [flags]

  run   deal a grid to processes here and elsewhere, and write its table
  work  run paths for a head

cluster run|work -help lists the flags. The token is that of the variable SADDLE_TOKEN or of -token-file.
`

// errInterrupted is the answer to a signal.
var errInterrupted = errors.New("interrupted; the rows that have come are kept")

func main() { terminal.Main("cluster", errInterrupted, command) }

// command carries out one verb. Progress and complaints go to log.
func command(ctx context.Context, args []string, out, log io.Writer) error {
	verb := "nothing"
	if len(args) > 0 {
		verb = args[0]
	}
	switch verb {
	case "run":
		return run(ctx, args[1:], log)
	case "work":
		return work(ctx, args[1:], log)
	case "help", "-h", "-help", "--help":
		fmt.Fprint(out, usage)
		return nil
	}
	fmt.Fprint(log, usage)
	return fmt.Errorf("there is no command %q", verb)
}
