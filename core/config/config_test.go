package config

import (
	"math"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"saddle/core/version"
)

func TestDefaults(t *testing.T) {
	c, problems := Parse("")
	if len(problems) != 0 {
		t.Fatalf("the empty query has problems: %v", problems)
	}
	if c.Query() != "" {
		t.Errorf("the canonical query of the defaults is %q", c.Query())
	}
	if c.D != 2 || len(c.Axes) != 2 || len(c.Layers) == 0 {
		t.Errorf("unexpected defaults: %+v", c)
	}
}

// parsed are queries, what they are in canonical form, and what is said of them.
var parsed = []struct {
	query, canonical string
	says             []string // parts of the one problem's message; none: no problem
}{
	{query: "?phi=relu&d=3", canonical: "phi=relu&d=3"},
	{query: "d=3&phi=relu", canonical: "phi=relu&d=3"},
	{query: "d=3&d=4", canonical: "d=4"},
	{query: "d=2", canonical: ""},
	{query: "speed=max", canonical: "speed=max"},
	{query: "wstar=1,0,0.5,2", canonical: "wstar=1,0,0.5,2"},
	{query: "wstar=1%2C0%2C0.5%2C2", canonical: "wstar=1,0,0.5,2"},
	{query: "layers=none", canonical: "layers=none"},
	{query: "layers=field,target", canonical: "layers=target,field"},
	{query: "kappa=1e2", canonical: "kappa=100"},
	{query: "seed=9007199254740992", canonical: "seed=9007199254740992"},
	{query: "d=4&axes=4,2", canonical: "d=4&axes=4,2"},
	{query: "d=500", canonical: "d=128", says: []string{"d=500", "1 to 128", "using 128"}},
	{query: "d=2.4", canonical: "", says: []string{"d=2.4", "whole number", "using 2"}},
	{query: "d=many", canonical: "", says: []string{"d=many", "1 to 128", "using 2"}},
	{query: "kappa=NaN", canonical: "", says: []string{"kappa=NaN", "1 to 1000", "using 3"}},
	{query: "kappa=Inf", canonical: "kappa=1000", says: []string{"kappa=Inf", "using 1000"}},
	{query: "etaD=-1", canonical: "etaD=0.00001", says: []string{"etaD=-1", "0.00001 to 100"}},
	{query: "phi=Relu", canonical: "phi=relu", says: []string{"phi=Relu", "identity, leaky, relu", "using relu"}},
	{query: "phi=gelu", canonical: "phi=relu", says: []string{"phi=gelu", "using relu"}},
	{query: "phi=xyzzy", canonical: "", says: []string{"phi=xyzzy", "using leaky"}},
	{query: "etad=1", canonical: "", says: []string{`"etad" is not a parameter`, `"etaD"`}},
	{query: "foo=1", canonical: "", says: []string{`"foo" is not a parameter`}},
	{query: "wstar=1,2,3", canonical: "", says: []string{"4 numbers", "2 × 2"}},
	{query: "wstar=1,2,2,4", canonical: "wstar=1.000004000004,1.999997999998,1.999997999998,4.000001000001", says: []string{"wstar=1,2,2,4", "invertible", "is infinite", "up to 1000000", "using 1.000004"}},
	{query: "wstar=100,100,100,99.9999998", canonical: "wstar=99.9998001,100,100,99.9997999", says: []string{"number is 2000000000", "up to 1000000"}},
	{query: "wstar=0,0,0,0", canonical: "", says: []string{"invertible", "using none"}},
	{query: "wstar=1,x,2,4", canonical: "", says: []string{"wstar=1,x,2,4", "using none"}},
	{query: "axes=1,1", canonical: "", says: []string{"two different coordinates from 1 to 2"}},
	{query: "axes=1,3", canonical: "", says: []string{"two different coordinates from 1 to 2"}},
	{query: "layers=arows", canonical: "layers=arrows", says: []string{"layers=arows", "using arrows"}},
	{query: "target=data", canonical: "target=data"},
	{query: "target=data&data=150x4-0a9f3a12", canonical: "target=data&data=150x4-0a9f3a12"},
	{query: "target=data&data=150x4-0a9f3a12&d=4&axes=3,4", canonical: "target=data&data=150x4-0a9f3a12&axes=3,4"},
	{query: "target=data&data=150x4-0a9f3a12&d=3", canonical: "target=data&data=150x4-0a9f3a12", says: []string{"d=3", "takes 4, the number of columns"}},
	{query: "target=data&wstar=1,0,0,1", canonical: "target=data", says: []string{"wstar", "no matrix"}},
	{query: "target=data&data=150x129-0a9f3a12", canonical: "target=data", says: []string{"data=150x129-0a9f3a12", "fingerprint", "using none"}},
	{query: "data=150x4-0a9f3a12", canonical: ""},
	{query: "d=%zz", canonical: "", says: []string{"d=%zz", "percent"}},
}

