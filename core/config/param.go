package config

import (
	"math"
	"strconv"
	"strings"

	"saddle/core/ascii"
)

// Kind says how the text of a parameter is read.
type Kind uint8

// The kinds of parameter.
const (
	Int    Kind = iota // a whole number
	Float              // a real number
	Choice             // one of Choices
	Flags              // any number of Choices, separated by commas; "none" for the empty set
	List               // real numbers separated by commas

	Fingerprint // of samples that are given beside the query: "1000x2-9f3a12bc" for 1000 rows of 2 columns, or empty
)

// Group is the heading under which a control stands.
type Group string

// The groups of controls, in the order of the page.
const (
	Target        Group = "Target"         // the law to be learnt
	Generator     Group = "Generator"      // where it starts, its gradient
	Discriminator Group = "Discriminator"  // its design and the loss
	Descent       Group = "Descent-ascent" // rule, step sizes, averages, end
	View          Group = "View"           // what is shown
)

// Groups lists the headings in the order of the page.
func Groups() []Group { return []Group{Target, Generator, Discriminator, Descent, View} }

// Option is one value of a Choice or Flags parameter.
type Option struct {
	Value string // as written in a query
	Label string // as shown to a reader
}

// Param declares one parameter. It is the only place where the name, range, default and wording of
// that parameter stand: permalinks, attributes, controls, validation, the reference page and the
// JavaScript types are all made from it.
type Param struct {
	Name   string // in permalinks, attributes, el.set and on the command line
	Label  string // beside its control
	Symbol string // in formulas; may be empty
	Unit   string // may be empty
	Help   string // one sentence
	Group  Group  // the heading of its control
	Kind   Kind   // what its values are

	Min, Max float64  // inclusive range of Int, Float and of each number of a List
	Log      bool     // its slider moves in ratios
	Special  string   // a word that stands for +Inf, as "max" for an unlimited speed
	Options  []Option // of Choice and Flags

	// Default returns the default as text. It may depend on parameters declared earlier; Follows
	// then says in words what it depends on.
	Default func(*Config) string
	Follows string // empty: it depends on nothing

	// ViewOnly marks a parameter that changes what is shown and never what is computed.
	ViewOnly bool
	// Transport marks a parameter whose control stands beside the play button, not in its group.
	Transport bool

	field func(*Config) any // *int, *int64, *float64, *string, *[]string or *[]float64
}

// Range describes the allowed values in words, as "1 to 128" or "one of alternating, simultaneous".
func (p *Param) Range() string {
	switch p.Kind {
	case Choice:
		return "one of " + strings.Join(p.values(), ", ")
	case Flags:
		return "any of " + strings.Join(p.values(), ", ") + ", or none"
	}
	if p.Kind == Fingerprint {
		return "the fingerprint of samples, such as 1000x2-9f3a12bc"
	}
	r := formatFloat(p.Min) + " to " + formatFloat(p.Max)
	if p.Special != "" {
		r += ", or " + p.Special
	}
	if p.Kind == List {
		return "numbers from " + r + ", separated by commas"
	}
	if p.Kind == Int {
		return "a whole number from " + r
	}
	return r
}

// Canonical returns the canonical text of one value of a parameter that belongs to no Config, read by its kind: the nearest
// allowed value, or the default where there is none, and what was wrong with text. An empty text is the default. Its
// Default is called with nil.
func (p *Param) Canonical(text string) (string, *Problem) {
	alone := *p
	var whole int64
	var real float64
	var word string
	var words []string
	var list []float64
	alone.field = func(*Config) any {
		switch p.Kind {
		case Int:
			return &whole
		case Float:
			return &real
		case Flags:
			return &words
		case List:
			return &list
		}
		return &word
	}
	if text == "" {
		text = p.Default(nil)
	}
	alone.Default = func(*Config) string { return p.Default(nil) }
	bad := alone.read(nil, text)
	return alone.text(nil), bad
}

func (p *Param) values() []string {
	v := make([]string, len(p.Options))
	for i, o := range p.Options {
		v[i] = o.Value
	}
	return v
}

// read puts text into the parameter's field of c. Where text is not allowed it stores the nearest
// allowed value, or the default where there is none, and returns what was wrong.
func (p *Param) read(c *Config, text string) *Problem {
	wrong := func(why string) *Problem {
		if why == "" {
			why = "is not " + article(p.Range())
		}
		return &Problem{Name: p.Name, Given: text, Range: p.Range(), Used: p.text(c),
			Message: p.Name + "=" + clip(text) + " " + why + "; using " + show(p.text(c)) + "."}
	}
	fallBack := func() *Problem {
		p.mustStore(c, p.Default(c))
		bad := wrong("")
		bad.lost = p.Name + "=" + clip(text) + " is not " + article(p.Range())
		return bad
	}
	switch p.take(c, text) {
	case asNear:
		return wrong("")
	case asNothing:
		return fallBack()
	}
	return nil
}

// taken says how a value was taken: as it is given, as the nearest one that fits, or not at all.
type taken int

const (
	asGiven taken = iota
	asNear
	asNothing
)

// near is asNear if something else was taken than was given.
func near(changed bool) taken {
	if changed {
		return asNear
	}
	return asGiven
}

