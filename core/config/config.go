// Package config declares every parameter of a run once and turns a query into a configuration.
//
// A query is the text of a permalink, "phi=relu&d=2&seed=7". [Parse] never fails: what it cannot
// accept it replaces by the nearest allowed value and reports as a [Problem] that names the parameter,
// its range and the value used. [Config.Query] prints the canonical query: the explicitly set
// parameters that differ from their defaults, in the order of [Params]. Parsing that again gives the
// same configuration, so a link is an experiment.
package config

import (
	"strconv"
	"strings"

	"saddle/core/ascii"
	"saddle/core/gan"
	"saddle/core/version"
)

// Config is a complete set of parameters. The zero value is not useful: use [Parse].
type Config struct {
	Target Matrix // which W_*
	Data   string // fingerprint of the reader's samples, which are the target if Target is OwnSamples; otherwise empty
	Centre string // whether the mean of each of their columns is subtracted

	Phi   string    // activation φ
	Slope float64   // of the leaky ReLU on the negative half-line
	Knots []float64 // x₁, y₁, x₂, y₂, … of the piecewise linear φ
	Star  string    // the target's activation; SameActivation: φ
	D     int       // dimension d of the latent and of the sample
	Kappa float64   // condition number of the seeded W_*
	WStar []float64 // explicit W_*, d×d row-major; empty: from the seed
	Seed  int64     // the one seed of the run

	Init  Beginning // how W₀ is drawn
	W0    []float64 // explicit W₀, d×d row-major; empty: as Init says
	Fakes int       // generated samples per target sample

	Disc string      // discriminator design
	Grad gan.Descent // how the generator's gradient is estimated; "auto": as GeneratorGradient says
	Loss gan.Loss    // what the players play for

	Whiten string // whether training runs in whitened coordinates
	N0     int    // target samples spent on whitening

	Rule           gan.Rule // which player moves on which parameters
	Inner          int      // discriminator steps per generator step
	Batch          int      // target samples per step, B
	Schedule       Schedule // how the step sizes fall
	EtaD, EtaG     float64  // initial step sizes of the discriminator and the generator
	TauD, TauG     float64  // steps after which a decaying step size starts to fall
	GammaD, GammaG float64  // power of that fall
	Average        Average  // which average of Σ_t is reported
	N              int64    // stop after this many target samples; 0: never
	Eps            float64  // converged when the total variation has fallen to this; 0: never

	Baselines []string // what else learns from the same samples
	Judged    int      // generated samples that the test by their largest eigenvalue looks at

	Axes   []float64 // the two displayed coordinates, counted from 1
	Window []float64 // centre x, y of the picture and half its side, in data coordinates; empty: automatic
	Points int       // displayed samples of each law
	Layers []string  // what the canvas shows
	Shift  float64   // how far the adversary of the layer may move a sample
	Speed  float64   // iterations per second; +Inf: as fast as it goes
	Unseen string    // what the training does while nobody can see the figure
	At     int64     // steps replayed before the first picture

	set   []setting // by parameter, in the order of Params
	house []setting // the same, defaults of an experiment that differ from those declared; nil: none
}

// setting is what was set explicitly, in canonical text.
type setting struct {
	explicit bool
	text     string
}

// Pause is the value of Unseen with which an unseen figure does not train.
const Pause = "pause"

// SameActivation is the Star that is φ.
const SameActivation = "same"

// Problem is one thing in a query that could not be taken as written.
type Problem struct {
	Name    string // the parameter, or the unknown name
	Given   string // the value as written
	Range   string // what is allowed
	Used    string // the value used instead; empty for an unknown name
	Message string // all of it in one sentence

	lost string // the sentence before what is used instead, where nothing near the value is allowed
}

// Default returns the configuration of the empty query.
func Default() Config {
	c, _ := Parse("")
	return c
}

// Parse reads a query such as "phi=relu&d=2". A leading "?" or "#" is skipped. It always returns a
// valid configuration; problems lists, in the order of the query, whatever was not taken as written.
func Parse(query string) (c Config, problems []Problem) { return parse(nil, query) }

// ParseOn is Parse for an experiment with defaults of its own, a query that must be right. The canonical query of
// what it returns leaves them out, as it does every default: it means the same only to ParseOn.
func ParseOn(defaults, query string) (c Config, problems []Problem) {
	house, bad := Parse(defaults)
	if len(bad) > 0 {
		panic("config: " + bad[0].Message)
	}
	return parse(house.set, query)
}

func parse(house []setting, query string) (c Config, problems []Problem) {
	c.set, c.house = make([]setting, len(params)), house
	pairs, problems := Pairs(query)
	for _, pair := range pairs {
		c.set[index(pair.Name)] = setting{true, pair.Value}
	}
	return c, append(problems, c.resolve()...)
}

// Pair is one parameter of a query as written, without its escapes.
type Pair struct {
	Name, Value string // Value is not checked
}

// Pairs splits a query into its parameters, in order. A leading "?" or "#" is skipped; what cannot be read, and
// names that are no parameter's and not among others, are left out and reported. The version that made a link is left out, and
// reported if its numbers are not those of this one.
func Pairs(query string, others ...string) (pairs []Pair, problems []Problem) {
	for _, pair := range strings.Split(ascii.TrimLeft(query, "?#"), "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		n, ok1 := unescape(name)
		v, ok2 := unescape(value)
		if !ok1 || !ok2 {
			problems = append(problems, Problem{Name: name, Given: value,
				Message: clip(pair) + " cannot be read: a percent sign must be followed by two hexadecimal digits; it is left out."})
			continue
		}
		if n == version.Word { // of the link, not of the run
			if complaint := version.Complaint(clip(v)); complaint != "" {
				problems = append(problems, Problem{Name: n, Given: v, Message: complaint})
			}
			continue
		}
		if _, ok := ByName(n); !ok && !has(others, n) {
			problems = append(problems, unknown(n, v))
			continue
		}
		pairs = append(pairs, Pair{n, ascii.Trim(v, ascii.Space)})
	}
	return pairs, problems
}

