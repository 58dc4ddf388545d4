// Package terminal runs a command of the project as a process.
package terminal

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// Main carries out the command of that name with the process's arguments: results go to out, progress and complaints to log. A signal
// ends its context; an error is told, and ends the process with 1, or with 130 if it is the command's answer to a signal.
func Main(name string, interrupted error, command func(ctx context.Context, args []string, out, log io.Writer) error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	switch err := command(ctx, os.Args[1:], os.Stdout, os.Stderr); {
	case err == nil, errors.Is(err, flag.ErrHelp):
	case errors.Is(err, interrupted):
		fmt.Fprintln(os.Stderr, name+":", err)
		os.Exit(130)
	default:
		fmt.Fprintln(os.Stderr, name+":", err)
		os.Exit(1)
	}
}
