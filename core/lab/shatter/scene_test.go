package shatter

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"saddle/core/lab"
	"saddle/core/lab/labtest"
	"saddle/core/predict"
)

// row runs the only path of a query.
func row(t testing.TB, query string) (m measured) {
	t.Helper()
	labtest.Grid(Experiment, query).Start(0).Finish(func(r lab.Row) { m = read(r) })
	return m
}

var norms = []norm{one, two, infinity}

// random is a scene of m dots in the square [−1, 1]².
func random(r *rand.Rand, m int) *scene {
	s := &scene{radius: 0.5 * r.Float64() * r.Float64(), norm: norms[r.IntN(3)], weights: 9}
	for range m {
		s.dots = append(s.dots, point{2*r.Float64() - 1, 2*r.Float64() - 1})
	}
	s.right = labelling(r.Uint32()) & s.all()
	return s
}

// An equilateral triangle of height 1.5: all loss patterns at every radius in every norm, all labellings up to half the
// height and two beyond.
func TestTriangle(t *testing.T) {
	for _, name := range []string{"1", "2", "inf"} {
		for _, radius := range []string{"0", "0.3", "0.74", "0.76", "1", "3"} {
			m := row(t, "lab=shatter&norm="+name+"&radius="+radius)
			if m.LossPatterns != 8 || m.Network != 8 || m.Samples != 68 {
				t.Errorf("ℓ%s, ε = %s: %+v", name, radius, m)
			}
			if v, _ := strconv.ParseFloat(radius, 64); name == "2" && (m.Margins == 8) != (v < 0.75) || v > 0.9 && m.Margins != 2 {
				t.Errorf("ℓ%s, ε = %s: %v labellings", name, radius, m.Margins)
			}
		}
	}
	s := sceneOf(labtest.Grid(Experiment, "lab=shatter").Cell(0))
	for k, p := range s.partings() {
		if k > 0 && math.Abs(p.gap-1.5) > 1e-4 {
			t.Errorf("%s: the hulls are %v apart", s.signs(s.pairOf(k)), p.gap)
		}
	}
}

// Four dots never have all 16 loss patterns, whatever labels, radius and norm: at most Sauer's 15, and 14 without mixed
// labels.
func TestFourDots(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	most, mixed := 0.0, 0.0
	for range 1500 {
		s := random(r, 4)
		loss := s.lossPatterns()
		if s.alike() {
			most = max(most, loss.count())
		}
		mixed = max(mixed, loss.count())
	}
	if most != 14 || mixed > sauer(4, capacity) || sauer(4, capacity) != 15 {
		t.Errorf("%v patterns of one label, %v of any", most, mixed)
	}
}

// Both counts against the formulas: Cover's count where labels are alike, the distances of hulls for labellings.
func TestCounts(t *testing.T) {
	for query, want := range map[string]float64{"-1,0,0,0,1,0,2,0": 8, "0,0,0,0,1,1": 4, "0,0,1,0,2,0,1,1": 12} { // not in general position
		g := labtest.Grid(Experiment, "lab=shatter&dots="+query)
		m := row(t, g.Query())
		if p := predict.By(foretell(g.Cell(0)), lossPatterns); m.LossPatterns != want || p.Value != want || !p.Valid {
			t.Errorf("%s: %+v, predicted %v, want %v", query, m, p.Value, want)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 320 {
		s := random(r, 1+i%mostDots)
		margins := s.marginPatterns()
		if got, want := margins.count(), robustAmong(s.partings(), s.radius); got != want {
			t.Errorf("%+v: %v labellings by sweeping, %v by hulls", s, got, want)
		}
		for k, p := range s.partings() {
			if l := s.pairOf(k); margins.has(l) != (p.gap > 2*s.radius) || margins.has(l) != margins.has(s.all()&^l) {
				t.Errorf("%+v: %s is %t, its hulls %v apart", s, s.signs(l), margins.has(l), p.gap)
			}
		}
		s.right = s.all() * labelling(i%2)
		loss := s.lossPatterns()
		if m := float64(len(s.dots)); loss.count() != m*m-m+2 || robustAmong(s.partings(), 0) != m*m-m+2 { // Cover 1965
			t.Errorf("%+v: %v loss patterns", s, loss.count())
		}
	}
}

// Mixed labels at a radius that reaches across: what is right is right among one kind alone.
func TestFarApart(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 2))
	for i := range 60 {
		s := random(r, 2+i%7)
		s.radius = 9
		var kinds [2]scene
		for k, p := range s.dots {
			kinds[side(s.right.has(k))].dots = append(kinds[side(s.right.has(k))].dots, p)
		}
		want := -1.0
		for _, kind := range kinds {
			kind.norm = s.norm
			kind.right = kind.all()
			found := kind.lossPatterns()
			want += found.count()
		}
		if loss := s.lossPatterns(); loss.count() != want {
			t.Errorf("%+v: %v patterns, want %v", s, loss.count(), want)
		}
	}
}

