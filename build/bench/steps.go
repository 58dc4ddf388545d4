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
}

// named is an engine with the name it has in the report.
type named struct {
	name string
	engine
}

// Dimensions are those that the steps are timed in.
var Dimensions = []int{2, 8, 32, 64, 128}

const (
	batch  = 256
	sample = 12.0 // ms that one measurement takes at least: short, so that most are not interrupted
	rounds = 25
)

// Timing is how long one engine takes for a step in one dimension.
type Timing struct {
	Engine  string  `json:"engine"`
	D       int     `json:"d"`
	Micros  float64 `json:"microseconds"` // per step, in the fastest round: what other programs do can only add to it
	Samples float64 `json:"samplesPerSecond"`
	// Ratio is the time over that of the last engine: in the fastest round of each, and the quartiles over rounds.
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
		times := make([][]float64, len(engines)) // µs per step, by engine and round
		for range rounds {
			for i, e := range engines {
				ms, err := steps(e, d, counts[i])
				if err != nil {
					return nil, err
				}
				times[i] = append(times[i], 1000*ms/float64(counts[i]))
			}
		}
		last := times[len(times)-1]
		for i, e := range engines {
			ratios := make([]float64, rounds)
			for r := range ratios {
				ratios[r] = times[i][r] / last[r]
			}
			micros := slices.Min(times[i])
			out = append(out, Timing{Engine: e.name, D: d, Micros: micros, Samples: batch * 1e6 / micros,
				Ratio: [3]float64{micros / slices.Min(last), quantile(ratios, 0.25), quantile(ratios, 0.75)}})
		}
	}
	return out, nil
}

// calibrate returns how many steps make a measurement; it warms the engine up too.
func calibrate(e named, d int) (int, error) {
	for n := 1; ; n *= 2 {
		ms, err := steps(e, d, n)
		if err != nil {
			return 0, err
		}
		if ms >= sample {
			return max(1, int(float64(n)*sample/ms)), nil
		}
	}
}

// steps takes n steps and returns the ms that they took.
func steps(e named, d, n int) (float64, error) {
	text, err := question(e, fmt.Sprintf("time %d %d", d, n))
	if err != nil {
		return 0, err
	}
	return strconv.ParseFloat(text, 64)
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

// checkSame takes a few steps with every engine and fails unless the Go ones give the same bits and the twin, which is
// given its run here, the same numbers to rounding.
func checkSame(goEngines []named, twin *named) error {
	const n = 20
	for _, d := range Dimensions {
		if twin != nil {
			run, err := question(goEngines[0], fmt.Sprintf("begin %d", d))
			if err != nil {
				return err
			}
			if _, err := question(*twin, "start "+run); err != nil {
				return err
			}
		}
		var first string
		for i, e := range goEngines {
			text, err := question(e, fmt.Sprintf("state %d %d", d, n))
			if err != nil {
				return err
			}
			if i == 0 {
				first = text
			} else if text != first {
				return fmt.Errorf("after %d steps with d = %d %s and %s differ", n, d, e.name, goEngines[0].name)
			}
		}
		if twin == nil {
			continue
		}
		text, err := question(*twin, fmt.Sprintf("state %d %d", d, n))
		if err != nil {
			return err
		}
		if err := near(first, text); err != nil {
			return fmt.Errorf("after %d steps with d = %d %s and %s: %w", n, d, twin.name, goEngines[0].name, err)
		}
	}
	return nil
}

// near compares two answers to "state".
func near(a, b string) error {
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
		if !(math.Abs(x[i]-y[i]) <= 1e-10*(1+math.Abs(x[i]))) {
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