func TestParse(t *testing.T) {
	for _, tc := range parsed {
		c, problems := Parse(tc.query)
		if got := c.Query(); got != tc.canonical {
			t.Errorf("%s: canonical %q, want %q", tc.query, got, tc.canonical)
		}
		if len(tc.says) == 0 && len(problems) > 0 {
			t.Errorf("%s: %v", tc.query, problems)
		}
		if len(tc.says) > 0 {
			if len(problems) != 1 {
				t.Errorf("%s: %d problems, want 1: %v", tc.query, len(problems), problems)
				continue
			}
			for _, part := range tc.says {
				if !strings.Contains(problems[0].Message, part) {
					t.Errorf("%s: %q does not say %q", tc.query, problems[0].Message, part)
				}
			}
		}
	}
}

// What is taken in place of a nearly singular W_* can be taken, is a fixed point and is close to what was asked for.
func TestThinTargets(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		d := 1 + r.IntN(5)
		w, scale := make([]float64, d*d), math.Pow(10, float64(r.IntN(4)-1))
		for i := range w {
			w[i] = math.Round(scale*10*(2*r.Float64()-1)) / 10
		}
		copy(w[d*(d-1):], w[:d]) // the last row nearly that of the first
		w[d*d-1] += scale * math.Pow(10, -float64(r.IntN(14)))
		query := "d=" + strconv.Itoa(d) + "&wstar=" + joined(w)
		c, problems := Parse(query)
		least, most := extremes(w, d)
		if thin := least*MostCondition < most || most == 0; thin != (len(problems) > 0) && most <= 100 {
			t.Errorf("%s: %v", query, problems)
		}
		if len(c.WStar) == 0 {
			continue // 0 has no nearest
		}
		again, problems := Parse(c.Query())
		if len(problems) > 0 || !slices.Equal(again.WStar, c.WStar) {
			t.Errorf("%s: %s is not taken: %v", query, c.Query(), problems)
		}
		for i := range w {
			if math.Abs(c.WStar[i]-min(max(w[i], -100), 100)) > 3e-6*most {
				t.Errorf("%s became %v", query, c.WStar)
				break
			}
		}
	}
}

func TestDerivedDefaultsFollow(t *testing.T) {
	c := Default()
	wide, _ := c.With("d", "64")
	if wide.Batch <= c.Batch || wide.EtaD >= c.EtaD || wide.N0 <= c.N0 {
		t.Errorf("defaults at d = 64 do not follow: batch %d, etaD %v, n0 %d", wide.Batch, wide.EtaD, wide.N0)
	}
	line, problems := c.With("d", "1")
	if len(problems) > 0 || len(line.Axes) != 1 {
		t.Errorf("d = 1: axes %v, %v", line.Axes, problems)
	}
	back, _ := wide.With("d", "")
	if back.Query() != "" {
		t.Errorf("setting d back leaves %q", back.Query())
	}
	if c.Query() != "" {
		t.Errorf("With changed its receiver: %q", c.Query())
	}
}

func TestSameRun(t *testing.T) {
	c := Default()
	seen, _ := c.With("points", "50")
	moved, _ := c.With("etaG", "0.2")
	if !SameRun(c, seen) || SameRun(c, moved) {
		t.Error("points only changes the view, etaG changes the run")
	}
	if q := c.ReplayTo(30).Query(); q != "at=30" {
		t.Errorf("ReplayTo(30): %q", q)
	}
	if s := c.WithSeed(math.MaxUint64).Seed; s != 1<<53-1 {
		t.Errorf("WithSeed wraps to %d", s)
	}
}

