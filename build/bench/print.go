package bench

import (
	"fmt"
	"strings"
)

// Markdown writes the report as the tables of README.
func (r *Report) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Measured on %s (%s), %s, headless with software graphics. Times are of this machine; the ratios travel.\n\n", r.Date, r.Machine, r.Browser)
	if len(r.Page) > 0 {
		r.steps(&b)
	}
	if len(r.Native) > 0 {
		fmt.Fprintf(&b, "The same natively, as a multiple of the computing of %s:\n\n", r.Native[len(r.Native)-1].Engine)
		table(&b, r.Native)
		b.WriteString("\n")
	}
	if r.Memory.Bytes > 0 {
		fmt.Fprintf(&b, "- The worker's memory at `%s` is %.0f MiB.\n", r.Memory.Query, float64(r.Memory.Bytes)/(1<<20))
	}
	for _, f := range r.Stage {
		fmt.Fprintf(&b, "- With %d points of each law a frame takes the page's thread %.1f [%.1f, %.1f] ms of computing, and the worker %.1f ms.\n",
			f.Points, f.Page, f.Least, f.Most, f.Worker)
	}
	if n := len(r.Stage); n > 0 {
		few, many := r.Stage[0], r.Stage[n-1]
		fmt.Fprintf(&b, "  That is %.2f times as much on the page's thread for %d times the points.\n", many.Page/few.Page, many.Points/few.Points)
	}
	for _, v := range r.First {
		line, page := "without a limit", "the processor"
		if v.Mbit > 0 {
			line = fmt.Sprintf("at %.0f Mbit/s", v.Mbit)
		}
		if v.Graphics {
			page = "software graphics"
		}
		fmt.Fprintf(&b, "- The first frame stands %.0f [%.0f, %.0f] ms after navigation %s where %s paint%s the page",
			v.Figure, v.Least, v.Most, line, page, map[bool]string{false: "s"}[v.Graphics])
		if v.Empty > 0 {
			fmt.Fprintf(&b, "; that of an empty Ebitengine program %.0f ms", v.Empty)
		}
		b.WriteString(".\n")
	}
	b.WriteString("- A first visit downloads, gzip -9:")
	sum := 0
	for _, s := range r.Bytes {
		fmt.Fprintf(&b, " %s %d,", s.Part, s.Bytes)
		sum += s.Bytes
	}
	fmt.Fprintf(&b, " together %d bytes.\n", sum)
	return b.String()
}

// steps writes what was measured of the step in the browser.
func (r *Report) steps(b *strings.Builder) {
	fmt.Fprintf(b, "One step on %d target and %d generated samples, in a worker of the browser, as a multiple of the SIMD engine's computing:\nin the fastest of %d rounds, and in brackets the quartiles over rounds.\n\n", batch, batch, rounds)
	table(b, r.Page)
	fmt.Fprintf(b, "\n- From d = 32 to 128 a step in the browser grows as d to the power %.2f.\n", r.Exponent)
	fmt.Fprintf(b, "- %d workers at once do %.2f [%.2f, %.2f] times the work of one.\n", r.Workers.Count, r.Workers.Gain, r.Workers.Least, r.Workers.Most)
	b.WriteString("\n")
}

// table has a row for every engine and a column for every dimension.
func table(b *strings.Builder, timings []Timing) {
	b.WriteString("|  |")
	for _, d := range Dimensions {
		fmt.Fprintf(b, " d = %d |", d)
	}
	b.WriteString("\n|---|" + strings.Repeat("--:|", len(Dimensions)))
	names := []string{}
	cells := map[string]map[int]Timing{}
	for _, t := range timings {
		if cells[t.Engine] == nil {
			cells[t.Engine] = map[int]Timing{}
			names = append(names, t.Engine)
		}
		cells[t.Engine][t.D] = t
	}
	for _, name := range names[:len(names)-1] {
		b.WriteString("\n| " + name + " |")
		for _, d := range Dimensions {
			q, digits := cells[name][d].Ratio, 1
			if q[0] < 2 {
				digits = 2
			}
			fmt.Fprintf(b, " %.*f [%.*f, %.*f] |", digits, q[0], digits, q[1], digits, q[2])
		}
	}
	last := names[len(names)-1]
	b.WriteString("\n| **" + last + "** |" + strings.Repeat(" 1 |", len(Dimensions)))
	b.WriteString("\n| " + last + ", µs per step |")
	for _, d := range Dimensions {
		fmt.Fprintf(b, " %.3g |", cells[last][d].Micros)
	}
	b.WriteString("\n| " + last + ", target samples/s |")
	for _, d := range Dimensions {
		fmt.Fprintf(b, " %.3g M |", cells[last][d].Samples/1e6)
	}
	b.WriteString("\n")
}
