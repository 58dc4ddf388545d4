package lab

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"saddle/core/config"
	"saddle/core/kernel"
)

// params returns the parameters that a grid of the experiment may name: config's and then its own.
func (e *Experiment) params() (list []*config.Param) {
	declared := config.Params()
	for i := range declared {
		list = append(list, &declared[i])
	}
	for i := range e.Own {
		list = append(list, &e.Own[i])
	}
	return list
}

func (e *Experiment) param(name string) *config.Param {
	for _, p := range e.params() {
		if p.Name == name {
			return p
		}
	}
	return nil
}

// own returns the experiment's own parameter of that name, nil if it has none.
func (e *Experiment) own(name string) *config.Param {
	for i := range e.Own {
		if e.Own[i].Name == name {
			return &e.Own[i]
		}
	}
	return nil
}

func (e *Experiment) owns(name string) bool { return e.own(name) != nil }

// names are those that config does not know.
func (e *Experiment) names() (names []string) {
	for i := range e.Own {
		names = append(names, e.Own[i].Name)
	}
	return append(names, Selector)
}

// canonical returns the canonical text of one value of a parameter, and what was wrong with it.
func (e *Experiment) canonical(p *config.Param, text string) (string, []config.Problem) {
	if e.owns(p.Name) {
		value, bad := p.Canonical(text)
		if bad != nil {
			return value, []config.Problem{*bad}
		}
		return value, nil
	}
	c, problems := config.Default().With(p.Name, text)
	return c.Text(p.Name), problems
}

// readAxis expands the text of one parameter into its values, which are never none.
func (e *Experiment) readAxis(p *config.Param, text string) (values []string, problems []config.Problem) {
	if p.Kind == config.List || p.Kind == config.Flags {
		value, problems := e.canonical(p, text)
		if len(problems) == 0 || e.owns(p.Name) {
			return []string{value}, problems
		}
		return []string{text}, nil // whether it fits depends on d: check will say
	}
	for _, piece := range strings.Split(text, ",") {
		piece = strings.TrimSpace(piece)
		expanded, why := e.expand(p, piece)
		if why != "" {
			problems = append(problems, config.Problem{Name: p.Name, Given: piece, Range: p.Range(),
				Message: p.Name + "=" + clip(piece) + " " + why})
		}
		for _, one := range expanded {
			value, bad := e.canonical(p, one)
			problems = append(problems, bad...)
			if !slices.Contains(values, value) {
				values = append(values, value)
			}
		}
	}
	if len(values) == 0 {
		value, _ := e.canonical(p, "")
		values = []string{value}
	}
	sortValues(p, values)
	return values, problems
}

// expand returns the values of one piece of a list: itself, or those of the range that it is. Where it cannot
// be read, why says so, as the end of a sentence that begins with the piece.
func (e *Experiment) expand(p *config.Param, piece string) (values []string, why string) {
	first, rest, ranged := strings.Cut(piece, "..")
	if !ranged {
		return []string{piece}, ""
	}
	if p.Kind != config.Int && p.Kind != config.Float {
		return nil, "is a range, which only numbers have; it is left out."
	}
	last, count, counted := strings.Cut(rest, ":")
	a, err1 := strconv.ParseFloat(strings.TrimSpace(first), 64)
	b, err2 := strconv.ParseFloat(strings.TrimSpace(last), 64)
	if err1 != nil || err2 != nil || math.IsNaN(a) || math.IsNaN(b) || math.IsInf(a, 0) || math.IsInf(b, 0) {
		return nil, "is not a range; write it as 1..20 or 1000..100000:5. It is left out."
	}
	if a > b {
		a, b = b, a
	}
	if low, high := min(max(a, p.Min), p.Max), max(min(b, p.Max), p.Min); low != a || high != b {
		a, b, why = low, high, "leaves the range "+number(p.Min)+" to "+number(p.Max)+"; it is cut to that."
	}
	if !counted {
		return wholes(p, first, a, b, why)
	}
	k, err := strconv.Atoi(strings.TrimSpace(count))
	if err != nil || k < 1 {
		return nil, "does not end in a number of values; write it as 1000..100000:5. It is left out."
	}
	if k > mostValues {
		k, why = mostValues, "has more than "+strconv.Itoa(mostValues)+" values; "+strconv.Itoa(mostValues)+" are taken."
	}
	for i := range k {
		values = append(values, between(p, p.Log || p.Name == e.Along, a, b, i, k))
	}
	return values, why
}

// wholes are the whole numbers from a to b.
func wholes(p *config.Param, first string, a, b float64, before string) (values []string, why string) {
	if p.Kind != config.Int {
		return nil, "does not say how many values it has; write it as " + first + ".." + number(b) + ":5. It is left out."
	}
	why = before
	a, b = math.Ceil(a), math.Floor(b)
	if b-a >= mostValues {
		b, why = a+mostValues-1, "has more than "+strconv.Itoa(mostValues)+" values; the first "+strconv.Itoa(mostValues)+" are taken."
	}
	for v := a; v <= b; v++ {
		values = append(values, strconv.FormatInt(int64(v), 10))
	}
	return values, why
}

// between returns value i of k from a to b, on a logarithmic scale in equal ratios.
func between(p *config.Param, log bool, a, b float64, i, k int) string {
	share := 0.0
	if k > 1 {
		share = float64(i) / float64(k-1)
	}
	v := a + float64(share*(b-a))
	if a > 0 && log {
		v = a * kernel.Pow(b/a, share)
	}
	switch {
	case i == 0:
		v = a
	case i == k-1:
		v = b
	}
	if p.Kind == config.Int {
		return strconv.FormatInt(int64(math.Round(v)), 10)
	}
	return strconv.FormatFloat(v, 'g', 6, 64)
}

// sortValues orders numbers by size and choices as they are declared.
func sortValues(p *config.Param, values []string) {
	place := func(v string) float64 {
		for i, o := range p.Options {
			if o.Value == v {
				return float64(i)
			}
		}
		x, _ := strconv.ParseFloat(v, 64)
		return x
	}
	slices.SortStableFunc(values, func(a, b string) int {
		switch x, y := place(a), place(b); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
}

// collapsed prints a list; of whole numbers three or more in a row as first..last.
func collapsed(p *config.Param, values []string) string {
	var b strings.Builder
	for i := 0; i < len(values); {
		end := i + 1
		for ; p.Kind == config.Int && end < len(values); end++ {
			x, err1 := strconv.ParseInt(values[end-1], 10, 64)
			y, err2 := strconv.ParseInt(values[end], 10, 64)
			if err1 != nil || err2 != nil || y != x+1 {
				break
			}
		}
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		if end-i >= 3 {
			b.WriteString(values[i] + ".." + values[end-1])
		} else {
			end = i + 1
			b.WriteString(values[i])
		}
		i = end
	}
	return b.String()
}

func labelsOf(p *config.Param, values []string) []string {
	labels := append([]string(nil), values...)
	for i, v := range values {
		for _, o := range p.Options {
			if o.Value == v {
				labels[i] = o.Label
			}
		}
	}
	return labels
}

// clip keeps hostile input from filling a message.
func clip(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// number prints v with all its digits, as short as reads back the same.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
