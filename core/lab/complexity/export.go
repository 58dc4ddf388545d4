package complexity

import (
	"math"
	"strconv"
	"strings"
)

// Columns of a table, after those of the grid's axes.
const columns = "n,samples,steps,tv,floor,error,floorError,status,query"

// CSV prints the rows that have come, in the order of the grid, all digits: a header, then for each row the
// values of the axes, the mark n, what Row holds, and the query of its run.
func (t *Table) CSV() string {
	var b strings.Builder
	for _, a := range t.grid.axes {
		b.WriteString(a.name + ",")
	}
	b.WriteString(columns + "\n")
	for path := range t.grid.Paths() {
		t.eachRow(path, func(query string, r Row) {
			for i := range t.grid.axes {
				b.WriteString(quoted(t.grid.axes[i].values[t.grid.digitAt(path, i)]) + ",")
			}
			b.WriteString(strconv.FormatInt(t.grid.marks[r.Mark], 10) + "," + strconv.FormatInt(r.Samples, 10) + "," + strconv.FormatInt(r.Steps, 10) + "," +
				number(r.TV) + "," + number(r.Floor) + "," + number(r.Error) + "," + number(r.FloorError) + "," + status(r) + "," + quoted(query) + "\n")
		})
	}
	return b.String()
}

// JSONLines prints the same as one JSON object per line.
func (t *Table) JSONLines() string {
	var w jsonWriter
	for path := range t.grid.Paths() {
		t.eachRow(path, func(query string, r Row) {
			w.line(t.grid, query, r)
		})
	}
	return w.String()
}

func (w *jsonWriter) line(g *Grid, query string, r Row) {
	w.object(func() {
		w.key("query").text(query)
		w.key("n").integer(g.marks[r.Mark])
		w.key("samples").integer(r.Samples)
		w.key("steps").integer(r.Steps)
		w.key("tv").number(r.TV)
		w.key("floor").number(r.Floor)
		w.key("error").number(r.Error)
		w.key("floorError").number(r.FloorError)
		w.key("status").text(status(r))
	})
	w.WriteByte('\n')
}

func (t *Table) eachRow(path int, f func(query string, r Row)) {
	query := ""
	for mark := range t.grid.marks {
		if r, ok := t.Row(path, mark); ok {
			if query == "" {
				query = t.grid.RunQuery(path)
			}
			f(query, r)
		}
	}
}

func status(r Row) string {
	if r.Diverged {
		return "diverged"
	}
	return "ok"
}

// quoted is a field of a CSV file.
func quoted(s string) string {
	if !strings.ContainsAny(s, ",\"\n") {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

// JSON prints the report as one object. Numbers that are not finite become null.
func (r Report) JSON() string {
	var w jsonWriter
	w.object(func() {
		w.key("done").integer(int64(r.Done))
		w.key("cells").integer(int64(r.Cells))
		w.key("runs").integer(int64(r.Runs))
		w.key("diverged").integer(int64(r.Diverged))
		w.key("left").number(r.Left)
		w.key("failed").list(len(r.Failed), func(i int) {
			w.object(func() { w.key("query").text(r.Failed[i].Query); w.key("why").text(r.Failed[i].Why) })
		})
		w.key("fits").list(len(r.Fits), func(i int) { w.fit(&r.Fits[i]) })
		w.key("charts").list(len(r.Charts), func(i int) { w.chart(&r.Charts[i]) })
	})
	return w.String()
}

func (w *jsonWriter) fit(f *Fit) {
	lo, hi := f.Interval()
	w.object(func() {
		w.key("what").text(f.What)
		w.key("of").text(f.Of)
		w.key("value").number(f.Value)
		w.key("se").number(f.SE)
		w.key("lo").number(lo)
		w.key("hi").number(hi)
		w.key("predicted").number(f.Predicted)
		w.key("told").text(toldAs(f.What, f.Estimate))
		w.key("interval").text(interval(f))
		w.key("expected").text(expected(f))
		w.key("words").text(f.Words)
		w.key("main").truth(f.Main)
	})
}

func (w *jsonWriter) chart(c *Chart) {
	w.object(func() {
		w.key("name").text(c.Name)
		w.key("title").text(c.Title)
		w.key("description").text(c.Description)
		w.key("xLabel").text(c.XLabel)
		w.key("yLabel").text(c.YLabel)
		w.key("logX").truth(c.LogX)
		w.key("logY").truth(c.LogY)
		w.key("x").numbers([]float64{c.MinX, c.MaxX})
		w.key("y").numbers([]float64{c.MinY, c.MaxY})
		w.key("ticksX").numbers(c.TicksX)
		w.key("categories").list(len(c.Categories), func(i int) { w.text(c.Categories[i]) })
		w.key("series").list(len(c.Series), func(i int) {
			s := &c.Series[i]
			w.object(func() {
				w.key("name").text(s.Name)
				w.key("kind").text(string(s.Kind))
				w.key("color").integer(int64(s.Color))
				w.key("x").numbers(s.X)
				w.key("y").numbers(s.Y)
				w.key("se").numbers(s.SE)
			})
		})
	})
}

// jsonWriter writes JSON. Package encoding/json would bring reflection into the trainer's program.
type jsonWriter struct {
	strings.Builder
	first bool // nothing has been written since the last bracket
}

func (w *jsonWriter) comma() {
	if !w.first && w.Len() > 0 {
		w.WriteByte(',')
	}
	w.first = false
}

func (w *jsonWriter) object(fields func()) {
	w.WriteByte('{')
	w.first = true
	fields()
	w.first = false
	w.WriteByte('}')
}

func (w *jsonWriter) key(name string) *jsonWriter {
	w.comma()
	w.WriteString(`"` + name + `":`)
	return w
}

func (w *jsonWriter) list(n int, item func(i int)) {
	w.WriteByte('[')
	for i := range n {
		if i > 0 {
			w.WriteByte(',')
		}
		item(i)
	}
	w.WriteByte(']')
	w.first = false
}

func (w *jsonWriter) numbers(x []float64) { w.list(len(x), func(i int) { w.number(x[i]) }) }

func (w *jsonWriter) integer(v int64) { w.WriteString(strconv.FormatInt(v, 10)) }

func (w *jsonWriter) truth(v bool) { w.WriteString(strconv.FormatBool(v)) }

func (w *jsonWriter) number(v float64) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		w.WriteString("null")
		return
	}
	w.WriteString(number(v))
}

func (w *jsonWriter) text(s string) {
	w.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			w.WriteByte('\\')
			w.WriteRune(c)
		case c < ' ':
			w.WriteString(`\u00` + string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15]))
		default:
			w.WriteRune(c)
		}
	}
	w.WriteByte('"')
}