// TestTargetActivation: a target's activation is one all of whose values φ takes, or φ is constant somewhere; φ itself is none of its own.
func TestTargetActivation(t *testing.T) {
	for query, want := range map[string]string{
		"phi=relu&star=tanh": "tanh", "phi=hardtanh&star=cubic": "cubic", "phi=leaky&star=hardtanh": "hardtanh", "phi=elu&star=tanh": "tanh",
		"phi=softplus&star=sigmoid": "sigmoid", "phi=pl&star=identity": "identity", "phi=pl&knots=-1,-1,1,1,2,1&star=cubic": "cubic",
	} {
		if c, bad := Parse(query); c.Star != want || !c.Unlike() || c.TargetActivation().Name() != want || len(bad) > 0 {
			t.Errorf("%s: star is %s, %v", query, c.Star, bad)
		}
	}
	for _, query := range []string{"phi=tanh&star=identity", "phi=softplus&star=relu", "phi=elu&star=hardtanh", "phi=sigmoid&star=tanh", "target=data&star=relu"} {
		if c, bad := Parse(query); c.Unlike() || len(bad) != 1 || bad[0].Name != "star" {
			t.Errorf("%s: star is %s, %v", query, c.Star, bad)
		}
	}
	if c, bad := Parse("phi=tanh&star=tanh"); c.Unlike() || c.TargetActivation().Name() != "tanh" || len(bad) > 0 || c.Query() != "phi=tanh" {
		t.Errorf("the same activation is one of its own: %s, %v", c.Query(), bad)
	}
}

// Every declaration is complete, and its range, default and options agree with each other.
func TestDeclarations(t *testing.T) {
	seen := map[string]bool{}
	c := Default()
	for _, p := range Params() {
		if seen[p.Name] {
			t.Errorf("%s is declared twice", p.Name)
		}
		seen[p.Name] = true
		if p.Label == "" || p.Help == "" || !strings.HasSuffix(p.Help, ".") || p.Group == "" {
			t.Errorf("%s lacks a label, a sentence of help or a group", p.Name)
		}
		switch p.Kind {
		case Choice, Flags:
			if len(p.Options) == 0 {
				t.Errorf("%s has no options", p.Name)
			}
		case Fingerprint:
		default:
			if !(p.Min < p.Max) || p.Log && p.Min < 0 {
				t.Errorf("%s has the range %v to %v", p.Name, p.Min, p.Max)
			}
		}
		if bad := p.read(&c, p.text(&c)); bad != nil {
			t.Errorf("%s does not read what it prints: %s", p.Name, bad.Message)
		}
	}
}

func TestEveryConfigurationRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var pairs []string
		for _, p := range Params() {
			if !rapid.Bool().Draw(t, "set "+p.Name) {
				continue
			}
			var text string
			switch p.Kind {
			case Choice:
				text = rapid.SampledFrom(p.values()).Draw(t, p.Name)
			case Flags:
				text = strings.Join(rapid.SliceOf(rapid.SampledFrom(p.values())).Draw(t, p.Name), ",")
			case Int:
				text = formatFloat(float64(rapid.Int64Range(int64(p.Min), int64(p.Max)).Draw(t, p.Name)))
			case Float:
				text = formatFloat(rapid.Float64Range(p.Min, p.Max).Draw(t, p.Name))
			case List:
				continue
			case Fingerprint:
				text = strconv.Itoa(rapid.IntRange(1, 1_000_000).Draw(t, "rows")) + "x2-" + rapid.StringMatching("[0-9a-f]{8}").Draw(t, "hash")
			}
			pairs = append(pairs, p.Name+"="+text)
		}
		c, problems := Parse(strings.Join(pairs, "&"))
		for _, p := range problems {
			if !(c.Target == OwnSamples && p.Name == dName) && p.Name != starName { // their dimension is given; φ may not take the values of φ_*
				t.Fatalf("allowed values have problems: %v", problems)
			}
		}
		roundTrip(t, c)
	})
}

type fataler interface{ Fatalf(string, ...any) }

func roundTrip(t fataler, c Config) {
	again, problems := Parse(c.Query())
	if len(problems) > 0 {
		t.Fatalf("the canonical query %q has problems: %v", c.Query(), problems)
	}
	if again.Query() != c.Query() {
		t.Fatalf("canonical %q becomes %q", c.Query(), again.Query())
	}
	for i := range params {
		if a, b := params[i].text(&c), params[i].text(&again); a != b {
			t.Fatalf("%s: %s is %s after a round trip", c.Query(), params[i].Name, b+", was "+a)
		}
	}
}

func TestUnescapeIsThatOfQueries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("%+aF09g=é \x00"))).Draw(t, "text")
		want, err := url.QueryUnescape(s)
		if got, ok := unescape(s); ok != (err == nil) || ok && got != want {
			t.Fatalf("unescape(%q) = %q, %v; package net/url: %q, %v", s, got, ok, want, err)
		}
	})
}