// take stores the value of a text, or the nearest one that fits.
func (p *Param) take(c *Config, text string) taken {
	switch f := p.field(c).(type) {
	case *string:
		return p.takeWord(f, text)
	case *[]string:
		return p.takeWords(f, text)
	case *[]float64:
		return p.takeNumbers(f, text)
	case *int:
		v, ok := p.number(text)
		if !ok {
			return asNothing
		}
		n := math.Round(v)
		*f = int(n)
		return near(n != v || v != p.given(text))
	case *int64:
		v, ok := p.number(text)
		if !ok {
			return asNothing
		}
		n := math.Round(v)
		*f = int64(n)
		return near(n != v || v != p.given(text))
	case *float64:
		v, ok := p.number(text)
		if !ok {
			return asNothing
		}
		*f = v
		return near(v != p.given(text))
	}
	return asGiven
}

func (p *Param) takeWord(f *string, text string) taken {
	if p.Kind == Fingerprint {
		if _, _, ok := sizeOf(text); !ok && text != "" {
			return asNothing
		}
		*f = text
		return asGiven
	}
	word := nearest(text, p.values())
	if word == "" {
		return asNothing
	}
	*f = word
	return near(word != text)
}

func (p *Param) takeWords(f *[]string, text string) taken {
	*f = nil
	if text == "none" || text == "" {
		return asGiven
	}
	changed := false
	for _, w := range strings.Split(text, ",") {
		word := nearest(w, p.values())
		changed = changed || word != w
		if word != "" && !has(*f, word) {
			*f = append(*f, word)
		}
	}
	*f = inOrder(*f, p.values())
	return near(changed)
}

func (p *Param) takeNumbers(f *[]float64, text string) taken {
	*f = nil
	if text == "" {
		return asGiven
	}
	changed := false
	for _, w := range strings.Split(text, ",") {
		v, ok := p.number(w)
		if !ok {
			return asNothing
		}
		changed = changed || v != p.given(w)
		*f = append(*f, v)
	}
	return near(changed)
}

// sizeOf returns the rows and columns that a fingerprint names; ok is false where text is none.
func sizeOf(text string) (rows, columns int, ok bool) {
	const mostRows, mostColumns = 1_000_000, 128
	size, hash, _ := strings.Cut(text, "-")
	n, d, _ := strings.Cut(size, "x")
	if len(hash) != 8 || ascii.Trim(hash, "0123456789abcdef") != "" {
		return 0, 0, false
	}
	rows, err1 := strconv.Atoi(n)
	columns, err2 := strconv.Atoi(d)
	ok = err1 == nil && err2 == nil && rows >= 1 && rows <= mostRows && columns >= 1 && columns <= mostColumns
	return rows, columns, ok && strconv.Itoa(rows)+"x"+strconv.Itoa(columns) == size
}

// number reads one number and moves it into the range; ok is false where text is no number.
func (p *Param) number(text string) (v float64, ok bool) {
	v = p.given(text)
	if math.IsNaN(v) {
		return 0, false
	}
	if p.Special != "" && math.IsInf(v, 1) {
		return v, true
	}
	return min(max(v, p.Min), p.Max), true
}

// given is the number that text says, NaN where it says none.
func (p *Param) given(text string) float64 {
	text = ascii.Trim(text, ascii.Space)
	if p.Special != "" && text == p.Special {
		return math.Inf(1)
	}
	if p.Kind != List {
		text = alone(text, p.Kind == Int)
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(v, 0) || p.Special != "" && math.IsInf(v, 1) {
		return math.NaN()
	}
	return v
}

// text prints the value that c holds, in the form that read accepts.
func (p *Param) text(c *Config) string {
	switch f := p.field(c).(type) {
	case *int:
		return strconv.Itoa(*f)
	case *int64:
		return strconv.FormatInt(*f, 10)
	case *float64:
		if p.Special != "" && math.IsInf(*f, 1) {
			return p.Special
		}
		return formatFloat(*f)
	case *string:
		return *f
	case *[]string:
		if len(*f) == 0 {
			return "none"
		}
		return strings.Join(*f, ",")
	case *[]float64:
		return joined(*f)
	}
	panic("config: no such field type for " + p.Name)
}

func (p *Param) mustStore(c *Config, text string) {
	if bad := p.read(c, text); bad != nil {
		panic("config: the default of " + p.Name + " is not allowed: " + bad.Message)
	}
}

// formatFloat is the shortest text that reads back as v, without the "+" that a URL would turn into a space.
func formatFloat(v float64) string {
	f := byte('g')
	a := math.Abs(v)
	if a >= 1e5 && a <= 1<<53 && v == math.Trunc(v) || a >= 1e-6 && a < 1e-3 {
		f = 'f' // where people would not write an exponent
	}
	text := strconv.FormatFloat(v, f, -1, 64)
	if before, after, found := strings.Cut(text, "e+"); found {
		return before + "e" + after
	}
	return text
}

func article(rng string) string {
	if strings.HasPrefix(rng, "a") || strings.HasPrefix(rng, "the") || strings.HasPrefix(rng, "one") || strings.HasPrefix(rng, "numbers") {
		return rng
	}
	return "in the range " + rng
}

func show(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

func has(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

func inOrder(set, order []string) []string {
	var out []string
	for _, v := range order {
		if has(set, v) {
			out = append(out, v)
		}
	}
	return out
}
