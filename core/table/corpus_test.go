package table

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// parse reads a text in pieces of so many bytes.
func parse(text []byte, c Choice, size int) (*Table, string) {
	p := Parser{Choice: c}
	for at := 0; at < len(text); at += size {
		if problem := p.Write(text[at:min(at+size, len(text))]); problem != "" {
			return nil, problem
		}
	}
	for p.Next() {
	}
	return p.Table()
}

// taken returns the names and numbers of the columns that are taken by default, in the form of a .want file.
func taken(t *Table) string {
	var b strings.Builder
	use := t.Default()
	for i, k := range use {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(t.Columns[k].Name)
	}
	b.WriteByte('\n')
	t.Each(use, func(row []float64, _ int) {
		for j, v := range row {
			if j > 0 {
				b.WriteByte(',')
			}
			b.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
		}
		b.WriteByte('\n')
	})
	return b.String()
}

// same says whether two texts of that form agree, numbers to what printing costs.
func same(got, want string) bool {
	a, b := strings.Split(strings.TrimRight(got, "\n"), "\n"), strings.Split(strings.TrimRight(want, "\n"), "\n")
	if len(a) != len(b) || a[0] != b[0] {
		return false
	}
	for i := range a[1:] {
		x, y := strings.Split(a[i+1], ","), strings.Split(b[i+1], ",")
		if len(x) != len(y) {
			return false
		}
		for j := range x {
			v, err1 := strconv.ParseFloat(x[j], 64)
			w, err2 := strconv.ParseFloat(y[j], 64)
			if err1 != nil || err2 != nil || math.Abs(v-w) > 1e-12*math.Abs(w) {
				return false
			}
		}
	}
	return true
}

// A corpus of tables as programs and people write them: those of testdata/make beside what a person reads in them. Every
// one is read so, whole and in pieces.
func TestCorpus(t *testing.T) {
	wants, err := filepath.Glob("testdata/corpus/*.want")
	if err != nil || len(wants) < 60 {
		t.Fatalf("only %d tables, %v", len(wants), err)
	}
	for _, name := range wants {
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(strings.TrimSuffix(name, ".want"))
		if err != nil {
			t.Fatal(err)
		}
		for _, size := range []int{len(text), 7} {
			table, problem := parse(text, Choice{}, size)
			if problem != "" {
				t.Errorf("%s: %s", filepath.Base(name), problem)
				break
			}
			// A name's commas would not do in the first line of a .want file.
			if got := taken(table); !same(strings.Replace(got, "[,1],[,2]", "[.1],[.2]", 1), strings.Replace(string(want), "[,1],[,2]", "[.1],[.2]", 1)) {
				t.Errorf("%s is read as\n%s%swant\n%s", filepath.Base(name), got, notes(table), want)
				break
			}
		}
	}
	t.Logf("%d tables", len(wants))
}

func notes(t *Table) string {
	var b strings.Builder
	for _, c := range t.Columns {
		if why := c.Why(t.Rows); why != "" {
			fmt.Fprintf(&b, "  %s is left out: %s\n", c.Label(), why)
		}
	}
	for _, n := range t.Notes {
		b.WriteString("  " + n.Text + "\n")
	}
	for _, l := range t.Left(t.Default(), t.Each(t.Default(), func([]float64, int) {})) {
		b.WriteString("  " + l + "\n")
	}
	return b.String()
}