// FuzzParse feeds anything to Parse: it must return a valid configuration, a canonical query that
// means the same, and messages of a bounded length.
func FuzzParse(f *testing.F) {
	for _, q := range []string{"", "?phi=relu&d=2&seed=7", "d=1e309&kappa=-0", "wstar=1,0,0,1&axes=2,1", "&&==&%", "speed=max&points=1e99",
		"layers=none,none,arows", "d=3&wstar=1,2,3,4,5,6,7,8,10&axes=3,1", "seed=0x10&n=1_000&eps=.5", "phi=%00&slope=٣"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		c, problems := Parse(query)
		for _, p := range problems {
			if p.Message == "" || len(p.Message) > 1200 {
				t.Fatalf("a message of %d bytes: %q", len(p.Message), p.Message)
			}
		}
		for i := range params {
			p := &params[i]
			if bad := p.read(&c, p.text(&c)); bad != nil {
				t.Fatalf("%q leaves a value that is not allowed: %s", query, bad.Message)
			}
		}
		roundTrip(t, c)
	})
}

// A number that stands alone may have a decimal comma and groups of digits; in a list commas separate.
func TestNumbersAsTyped(t *testing.T) {
	for given, want := range map[string]string{
		"etaG=0,05": "etaG=0.05", "etaG=0.05": "etaG=0.05", "etaG=,5": "etaG=0.5", "etaG=5,e-2": "etaG=0.05", "etaG=1,5": "etaG=1.5", "etaG=1,250": "etaG=1.25",
		"batch=1,024": "batch=1024", "batch=1 024": "batch=1024", "batch=1.024": "batch=1024", "n=1,000,000": "n=1000000", "n=1 000 000": "n=1000000", "n=1'000'000": "n=1000000",
		"tauD=1,234.5": "tauD=1234.5", "tauD=1.234,5": "tauD=1234.5", "tauD=1 234,5": "tauD=1234.5", "eps=0,01": "", "view=1,2,3": "view=1,2,3", "view=1,5,2": "view=1,5,2",
	} {
		c, problems := Parse(given)
		if got := c.Query(); got != want {
			t.Errorf("%s is %s, want %s %v", given, got, want, problems)
		}
	}
	for _, bad := range []string{"etaG=1,2,3", "etaG=0,0,5", "etaG=1,,5", "etaG=,", "etaG=1.2.3", "n=12,34", "etaG=0,5x"} {
		if _, problems := Parse(bad); len(problems) != 1 {
			t.Errorf("%s: %v", bad, problems)
		}
	}
}

// What says no value leaves the former one; what is beyond a range is moved into it.
func TestBadEntryLeavesTheFormerValue(t *testing.T) {
	c, _ := Parse("etaG=0.3&phi=tanh&d=2&wstar=1,0,0,2")
	for _, tc := range []struct{ name, value, want, message string }{
		{"etaG", "abc", "0.3", "etaG=abc is not in the range 0.00001 to 100; it stays 0.3."},
		{"etaD", "abc", "2", "etaD=abc is not in the range 0.00001 to 100; it stays 2."},
		{"phi", "qqqqqqqq", "tanh", ""},
		{"wstar", "1,2,3", "1,0,0,2", "wstar=1,2,3 does not fit: it takes 4 numbers, the rows of a 2 × 2 matrix; it stays 1,0,0,2."},
		{"knots", "1,1,0,0", "-2,-1.3,-1,-1,1,1,2,1.3", ""},
		{"etaG", "1e9", "100", "etaG=1e9 is not in the range 0.00001 to 100; using 100."},
	} {
		next, problems := c.With(tc.name, tc.value)
		if next.Text(tc.name) != tc.want || len(problems) != 1 || tc.message != "" && problems[0].Message != tc.message {
			t.Errorf("%s=%s is %s, want %s: %v", tc.name, tc.value, next.Text(tc.name), tc.want, problems)
		}
	}
	if next, problems := c.With("etaG", ""); next.Text("etaG") == "0.3" || len(problems) > 0 {
		t.Errorf("an empty entry is the default, not %s: %v", next.Text("etaG"), problems)
	}
}

// The version that made a link is no parameter: it is left out of the run, and reported where its numbers are others.
func TestVersionOfALink(t *testing.T) {
	for query, complaints := range map[string]int{
		"d=3&saddle=" + version.Number: 0, "saddle=" + version.Bits(version.Number) + ".7&d=3": 0, "d=3&saddle=0.0.1": 1, "saddle=&d=3": 1,
		"d=3&saddle=" + strings.Repeat("1", 1000): 1,
	} {
		c, problems := Parse(query)
		if c.Query() != "d=3" || len(problems) != complaints {
			t.Errorf("%.40s: the run is %s, the problems %v", query, c.Query(), problems)
		}
		for _, p := range problems {
			if !strings.Contains(p.Message, version.Number) || len(p.Message) > 400 {
				t.Errorf("%.40s: %s", query, p.Message)
			}
		}
	}
}
