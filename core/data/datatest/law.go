// Package datatest makes samples of tests into laws, on the way that a reader's take.
package datatest

import (
	"fmt"
	"strings"

	"saddle/core/data"
	"saddle/core/gan"
)

// T is what it needs of a testing.TB.
type T interface {
	Helper()           // see testing.TB
	Fatal(args ...any) // see testing.TB
}

// Read returns the n rows of d numbers that row sets, i being which, as they come out of CSV text.
func Read(t T, d, n int, row func(x []float64, i int)) *data.Set {
	t.Helper()
	var text strings.Builder
	x := make([]float64, d)
	for i := range n {
		row(x, i)
		for j, v := range x {
			if j > 0 {
				text.WriteByte(',')
			}
			fmt.Fprintf(&text, "%g", v)
		}
		text.WriteByte('\n')
	}
	var r data.Reader
	if err := r.Read([]byte(text.String())); err != nil {
		t.Fatal(err)
	}
	set, err := r.Close()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// Law returns the law that is fitted to such rows, for φ, with the columns' means subtracted or not.
func Law(t T, phi gan.Activation, centre bool, d, n int, row func(x []float64, i int)) *data.Law {
	t.Helper()
	law, err := Read(t, d, n, row).Fit(phi, centre)
	if err != nil {
		t.Fatal(err)
	}
	return law
}
