//go:build !js

package keep

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A disk that is full is said, with where the rows before are.
func TestNoRoom(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Log("this system has no full device")
		return
	}
	table, err := Open("", "d=1&n=64&batch=16", io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	row, _, _ := table.Grid().Start(0).Advance(1 << 20)
	if err := (&Journal{file: full}).Add(row); !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "/dev/full") {
		t.Errorf("a full disk: %v", err)
	}
	if err := full.Close(); err != nil {
		t.Fatal(err)
	}
}

// A table of before is whole until the new one is, wherever the new one fails.
func TestWriteReplaces(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "t.csv")
	table, err := Open("", "d=1&n=64&batch=16", io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte("before"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(name+".part", 0o755); err != nil { // it cannot be written
		t.Fatal(err)
	}
	if err := Write(table, name); err == nil {
		t.Error("it wrote over a folder")
	}
	if text, err := os.ReadFile(name); err != nil || string(text) != "before" {
		t.Errorf("the table of before is %q, %v", text, err)
	}
	if err := os.Remove(name + ".part"); err != nil {
		t.Fatal(err)
	}
	if err := Write(table, name); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(name); err != nil || string(text) != table.CSV() {
		t.Errorf("the new table is %q, %v", text, err)
	}
}
