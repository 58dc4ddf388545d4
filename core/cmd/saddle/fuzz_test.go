//go:build !js

package main

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"saddle/core/lab"
	"saddle/core/lab/all"
)

// A table to verify may hold anything: what is not read is told, and what is read is a row of the experiment that its query names.
func FuzzPublished(f *testing.F) {
	g, _ := all.Parse("d=1&n=64,128&batch=16")
	table := lab.NewTable(g)
	run := g.Start(0)
	run.Finish(func(r lab.Row) {
		if err := table.Add(r); err != nil {
			f.Fatal(err)
		}
	})
	f.Add(byte(0), []byte(table.CSV()))
	f.Add(byte(1), []byte(table.JSONLines()))
	f.Add(byte(2), []byte("00000000 grid d=1\n"))
	f.Add(byte(0), []byte("query;n\nlab=edge;1,5\n\"d=1"))
	f.Add(byte(1), []byte(`{"query":"lab=rates","n":[1,2,"3"],"tv":null}`))
	f.Fuzz(func(t *testing.T, kind byte, text []byte) {
		var rows []lab.Published
		var err error
		switch kind % 3 {
		case 0:
			rows, _, err = readCSV(bytes.NewReader(text))
		case 1:
			rows, err = readJSON(bytes.NewReader(text))
		default:
			rows, err = readJournal(bytes.NewReader(text))
		}
		if err != nil && (err.Error() == "" || err != bufio.ErrTooLong && strings.Contains(err.Error(), "%!")) {
			t.Fatalf("it complains with %q", err)
		}
		for i := range rows {
			g, _ := all.Parse(rows[i].Query)
			row := rows[i].At(0, 0)
			again, err := g.Experiment().ParseRow(row.String())
			if err != nil || !again.Equal(row) {
				t.Fatalf("row %d, %q, reads as %q, %v", i, row.String(), again.String(), err)
			}
		}
	})
}
