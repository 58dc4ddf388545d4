// Command step takes training steps and says how long they took. The benchmark builds it once for every engine of package
// kernel, natively and for the browser.
//
// It answers one line with one line, which begins with "error " if it could not:
//
//	time D N    take N more steps in dimension D: the milliseconds that they took
//	begin D     the run of dimension D as JSON, for a twin in another language
//	state D N   the players after the first N steps of that run, as JSON
//	noise D N   the normal numbers of these steps, as JSON, for a twin that has others
//	engine 0    the name of the loops in use
//
// A step is the one that the comparison with other languages needs no explanation for: a quadratic discriminator, the
// identity as φ, both players at once on as many generated samples as target samples, constant step sizes.
package main

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"saddle/core/config"
	"saddle/core/kernel"
	"saddle/core/rng"
	"saddle/core/sgda"
)

const (
	seed  = 7
	batch = 256
	etaD  = 0.02
	etaG  = 0.01
)

func start(d int) (*sgda.Trainer, error) {
	c, problems := config.Parse("phi=identity&disc=quadratic&rule=simultaneous&schedule=constant&average=off&whiten=off&fakes=1&kappa=2" +
		"&seed=" + strconv.Itoa(seed) + "&batch=" + strconv.Itoa(batch) + "&d=" + strconv.Itoa(d) +
		"&etaD=" + strconv.FormatFloat(etaD, 'g', -1, 64) + "&etaG=" + strconv.FormatFloat(etaG, 'g', -1, 64))
	if len(problems) > 0 {
		return nil, errors.New(problems[0].Message)
	}
	return sgda.New(c), nil
}

// run is what a twin begins with. The states of the random streams are decimal, because JSON's numbers have 53 bits.
type run struct {
	D, Batch     int
	EtaD, EtaG   float64
	W, WStar     []float64 // d×d, row-major
	Real, Latent []string
}

type players struct {
	W, A []float64
	B    float64
}

// answerer keeps a trainer for every dimension that was timed.
type answerer struct {
	now      func() float64 // ms
	trainers map[int]*sgda.Trainer
}

func (a *answerer) answer(line string) string {
	text, err := a.try(strings.Fields(line))
	if err != nil {
		return "error " + err.Error()
	}
	return text
}

func (a *answerer) try(words []string) (string, error) {
	numbers := make([]int, max(0, len(words)-1))
	for i := range numbers {
		n, err := strconv.Atoi(words[i+1])
		if err != nil {
			return "", err
		}
		numbers[i] = n
	}
	switch {
	case len(numbers) == 2 && words[0] == "time":
		return a.time(numbers[0], numbers[1])
	case len(numbers) == 1 && words[0] == "begin":
		return begin(numbers[0])
	case len(numbers) == 2 && words[0] == "state":
		return state(numbers[0], numbers[1])
	case len(numbers) == 2 && words[0] == "noise":
		return noise(numbers[0], numbers[1])
	case len(words) > 0 && words[0] == "engine":
		return kernel.Engine, nil
	}
	return "", errors.New("no such question")
}

func (a *answerer) time(d, n int) (string, error) {
	t := a.trainers[d]
	if t == nil {
		var err error
		if t, err = start(d); err != nil {
			return "", err
		}
		a.trainers[d] = t
		t.Step() // the first touches its memory
	}
	began := a.now()
	for range n {
		t.Step()
	}
	took := a.now() - began
	if t.Failure() != "" {
		return "", errors.New(t.Failure())
	}
	return strconv.FormatFloat(took, 'g', -1, 64), nil
}

func begin(d int) (string, error) {
	t, err := start(d)
	if err != nil {
		return "", err
	}
	stream := func(name string) (words []string) {
		for _, w := range rng.New(seed, name).State() {
			words = append(words, strconv.FormatUint(w, 10))
		}
		return words
	}
	s := t.State()
	text, err := json.Marshal(run{d, batch, etaD, etaG, s.W, s.WStar, stream(rng.Real), stream(rng.Latent)})
	return string(text), err
}

func state(d, n int) (string, error) {
	t, err := start(d)
	if err != nil {
		return "", err
	}
	for range n {
		t.Step()
	}
	s := t.State()
	text, err := json.Marshal(players{s.W, s.A, s.B})
	return string(text), err
}

func noise(d, n int) (string, error) {
	steps := func(name string) [][]float64 {
		stream, all := rng.New(seed, name), make([][]float64, n)
		for i := range all {
			all[i] = make([]float64, batch*d)
			stream.Normals(all[i])
		}
		return all
	}
	text, err := json.Marshal(struct{ Real, Latent [][]float64 }{steps(rng.Real), steps(rng.Latent)})
	return string(text), err
}
