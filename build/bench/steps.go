package bench

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// engine answers the questions of build/bench/step.
type engine interface {
	ask(question string) (string, error)
	// computed is the ms for which the engine's threads have computed so far, 0 if the system does not say.
	computed() float64
}

// named is an engine with the name it has in the report.
type named struct {
	name string
	engine
}

// Dimensions are those that the steps are timed in.
var Dimensions = []int{2, 8, 16, 32, 64, 128}

const (
	batch  = 256
	sample = 12.0 // ms that one measurement takes at least: short, so that most are not interrupted
	rounds = 25
)

// Timing is how long one engine takes for a step in one dimension.
type Timing struct {
	Engine string `json:"engine"`
	D      int    `json:"d"`
	// Micros is the computing per step, in the fastest round: what other programs do can only add to it. Wall is the
	// time that passed.
	Micros  float64 `json:"microseconds"`
	Wall    float64 `json:"wallMicroseconds"`
	Samples float64 `json:"samplesPerSecond"` // by Micros
	// Ratio is the computing over that of the last engine: in the fastest round of each, and the quartiles over rounds.
	Ratio [3]float64 `json:"ratio"`
}

// timeSteps measures the engines in turns, so that whatever else the machine does falls on all of them alike. Ratios are
// to the last engine.
func timeSteps(engines []named, progress func(string)) ([]Timing, error) {
	var out []Timing
	for _, d := range Dimensions {
		progress(fmt.Sprintf("d = %d", d))
		counts := make([]int, len(engines))
		for i, e := range engines {
			n, err := calibrate(e, d)
			if err != nil {
				return nil, err
			}
			counts[i] = n
		}
		micros, walls := make([][]float64, len(engines)), make([][]float64, len(engines)) // per step, by engine and round
		for range rounds {
			for i, e := range engines {
				c, err := steps(e, d, counts[i])
				if err != nil {
					return nil, err
				}
				micros[i] = append(micros[i], 1000*c.cpu/float64(counts[i]))
				walls[i] = append(walls[i], 1000*c.wall/float64(counts[i]))
			}
		}
		last := micros[len(micros)-1]
		for i, e := range engines {
			ratios := make([]float64, rounds)
			for r := range ratios {
				ratios[r] = micros[i][r] / last[r]
			}
			least := slices.Min(micros[i])
			out = append(out, Timing{Engine: e.name, D: d, Micros: least, Wall: slices.Min(walls[i]), Samples: batch * 1e6 / least,
				Ratio: [3]float64{least / slices.Min(last), quantile(ratios, 0.25), quantile(ratios, 0.75)}})
		}
	}
	return out, nil
}

// calibrate returns how many steps make a measurement; it warms the engine up too. The first step of a dimension begins its
// run, which can take longer than many steps.
func calibrate(e named, d int) (int, error) {
	if _, err := steps(e, d, 1); err != nil {
		return 0, err
	}
	for n := 1; ; n *= 2 {
		c, err := steps(e, d, n)
		if err != nil {
			return 0, err
		}
		if c.cpu >= sample {
			return max(1, int(float64(n)*sample/c.cpu)), nil
		}
	}
}

// cost is what some steps took, in ms.
type cost struct{ wall, cpu float64 }

// steps takes n steps and returns what they took.
func steps(e named, d, n int) (cost, error) {
	before := e.computed()
	text, err := question(e, fmt.Sprintf("time %d %d", d, n))
	if err != nil {
		return cost{}, err
	}
	wall, err := strconv.ParseFloat(text, 64)
	c := cost{wall, e.computed() - before}
	if c.cpu <= 0 { // this system does not say
		c.cpu = wall
	}
	return c, err
}

func question(e named, text string) (string, error) {
	answer, err := e.ask(text)
	if err != nil {
		return "", fmt.Errorf("%s: %w", e.name, err)
	}
	if strings.HasPrefix(answer, "error ") {
		return "", fmt.Errorf("%s: %s", e.name, answer)
	}
	return answer, nil
}

// twin is an engine in another language.
type twin struct {
	named
	steps     int     // after which it is compared
	tolerance float64 // for which it may differ
	given     bool    // it is given the normal numbers, because it has others
}

// checkSame takes a few steps with every engine and fails unless the Go ones give the same bits and the twins, which are
// given their run here, the same numbers to rounding.
func checkSame(goEngines []named, twins []twin) error {
	for _, d := range Dimensions {
		if _, err := sameState(goEngines, d, 20); err != nil {
			return err
		}
		for _, t := range twins {
			if err := t.check(goEngines[0], d); err != nil {
				return fmt.Errorf("after %d steps with d = %d %s and %s: %w", t.steps, d, t.name, goEngines[0].name, err)
			}
		}
	}
	return nil
}

// sameState returns where all engines are after n steps.
func sameState(engines []named, d, n int) (string, error) {
	var first string
	for i, e := range engines {
		text, err := question(e, fmt.Sprintf("state %d %d", d, n))
		if err != nil {
			return "", err
		}
		if i == 0 {
			first = text
		} else if text != first {
			return "", fmt.Errorf("after %d steps with d = %d %s and %s differ", n, d, e.name, engines[0].name)
		}
	}
	return first, nil
}

// check gives the twin its run and compares it with an engine.
func (t twin) check(e named, d int) error {
	run, err := question(e, fmt.Sprintf("begin %d", d))
	if err != nil {
		return err
	}
	if _, err := question(t.named, "start "+run); err != nil {
		return err
	}
	if t.given {
		numbers, err := question(e, fmt.Sprintf("noise %d %d", d, t.steps))
		if err != nil {
			return err
		}
		if _, err := question(t.named, fmt.Sprintf("noise %d %d %s", d, t.steps, numbers)); err != nil {
			return err
		}
	}
	want, err := sameState([]named{e}, d, t.steps)
	if err != nil {
		return err
	}
	got, err := sameState([]named{t.named}, d, t.steps)
	if err != nil {
		return err
	}
	return near(want, got, t.tolerance)
}

// near compares two answers to "state".
func near(a, b string, tolerance float64) error {
	type players struct {
		W, A []float64
		B    float64
	}
	var p, q players
	if err := json.Unmarshal([]byte(a), &p); err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(b), &q); err != nil {
		return err
	}
	x, y := slices.Concat(p.W, p.A, []float64{p.B}), slices.Concat(q.W, q.A, []float64{q.B})
	if len(x) != len(y) {
		return fmt.Errorf("%d numbers and %d", len(x), len(y))
	}
	for i := range x {
		if !(math.Abs(x[i]-y[i]) <= tolerance*(1+math.Abs(x[i]))) {
			return fmt.Errorf("number %d is %v and %v", i, x[i], y[i])
		}
	}
	return nil
}

func median(x []float64) float64 { return quantile(x, 0.5) }

// quantile interpolates between the order statistics.
func quantile(x []float64, p float64) float64 {
	sorted := slices.Sorted(slices.Values(x))
	at := p * float64(len(sorted)-1)
	k := min(int(at), len(sorted)-2)
	if k < 0 {
		return sorted[0]
	}
	return sorted[k] + (at-float64(k))*(sorted[k+1]-sorted[k])
}
