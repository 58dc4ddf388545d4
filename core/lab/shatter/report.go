package shatter

import (
	"math"

	"saddle/core/figure"
	"saddle/core/lab"
	"saddle/core/predict"
	"saddle/core/stat"
)

// mostListed is how many missing labellings are told one by one; the picture steps through all.
const mostListed = 16

// seen is one path with its row.
type seen struct {
	*scene
	measured
	label    string // what distinguishes it from the other paths
	setting  string // the same without the radius
	told     []predict.Prediction
	partings []parting
}

// report says and draws what has come. It changes nothing.
func report(t *lab.Table) (f lab.Findings) {
	g := t.Grid()
	var all []*seen
	for path := range g.Paths() {
		row, ok := t.Row(path, 0)
		if !ok {
			continue
		}
		cell := g.Cell(path)
		s := &seen{scene: sceneOf(cell), measured: read(row)}
		s.partings = s.scene.partings()
		s.told = s.foretell(s.partings)
		_, s.label = g.Setting(path)
		_, s.setting = g.Setting(path, radiusName)
		all = append(all, s)
	}
	f.Runs = len(all)
	if len(all) == 0 {
		return f
	}
	said := fits{}
	for _, s := range all {
		said.counts(s)
	}
	for i := range said {
		said[i].Main = len(all) == 1
	}
	said.bounds(all[0])
	said.missing(all[0])
	f.Fits, f.Charts = said, charts(all)
	return f
}

// fits collects counted numbers beside what is predicted of them.
type fits []lab.Fit

// add appends a number; name is that of its prediction, if it has one.
//
//go:noinline
func (f *fits) add(s *seen, what, of string, value float64, name, words string) {
	*f = append(*f, lab.Fit{What: what, Of: of, Estimate: stat.Estimate{Value: value, Count: 1}, Predicted: math.NaN(), Words: words})
	if v, known := s.prediction(name); known {
		(*f)[len(*f)-1].Predicted = v
	}
}

// counts adds the two counts of a row.
func (f *fits) counts(s *seen) {
	they, them := "Half-planes", "They"
	if s.label != "" {
		they = fill("With %, half-planes", s.label)
		them = they
	}
	where := ", at every ε"
	if !s.alike() {
		where = " at " + s.radiusWords()
	}
	f.add(s, "loss patterns", s.label, s.LossPatterns, lossPatterns, fill("% make % loss patterns%%.", they, s.of(s.LossPatterns), where, s.predicted(lossPatterns)))
	f.add(s, "robust labellings", s.label, s.Margins, margins,
		fill("% give % labellings with more than % to spare%.%", them, s.of(s.Margins), s.radiusWords(), s.predicted(margins), s.last()))
}

// bounds adds what a row says of networks, and how well certificates hold.
func (f *fits) bounds(s *seen) {
	most, _ := s.prediction(network)
	f.add(s, "loss patterns of three neurons, and their most", "", s.Network, network,
		fill("Three sign neurons make % loss patterns; the product of their growth numbers allows %.", s.of(s.Network), figure.Count(most)))
	weights, m := "E"+equals+figure.Count(float64(s.weights)), figure.Count(s.Samples)
	f.add(s, "m with 2^m > (em)^E", weights, s.Samples, samplesName,
		fill("% is the smallest m with 2^m > (em)^E for %: a network of so many weights cannot give so many dots all their labellings, wherever they lie.", m, weights))
	if s.Residual > 0 {
		f.add(s, "left over in the certificates", "", s.Residual, "",
			fill("The sums in the certificates of what is missing are off by at most %, the rounding of the machine.", figure.Digits(s.Residual, 2)))
	}
}

// prediction is the value of a prediction, and whether it is known.
//
//go:noinline
func (s *seen) prediction(name string) (v float64, known bool) {
	p := predict.By(s.told, name)
	return p.Value, p.Valid
}

// predicted ends a sentence with what is predicted, if anything is.
func (s *seen) predicted(name string) string {
	v, known := s.prediction(name)
	if !known {
		return ""
	}
	return "; predicted " + count(v)
}

// last says until which radius all labellings are given, if they ever are.
func (s *seen) last() string {
	least := math.Inf(1)
	for i := range s.partings {
		least = math.Min(least, s.partings[i].gap)
	}
	if least == 0 || math.IsInf(least, 1) {
		return ""
	}
	return fill(" All % are given as long as ε < %.", count(float64(s.all())+1), figure.Digits(least/2, 3))
}

// missing adds the labellings that half-planes do not give, each with its certificate.
func (f *fits) missing(s *seen) {
	found := 0
	for k := range s.partings {
		p := &s.partings[k]
		if p.gap > 2*s.radius {
			continue
		}
		if found++; found <= mostListed {
			l := s.pairOf(k)
			f.add(s, "missing from ε"+equals, s.signs(l), p.gap/2, "", s.verdict(l, p))
		}
	}
	if found > mostListed {
		(*f)[len(*f)-1].Words += fill(" And % more, up to swapping the sides: the picture steps through all.", count(float64(found-mostListed)))
	}
}
