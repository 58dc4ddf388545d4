//go:build !js

// Package keep is what the commands have in common: the journal that keeps every row as it comes, how tables are written, and how far a
// run goes between two looks at whether to stop.
package keep

import (
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"strings"
	"time"

	"saddle/core/lab"
)

// Journal is a file beside a table to be: every row stands in it as soon as it has come, so that whatever ends the sweep
// costs at most the path in hand. Each line is a checksum and a row; the first names the grid. A line that was being
// written when the end came has the wrong checksum, and it and what follows are written anew.
type Journal struct {
	file   *os.File
	synced time.Time
}

// JournalOf is the name of the journal of a table.
func JournalOf(name string) string { return name + ".rows" }

const syncEvery = time.Second // between two times that the disk is waited for, which only a fall of the machine needs

// OpenJournal opens the journal of a table, or begins it, and puts the rows that stand in it into the table.
func OpenJournal(table *lab.Table, name string) (j *Journal, taken int, err error) {
	name = JournalOf(name)
	text, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, 0, err
	}
	head := Line("grid " + table.Grid().Query())
	whole := 0
	for len(text[whole:]) > 0 {
		line, _, ended := strings.Cut(string(text[whole:]), "\n")
		body, ok := Body(line)
		if !ended || !ok {
			break // it was being written
		}
		switch {
		case whole == 0 && line+"\n" != head:
			return nil, 0, fmt.Errorf("%s holds the rows of another grid, %s; move it away to begin this one", name, strings.TrimPrefix(body, "grid "))
		case whole > 0:
			row, err := table.Grid().Experiment().ParseRow(body)
			if err == nil {
				err = table.Add(row)
			}
			if err != nil {
				return nil, 0, fmt.Errorf("%s: %w", name, err)
			}
			taken++
		}
		whole += len(line) + 1
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, 0, err
	}
	if err := file.Truncate(int64(whole)); err != nil {
		return nil, 0, errors.Join(err, file.Close())
	}
	if _, err := file.Seek(int64(whole), 0); err != nil {
		return nil, 0, errors.Join(err, file.Close())
	}
	j = &Journal{file: file}
	if whole == 0 {
		if _, err := file.WriteString(head); err != nil {
			return nil, 0, errors.Join(err, file.Close())
		}
	}
	return j, taken, nil
}

// Add writes a row, in one call of the system.
func (j *Journal) Add(row lab.Row) error {
	if _, err := j.file.WriteString(Line(row.String())); err != nil {
		return fmt.Errorf("%w; the rows before are in %s", err, j.file.Name())
	}
	if time.Since(j.synced) > syncEvery {
		j.synced = time.Now()
		return j.file.Sync()
	}
	return nil
}

// Close waits for the disk.
func (j *Journal) Close() error { return errors.Join(j.file.Sync(), j.file.Close()) }

// Line is a line of a journal: the checksum of its body and the body.
func Line(body string) string {
	return fmt.Sprintf("%08x %s\n", crc32.ChecksumIEEE([]byte(body)), body)
}

// Body is what stands behind a checksum that is right.
func Body(line string) (body string, ok bool) {
	sum, body, _ := strings.Cut(line, " ")
	return body, sum == fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(body)))
}
