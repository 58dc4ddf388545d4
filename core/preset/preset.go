// Package preset declares the little experiments that the page offers: each is a query and one sentence of
// what to look for, and the tests run every one to see that the sentence is true.
package preset

import (
	"strconv"
	"strings"

	"saddle/core/data"
	"saddle/core/rng"
	"saddle/core/session"
)

// Preset is one experiment.
type Preset struct {
	ID    string // names it in files and links; lower case and hyphens
	Title string // two or three words
	Look  string // what to look for
	Query string // canonical

	// Vary names the parameter that tells two or more runs with the same seed apart, and Values are its
	// values, the first of them that of Query; both are empty where one run says it all. Side says that the
	// experiment is the comparison, so that it is shown side by side from the start.
	Vary   string
	Values []string // of Vary
	Side   bool     // shown side by side

	At int64 // a step at which it shows, for pictures

	Samples string // CSV text that stands for the reader's own samples; empty where the target is a law
}

// averaged holds what the experiments share whose law is an average, since the steps are noisy where φ cuts off.
const averaged = "schedule=decay&average=settled&"

// steady holds what several experiments share: samples seen as they are, steps that stay, and no end.
const steady = "phi=identity&schedule=constant&eps=0&"

var presets = []Preset{
	{ID: "converges", Title: "It converges", At: 100,
		Look: "The orange cloud turns and stretches onto the blue one. The tint fades where the samples are, and the number runs down into the band of the best method."},
	{ID: "spirals", Title: "It spirals", At: 62, Query: steady + "target=isotropic&batch=512&etaD=0.1&etaG=0.1&speed=40",
		Look: "Both players take steps of one size. The orange cloud grows past the blue one, its long side becomes the short one, and back: each swing is smaller than the last.",
		Vary: "etaD", Values: []string{"0.1", "1.6"}},
	{ID: "edge", Title: "Past the edge", At: 60, Query: steady + "rule=simultaneous&etaD=0.5&etaG=1.2&speed=15",
		Look: "The generator's step is past the edge of stability, which is at 0.87 here. The run comes close, is thrown out, and never settles.",
		Vary: "etaG", Values: []string{"1.2", "0.8"}},
	{ID: "blows-up", Title: "It blows up", At: 126, Query: steady + "loss=leastsquares&rule=simultaneous&etaG=4&speed=15",
		Look: "The cloud comes close once, swings out, and never finds back: in the end the run is stopped. The sentence says why, and what to change.",
		Vary: "rule", Values: []string{"simultaneous", "alternating"}},
	{ID: "biased", Title: "A biased gradient", At: 1200, Query: averaged + "target=anticorrelated&phi=relu&whiten=off&disc=truncated&grad=pathwise&tauD=100&speed=100",
		Look: "The discriminator jumps at the faces, and a gradient that follows the samples cannot see a jump. The run approaches, turns round, and leaves.",
		Vary: "grad", Values: []string{"pathwise", "score"}},
	{ID: "thin", Title: "A thin target", At: 300, Query: "target=ill&whiten=off&speed=50",
		Look: "The target is thirty times as long as it is wide, and one step size has to do for both. The cloud never finds the short side.",
		Vary: "whiten", Values: []string{"off", "on"}},
	{ID: "flat", Title: "A flat start", At: 60, Query: "init=flat&speed=40",
		Look: "The generator starts with one direction missing. It stays a line for a while, then opens: a saddle that it has to leave first.",
		Vary: "init", Values: []string{"flat", "random"}},
	{ID: "designs", Title: "Three designs", At: 200, Query: averaged + "target=anticorrelated&phi=relu&speed=40", Side: true,
		Look: "One ReLU target, three discriminators. The one that knows the faces gets there with the fewest samples, the truncated one with the most.",
		Vary: "disc", Values: []string{"quadratic", "facewise", "truncated"}},
	{ID: "batches", Title: "Batch 1 against 1024", At: 120, Query: "eps=0&batch=1&speed=40", Side: true,
		Look: "The same steps on one sample and on 1,024. The small batch wanders around the target with a thousandth of the samples.",
		Vary: "batch", Values: []string{"1", "1024"}},
	{ID: "cannot-say", Title: "What it cannot say", At: 300, Query: "star=tanh&eps=0&speed=40",
		Look: "The target is bent by tanh, the generator by a leaky ReLU: no W makes their laws one. The run matches the moments that its discriminator sees and stays there, at a total variation above a third.",
		Vary: "star", Values: []string{"tanh", "same"}},
	{ID: "own", Title: "Your own data", At: 150, Query: "target=data&phi=identity", Samples: example(),
		Look: "Made-up heights and arm spans of 200 people stand for your numbers: drop a table on the picture instead. The generator finds the law under which they are likeliest."},
}

// example is a small file of samples: 200 rows of two columns, height and arm span in centimetres, drawn from a
// Gaussian with correlation 0.8.
func example() string {
	var b strings.Builder
	b.WriteString("height,span\n")
	r := rng.New(1, "example")
	for range 200 {
		x, y := r.Normal(), r.Normal()
		height := 171 + 9*x
		span := 173 + 10*(0.8*x+0.6*y)
		b.WriteString(strconv.FormatFloat(height, 'f', 1, 64) + "," + strconv.FormatFloat(span, 'f', 1, 64) + "\n")
	}
	return b.String()
}

// All returns the experiments in the order of the page, their queries canonical; one with samples names them by
// their fingerprint. The slice is a copy.
func All() []Preset {
	all := append([]Preset(nil), presets...)
	for i := range all {
		all[i].Query = all[i].start().Config().Query()
	}
	return all
}

// start returns the run of an experiment before its first step.
func (p *Preset) start() *session.Session {
	s := session.New(p.Query)
	if p.Samples == "" {
		return s
	}
	var r data.Reader
	if err := r.Read([]byte(p.Samples)); err != nil {
		panic(err) // the package's own samples are good
	}
	set, err := r.Close()
	if err != nil {
		panic(err)
	}
	if err := s.Do("data rows 1 example.csv\n" + string(set.Encode())); err != nil {
		panic(err)
	}
	return s
}