// Every parting proves what it says: its half-plane leaves its margin, and its weights add up to the same distance.
func TestCertificates(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	scenes := []*scene{
		{dots: []point{{-1, 0}, {0, 0}, {1, 0}, {2, 0}}}, {dots: []point{{0, 0}, {0, 0}, {1, 1}, {1, 1}}},
		{dots: []point{{0, 0}, {1, 1}, {2, 2}, {0, 2}, {2, 0}, {1, 0}}}, {dots: []point{{0, 0}}},
		{dots: []point{{-1, -1}, {-1, 1}, {1, -1}, {1, 1}, {0, 0}, {0, 1}, {1, 0}, {0, -1}}},
		{dots: []point{{0, 0}, {1, 1e-9}, {2, 0}, {3, 1e-9}}}, {dots: []point{{0, 0}, {10, 1e-7}, {5, 1e-8}, {-10, 3e-8}}},
	}
	for i := range 300 {
		scenes = append(scenes, random(r, 2+i%7))
	}
	worst := 0.0
	for _, s := range scenes {
		for _, s.norm = range norms {
			for k, p := range s.partings() {
				worst = max(worst, checkParting(t, s, s.pairOf(k), &p))
			}
		}
	}
	t.Logf("left over at most %.1e", worst)
	if worst > 1e-12 {
		t.Errorf("certificates are off by %v", worst)
	}
}

// checkParting returns what is left over in the certificate.
func checkParting(t *testing.T, s *scene, l labelling, p *parting) float64 {
	if l == s.all() {
		if !math.IsInf(p.gap, 1) {
			t.Errorf("one side is %v from nothing", p.gap)
		}
		return 0
	}
	size := 0.0
	for i, a := range p.weights {
		size += math.Abs(a)
		if (a > 0) != l.has(i) && a != 0 {
			t.Errorf("%+v: %s has the weights %v", s, s.signs(l), p.weights)
		}
	}
	if math.Abs(size-2) > 1e-12 {
		t.Errorf("%+v: %s has the weights %v", s, s.signs(l), p.weights)
	}
	if p.gap > 0 {
		if length := s.norm.dual().length(p.normal.x, p.normal.y); math.Abs(length-1) > 1e-12 {
			t.Errorf("a normal of length %v", length)
		}
		for i, at := range s.dots {
			margin := p.normal.dot(at) - p.offset
			if !l.has(i) {
				margin = -margin
			}
			if margin < p.gap/2-1e-12*(1+s.extent()) {
				t.Errorf("%+v: %s leaves %v, not %v", s, s.signs(l), margin, p.gap/2)
			}
		}
	}
	return s.residual(p)
}

