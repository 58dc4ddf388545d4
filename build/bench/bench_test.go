package bench

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
)

// clockwork is an engine of a known speed, in µs per step.
type clockwork struct {
	micros float64
	state  string
}

func (c clockwork) ask(question string) (string, error) {
	var d, n float64
	switch verb, rest, _ := strings.Cut(question, " "); verb {
	case "begin", "start":
		return "{}", nil
	case "state":
		return c.state, nil
	case "time":
		if _, err := fmt.Sscan(rest, &d, &n); err != nil {
			return "", err
		}
		return fmt.Sprint(c.micros * d * d * n / 1000), nil
	}
	return "", errors.New("what?")
}

func (c clockwork) computed() float64 { return 0 }

func TestTimeSteps(t *testing.T) {
	got, err := timeSteps([]named{{"slow", clockwork{micros: 6}}, {"SIMD", clockwork{micros: 2}}}, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2*len(Dimensions) {
		t.Fatalf("%d timings", len(got))
	}
	for _, g := range got {
		want := map[string]float64{"slow": 3, "SIMD": 1}[g.Engine]
		if math.Abs(g.Ratio[0]-want) > 1e-9 || math.Abs(g.Micros-2*want*float64(g.D*g.D)) > 1e-6 {
			t.Errorf("%+v", g)
		}
	}
	if e := exponent(got); math.Abs(e-2) > 1e-9 {
		t.Errorf("exponent %v", e)
	}
}

func TestCheckSame(t *testing.T) {
	a := named{"a", clockwork{state: `{"W":[1,2],"A":[3],"B":4}`}}
	near := named{"near", clockwork{state: `{"W":[1.00000000000001,2],"A":[3],"B":4}`}}
	far := named{"far", clockwork{state: `{"W":[1.001,2],"A":[3],"B":4}`}}
	if err := checkSame([]named{a, a}, &near); err != nil {
		t.Error(err)
	}
	if checkSame([]named{a, near}, nil) == nil {
		t.Error("engines of Go may not differ in a bit")
	}
	if checkSame([]named{a}, &far) == nil {
		t.Error("a twin may not differ by more than rounding")
	}
}

func TestQuantile(t *testing.T) {
	x := []float64{4, 1, 3, 2}
	for p, want := range map[float64]float64{0: 1, 0.5: 2.5, 1: 4} {
		if got := quantile(x, p); got != want {
			t.Errorf("quantile %v is %v, want %v", p, got, want)
		}
	}
	if median([]float64{7}) != 7 {
		t.Error("the median of one number is that number")
	}
}

func TestMarkdown(t *testing.T) {
	timings := func(names ...string) (out []Timing) {
		for _, name := range names {
			for _, d := range Dimensions {
				out = append(out, Timing{Engine: name, D: d, Micros: 10, Samples: 3e6, Ratio: [3]float64{4.2, 4, 4.5}})
			}
		}
		return out
	}
	r := Report{Native: timings("plain", "tile"), Page: timings("JavaScript", "SIMD"), Stage: []Frames{{Points: 10000, Page: 2}, {Points: 100000, Page: 3}}}
	text := r.Markdown()
	for _, want := range []string{"| JavaScript | 4.2 [4.0, 4.5] |", "| **SIMD** | 1 |", "3 M |", "1.50 times as much"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
