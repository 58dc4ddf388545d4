package shatter

import (
	"math"
	"strconv"

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
		s := &seen{scene: sceneOf(cell), measured: read(row), told: foretell(cell)}
		s.partings = s.scene.partings()
		_, s.label = g.Setting(path)
		_, s.setting = g.Setting(path, radiusName)
		all = append(all, s)
	}
	f.Runs = len(all)
	for _, s := range all {
		f.Fits = append(f.Fits, s.counts()...)
	}
	if len(all) > 0 {
		for i := range f.Fits {
			f.Fits[i].Main = len(all) == 1
		}
		f.Fits = append(append(f.Fits, all[0].bounds()...), all[0].missing()...)
		f.Charts = charts(all)
	}
	return f
}

// fit is a counted number beside what is predicted of it.
func (s *seen) fit(what, of string, value float64, name, words string) lab.Fit {
	f := lab.Fit{What: what, Of: of, Estimate: stat.Estimate{Value: value, Count: 1}, Predicted: math.NaN(), Words: words}
	if p := predict.By(s.told, name); p.Valid {
		f.Predicted = p.Value
	}
	return f
}

// counts are the two counts of a row.
func (s *seen) counts() []lab.Fit {
	loss, robust := "Half-planes make ", "They give "
	if s.label != "" {
		loss = "With " + s.label + ", half-planes make "
		robust = "With " + s.label + ", half-planes give "
	}
	where := ", at every ε"
	if !s.alike() {
		where = " at " + s.radiusWords()
	}
	return []lab.Fit{
		s.fit("loss patterns", s.label, s.LossPatterns, lossPatterns, loss+s.of(s.LossPatterns)+" loss patterns"+where+s.predicted(lossPatterns)+"."),
		s.fit("robust labellings", s.label, s.Margins, margins,
			robust+s.of(s.Margins)+" labellings with more than "+s.radiusWords()+" to spare"+s.predicted(margins)+"."+s.last()),
	}
}

// bounds are what a row says of networks, and how well certificates hold.
func (s *seen) bounds() []lab.Fit {
	list := []lab.Fit{
		s.fit("loss patterns of three neurons, and their most", "", s.Network, network,
			"Three sign neurons make "+s.of(s.Network)+" loss patterns; the product of their growth numbers allows "+figure.Count(predict.By(s.told, network).Value)+"."),
		s.fit("m with 2^m > (em)^E", "E"+equals+figure.Count(float64(s.weights)), s.Samples, samplesName,
			figure.Count(s.Samples)+" is the smallest m with 2^m > (em)^E for E"+equals+figure.Count(float64(s.weights))+
				": a network of so many weights cannot give so many dots all their labellings, wherever they lie."),
	}
	if s.Residual > 0 {
		list = append(list, lab.Fit{What: "left over in the certificates", Estimate: stat.Estimate{Value: s.Residual, Count: 1},
			Words: "The sums in the certificates of what is missing are off by at most " + figure.Digits(s.Residual, 2) + ", the rounding of the machine."})
	}
	return list
}

// predicted ends a sentence with what is predicted, if anything is.
func (s *seen) predicted(name string) string {
	p := predict.By(s.told, name)
	if !p.Valid {
		return ""
	}
	return "; predicted " + strconv.Itoa(int(p.Value))
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
	return " All " + strconv.Itoa(1<<len(s.dots)) + " are given as long as ε < " + figure.Digits(least/2, 3) + "."
}

// missing lists the labellings that half-planes do not give, each with its certificate.
func (s *seen) missing() (list []lab.Fit) {
	left := 0
	for k := range s.partings {
		p := &s.partings[k]
		if p.gap > 2*s.radius {
			continue
		}
		if len(list) == mostListed {
			left++
			continue
		}
		l := s.pairOf(k)
		words := s.verdict(l, p)
		list = append(list, lab.Fit{What: "largest ε", Of: s.signs(l), Estimate: stat.Estimate{Value: p.gap / 2, Count: 1}, Predicted: math.NaN(), Words: words})
	}
	if left > 0 {
		list[mostListed-1].Words += " And " + strconv.Itoa(left) + " more, up to swapping the sides: the picture steps through all."
	}
	return list
}