// With returns a copy of c with one parameter set to the text value, "" for its default; a text that says no value leaves
// it as it is. c is not changed.
func (c Config) With(name, value string) (Config, []Problem) {
	i := index(name)
	if i < 0 {
		return c, []Problem{unknown(name, value)}
	}
	next := Config{set: append([]setting(nil), c.set...), house: c.house}
	next.set[i] = setting{value != "", ascii.Trim(value, ascii.Space)}
	problems := next.resolve()
	for k := range problems {
		if p := &problems[k]; p.Name == name && p.lost != "" {
			p.Used = c.Text(name)
			p.Message = p.lost + "; it stays " + show(p.Used) + "."
			return c, problems[k : k+1]
		}
	}
	return next, problems
}

// Text returns the value of the named parameter as it stands in a query; "" for an unknown name.
func (c *Config) Text(name string) string {
	p, ok := ByName(name)
	if !ok {
		return ""
	}
	return p.text(c)
}

// Query returns the canonical query of c, without a leading "?".
func (c Config) Query() string {
	var b strings.Builder
	for i := range params {
		if !c.set[i].explicit {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(params[i].Name + "=" + c.set[i].text) // canonical values need no escaping
	}
	return b.String()
}

// WithTarget returns c with the explicit W_* (d×d) and the explicit start W₀, and says whether both can be taken.
func (c Config) WithTarget(wstar, w0 []float64) (next Config, ok bool) {
	next, bad := c.With(wstarName, joined(wstar))
	return next.withStart(w0, bad)
}

// WithStart returns c with the explicit W₀ (d×d), and says whether it can be taken.
func (c Config) WithStart(w0 []float64) (next Config, ok bool) { return c.withStart(w0, nil) }

func (c Config) withStart(w0 []float64, before []Problem) (next Config, ok bool) {
	next, bad := c.With(w0Name, joined(w0))
	return next, len(before)+len(bad) == 0
}

// WithWindow returns c with another window, or for none the automatic one.
func (c Config) WithWindow(w []float64) Config {
	next, _ := c.With(viewName, joined(w))
	return next
}

// LeastWindow is the least r of a window.
const LeastWindow = 1e-4

func joined(v []float64) string {
	words := make([]string, len(v))
	for i, x := range v {
		words[i] = formatFloat(x)
	}
	return strings.Join(words, ",")
}

// ReplayTo returns c with the run replayed to the given step before anything is shown.
func (c Config) ReplayTo(step int64) Config {
	next, _ := c.With(atName, strconv.FormatInt(step, 10))
	return next
}

// WithSpeed returns c at another speed, in iterations per second: the nearest that is allowed, or max above all
// of them.
func (c Config) WithSpeed(v float64) Config {
	text := "max"
	if v <= fastest {
		text = formatFloat(max(v, slowest))
	}
	next, _ := c.With(speedName, text)
	return next
}

// WithSeed returns c with the seed n modulo the number of seeds.
func (c Config) WithSeed(n uint64) Config {
	next, _ := c.With(seedName, strconv.FormatUint(n%(1<<53), 10))
	return next
}

// Averages says whether the law that is shown and judged is an average, not that of the last iterate.
func (c *Config) Averages() bool { return c.Average != LastIterate }

// SameChange says of three queries whether all parameters in which b and c differ are among those in which a and b do.
func SameChange(a, b, c string) bool {
	first, _ := Parse(a)
	second, _ := Parse(b)
	third, _ := Parse(c)
	for i := range params {
		text := params[i].text(&second)
		if text != params[i].text(&third) && text == params[i].text(&first) {
			return false
		}
	}
	return true
}

// SameRun says whether a and b compute the same thing, that is, differ at most in what is shown.
func SameRun(a, b Config) bool {
	for i := range params {
		if p := &params[i]; !p.ViewOnly && p.text(&a) != p.text(&b) {
			return false
		}
	}
	return true
}

// resolve fills every field from set and the defaults, and makes set canonical.
func (c *Config) resolve() (problems []Problem) {
	for i := range params {
		p := &params[i]
		set := &c.set[i]
		p.mustStore(c, c.standard(i))
		def := p.text(c)
		if set.explicit {
			text := set.text
			if bad := p.read(c, text); bad != nil {
				problems = append(problems, *bad)
			}
			if bad := c.fit(p, def, text); bad != nil {
				problems = append(problems, *bad)
			}
			if set.text = p.text(c); set.text == def {
				set.explicit = false
			}
		}
	}
	return problems
}

// standard is the text of the default of parameter i.
func (c *Config) standard(i int) string {
	if c.house != nil && c.house[i].explicit {
		return c.house[i].text
	}
	return params[i].Default(c)
}

func unknown(name, value string) Problem {
	name = clip(name)
	p := Problem{Name: name, Given: value, Message: ascii.Quote(name) + " is not a parameter; it is left out."}
	if near := nearest(name, Names()); near != "" {
		p.Message = ascii.Quote(name) + " is not a parameter; the nearest is " + ascii.Quote(near) + ". It is left out."
	}
	return p
}

// clip keeps hostile input from filling a message.
func clip(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
