//go:build !js

package keep

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"saddle/core/lab"
)

// CheckEnding complains of a file whose ending is none of those, before the work and not after it.
func CheckEnding(name string, endings ...string) error {
	if slices.Contains(endings, filepath.Ext(name)) {
		return nil
	}
	return fmt.Errorf("%s must end in one of %s", name, strings.Join(endings, ", "))
}

// Tables are the endings of a table.
var Tables = []string{".csv", ".jsonl"}

// Write writes the table to a file, in the format that its ending says.
func Write(table *lab.Table, name string) error {
	text := table.CSV()
	if filepath.Ext(name) != ".csv" {
		text = table.JSONLines()
	}
	// First beside it, so that a table of before is whole until the new one is.
	if err := os.WriteFile(name+".part", []byte(text), 0o644); err != nil {
		return err
	}
	return os.Rename(name+".part", name)
}