// What may happen to a scene changes no count: turning and mirroring for the round norm, quarter turns for all, moving,
// scaling with the radius, and another order of the dots.
func TestInvariance(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	for i := range 60 {
		s := random(r, 3+i%5)
		want := []float64{}
		for turn := range 6 {
			o := *s
			o.dots = slices.Clone(s.dots)
			angle := math.Pi / 2 * float64(turn)
			if s.norm == two {
				angle = 0.7 * float64(turn)
			}
			for k, p := range s.dots {
				x, y := p.x*math.Cos(angle)-p.y*math.Sin(angle), p.x*math.Sin(angle)+p.y*math.Cos(angle)
				o.dots[k] = point{3*x + 0.4, -3*y + 1}
			}
			o.radius *= 3
			slices.Reverse(o.dots)
			o.right = 0
			for k := range s.dots {
				if s.right.has(len(s.dots) - 1 - k) {
					o.right |= 1 << k
				}
			}
			v, _ := (&sighting{&o}).Measure()
			if turn == 0 {
				want = v[:3]
			} else if !slices.Equal(v[:3], want) {
				t.Errorf("%+v: %v, turned %v", s, want, v)
			}
		}
	}
}

// The network: what its count says it makes, random networks make, and nothing else; XOR on four dots among it.
func TestNetworks(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for i := range 6 {
		s := random(r, 2+i%3)
		loss := s.lossPatterns()
		want := s.networkPatterns(&loss)
		var got patterns
		for range 60_000 {
			h := [2]halfPlane{s.draw(r), s.draw(r)}
			v, bias := point{r.NormFloat64(), r.NormFloat64()}, r.NormFloat64()
			got.add(s.corrupted(h, v, bias))
		}
		for l := labelling(0); l <= s.all(); l++ {
			if got.has(l) && !want.has(l) {
				t.Errorf("%+v: a network gets %s right", s, s.signs(l))
			}
		}
		if got.count() != want.count() || want.count() > productBound(len(s.dots)) {
			t.Errorf("%+v: %v patterns by random networks, want %v of at most %v", s, got.count(), want.count(), productBound(len(s.dots)))
		}
	}
	if m := row(t, "lab=shatter&dots=1,1,-1,1,-1,-1,1,-1"); m.LossPatterns != 14 || m.Network != 16 {
		t.Errorf("a square: %+v", m)
	}
}

// halfPlane is w·x > b with ‖w‖_q = 1.
type halfPlane struct {
	w point
	b float64
}

// draw returns a random half-plane; half of them pass near what decides between patterns.
func (s *scene) draw(r *rand.Rand) halfPlane {
	angle := 2 * math.Pi * r.Float64()
	w := point{math.Cos(angle), math.Sin(angle)}
	i, j := r.IntN(len(s.dots)), r.IntN(len(s.dots))
	if i != j && r.IntN(2) == 0 {
		differences := []float64{0, 2 * s.radius, -2 * s.radius}
		if list := s.norm.dual().level(nil, s.dots[i].minus(s.dots[j]), differences[r.IntN(3)]); len(list) > 0 {
			near := list[r.IntN(len(list))]
			size, off := two.length(near.x, near.y), math.Exp(-12*r.Float64())
			w = point{near.x/size + off*w.x, near.y/size + off*w.y}
		}
	}
	w = w.times(1 / s.norm.dual().length(w.x, w.y))
	b := w.dot(s.dots[i])
	switch r.IntN(4) {
	case 0:
		b += s.radius
	case 1:
		b -= s.radius
	}
	return halfPlane{w, b + 3*r.NormFloat64()*math.Exp(-12*r.Float64())}
}

// sure is +1 or −1 where the half-plane says the same of all places within the radius, 0 elsewhere.
func (s *scene) sure(h halfPlane, p point) float64 {
	switch at := h.w.dot(p) - h.b; {
	case at > s.radius:
		return 1
	case at < -s.radius:
		return -1
	}
	return 0
}

// corrupted is what a network gets right: the output is sure if it is the same whatever the unsure neurons say.
func (s *scene) corrupted(h [2]halfPlane, v point, bias float64) (right labelling) {
	for i, p := range s.dots {
		a, b := s.sure(h[0], p), s.sure(h[1], p)
		least, greatest := math.Inf(1), math.Inf(-1)
		for _, x := range []float64{-1, 1} {
			for _, y := range []float64{-1, 1} {
				if a*x >= 0 && b*y >= 0 {
					out := v.x*x + v.y*y - bias
					least, greatest = math.Min(least, out), math.Max(greatest, out)
				}
			}
		}
		if s.right.has(i) && least > 0 || !s.right.has(i) && greatest < 0 {
			right |= 1 << i
		}
	}
	return right
}

// Presets show what their notes say.
func TestPresets(t *testing.T) {
	want := map[string]measured{
		"triangle": {LossPatterns: 8, Margins: 8}, "late": {LossPatterns: 8, Margins: 2}, "four": {LossPatterns: 14, Margins: 14}, "eight": {LossPatterns: 58},
		"thousand": {Samples: 15349},
	}
	for _, p := range Experiment.Presets {
		w := want[p.Name]
		if p.Name == "norms" {
			continue
		}
		m := row(t, p.Query)
		if w.LossPatterns > 0 && m.LossPatterns != w.LossPatterns || w.Margins > 0 && m.Margins != w.Margins || w.Samples > 0 && m.Samples != w.Samples {
			t.Errorf("%s: %+v", p.Name, m)
		}
		if p.Name == "mixed" && !(m.LossPatterns < 14) || p.Name == "eight" && !(m.Network > 58 && m.Network < productBound(8)) {
			t.Errorf("%s: %+v", p.Name, m)
		}
		cell := labtest.Grid(Experiment, p.Query).Cell(0)
		if v := predict.By(foretell(cell), margins); v.Value != m.Margins {
			t.Errorf("%s: %v labellings, predicted %v", p.Name, m.Margins, v.Value)
		}
		if v := predict.By(foretell(cell), lossPatterns); v.Valid && v.Value != m.LossPatterns {
			t.Errorf("%s: %v loss patterns, predicted %v", p.Name, m.LossPatterns, v.Value)
		}
	}
	// The balls of ℓ₁, ℓ₂ and ℓ∞ lie in each other, so what they leave falls in this order.
	for _, radius := range []string{"0.2", "0.4", "0.6"} {
		before := math.Inf(1)
		for _, name := range []string{"1", "2", "inf"} {
			m := row(t, "lab=shatter&dots=-0.9,-0.8,1,-0.7,0.8,0.9,-1,0.7&radius="+radius+"&norm="+name)
			if m.Margins > before {
				t.Errorf("ℓ%s leaves %v at %s", name, m.Margins, radius)
			}
			before = m.Margins
		}
	}
}

func TestProblems(t *testing.T) {
	for query, complaint := range map[string]string{
		"lab=shatter&dots=1":                                        "dots takes x and y in turn, of 1 to 8 dots; using the first of them that are whole, or else one at 0, 0.",
		"lab=shatter&dots=1,2,3":                                    "dots takes x and y in turn, of 1 to 8 dots",
		"lab=shatter&labels=1,-1":                                   "labels takes one entry for each dot, or none; using 1 where there is none.",
		"lab=shatter&labels=1,0.5,-1":                               "labels takes 1 and −1; using the one of the same sign.",
		"lab=shatter&norm=3":                                        "norm=3 is not one of 1, 2, inf",
		"lab=shatter&radius=-1":                                     "radius=-1 is not in the range 0 to 10; using 0",
		"lab=shatter&weights=0":                                     "weights=0 is not a whole number from 1 to 1000000; using 1",
		"lab=shatter&dots=1,2,99,3":                                 "numbers from -10 to 10",
		"lab=shatter&dots=1,2,3,4,5,6,7,8,9,10,1,1,2,2,3,3,4,4,5,5": "dots takes x and y in turn, of 1 to 8 dots",
	} {
		_, problems := Experiment.Parse(query)
		if len(problems) != 1 || !strings.Contains(problems[0].Message, complaint) {
			t.Errorf("%s: %v", query, problems)
		}
	}
}
