package preset

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"saddle/core/config"
	"saddle/core/predict"
	"saddle/core/session"
	"saddle/core/snapshot"
)

// moment is what the claims are about.
type moment struct {
	tv, last float64
	high     float64 // upper end of the best method's band of 95 in 100, 0 where it is not known
	lie      float64 // log of the variance along the first long side over that across it, last iterate
	samples  float64
	status   snapshot.Status
	failure  string
}

// watched runs a query for at most the given steps and returns what a reader would have seen after each, late
// in the run after every eighth.
func watched(t *testing.T, query string, steps int) []moment {
	t.Helper()
	return followed(t, session.New(query), steps)
}

// followed is watched for a run that has been made.
func followed(t *testing.T, s *session.Session, steps int) []moment {
	t.Helper()
	if err := s.Do("play"); err != nil {
		t.Fatal(err)
	}
	first := s.Snapshot().SigmaLast
	angle := math.Atan2(2*first[1], first[0]-first[3]) / 2
	var seen []moment
	for i := range steps {
		s.Take()
		ended := s.Status() != snapshot.Running
		if i >= 400 && i%8 != 0 && !ended {
			continue
		}
		now := s.Snapshot()
		m := moment{tv: now.TV, last: now.TVLast, samples: now.Samples, status: now.Status, failure: now.Error}
		if len(now.Floor) > 0 {
			m.high = now.Floor[4]
		}
		m.lie = math.Log(variance(now.SigmaLast, angle) / variance(now.SigmaLast, angle+math.Pi/2))
		seen = append(seen, m)
		if ended {
			break
		}
	}
	return seen
}

func last(seen []moment) moment { return seen[len(seen)-1] }

func named(t *testing.T, id string) Preset {
	t.Helper()
	for _, p := range All() {
		if p.ID == id {
			return p
		}
	}
	t.Fatalf("there is no preset %s", id)
	return Preset{}
}

// TestCannotSay: the run flattens at the total variation of the law that matches the moments which the discriminator sees, which is above
// a third; with one activation it comes to the target.
func TestCannotSay(t *testing.T) {
	p := named(t, "cannot-say")
	end := func(query string) *snapshot.Snapshot {
		s := session.New(query)
		for range 400 {
			s.Take()
		}
		return s.Snapshot()
	}
	s := end(p.Query)
	if len(s.Plateau) == 0 || !(s.Plateau[0] > 1.0/3) {
		t.Fatalf("the plateau is %v", s.Plateau)
	}
	if math.Abs(s.TV-s.Plateau[0]) > 0.02*s.Plateau[0] {
		t.Errorf("the run ends at %v, where moments match it is %v", s.TV, s.Plateau[0])
	}
	if s := end(p.with("same")); s.TV > 0.05 {
		t.Errorf("with one activation it ends at %v", s.TV)
	}
}

// with is the query of the preset with another value of its knob.
func (p Preset) with(value string) string {
	c, _ := config.Parse(p.Query)
	c, _ = c.With(p.Vary, value)
	return c.Query()
}

func TestDeclarations(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range presets {
		if seen[p.ID] || !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(p.ID) {
			t.Errorf("%q is no name, or is taken", p.ID)
		}
		seen[p.ID] = true
		if p.Title == "" || p.Look == "" || p.At <= 0 {
			t.Errorf("%s says too little", p.ID)
		}
		c, problems := config.Parse(p.Query)
		if len(problems) > 0 {
			t.Errorf("%s: %v", p.ID, problems)
		}
		if p.Vary == "" {
			if p.Side || len(p.Values) > 0 {
				t.Errorf("%s compares nothing", p.ID)
			}
			continue
		}
		if len(p.Values) < 2 || p.Values[0] != c.Text(p.Vary) {
			t.Errorf("%s: the values %v of %s do not begin with its own, %s", p.ID, p.Values, p.Vary, c.Text(p.Vary))
		}
		for _, v := range p.Values {
			with, problems := c.With(p.Vary, v)
			if len(problems) > 0 || with.Text(p.Vary) != v {
				t.Errorf("%s: %s=%s is not taken: %v", p.ID, p.Vary, v, problems)
			}
		}
	}
}

func TestAllIsACopyAndCanonical(t *testing.T) {
	for _, p := range All() {
		if c, _ := config.Parse(p.Query); c.Query() != p.Query {
			t.Errorf("%s: %q is not canonical", p.ID, p.Query)
		}
	}
	All()[0].Title = "changed"
	if All()[0].Title == "changed" {
		t.Error("a caller can change the declarations")
	}
}

func TestConverges(t *testing.T) {
	seen := watched(t, named(t, "converges").Query, 1000)
	if first, end := seen[0], last(seen); first.tv < 0.5 || end.status != snapshot.Converged || end.tv > 0.01 || end.tv > end.high {
		t.Errorf("from %.3f to %.4f, the band ends at %.4f, %s", first.tv, end.tv, end.high, end.status)
	}
}

// variance is that of the plane law N(0, Σ) along a direction.
func variance(sigma []float64, angle float64) float64 {
	sin, cos := math.Sincos(angle)
	return cos*cos*sigma[0] + 2*sin*cos*sigma[1] + sin*sin*sigma[3]
}

// swings are the turning points of how the cloud lies, without those that minibatches alone make.
func swings(seen []moment) (turns []float64) {
	const noise = 0.15
	edge, way := seen[0].lie, -1.0
	for _, m := range seen {
		switch step := (m.lie - edge) * way; {
		case step > 0:
			edge = m.lie
		case step < -noise:
			turns = append(turns, edge)
			edge, way = m.lie, -way
		}
	}
	return turns
}

func TestSpirals(t *testing.T) {
	p := named(t, "spirals")
	turns := swings(watched(t, p.Query, 1500))
	t.Logf("swings of the log of the ratio of the sides: %.2f", turns)
	if len(turns) < 2 {
		t.Fatalf("only %d swings", len(turns))
	}
	for i, v := range turns {
		if (v < 0) != (i%2 == 0) || i > 0 && math.Abs(v) > 0.8*math.Abs(turns[i-1]) {
			t.Errorf("swing %d is to %.2f, not to the other side and smaller", i+1, v)
		}
	}
	if calm := swings(watched(t, p.with("1.6"), 1500)); len(calm) > 0 {
		t.Errorf("with a faster discriminator it swings, too: %.2f", calm)
	}
}

func TestPastTheEdge(t *testing.T) {
	p := named(t, "edge")
	edge := func(query string) float64 {
		c, _ := config.Parse(query)
		return predict.By(predict.Of(c), predict.Edge).Value
	}
	if at := edge(p.Query); math.Abs(at-0.87) > 0.005 || !strings.Contains(p.Look, " 0.87 ") || at < 0.8 || at > 1.2 {
		t.Errorf("the edge is at %v, and the words are: %s", at, p.Look)
	}
	seen := watched(t, p.Query, 4000)
	var inside, outside int
	late := seen[475:]
	for _, m := range late {
		if m.last > 0.5 {
			outside++
		} else if m.last < 0.3 {
			inside++
		}
	}
	if last(seen).status != snapshot.Running || outside < len(late)/2 || inside == 0 {
		t.Errorf("it is %s; of %d late moments %d are close and %d far", last(seen).status, len(late), inside, outside)
	}
	t.Logf("of %d late moments %d are close and %d far", len(late), inside, outside)
	calm := watched(t, p.with("0.8"), 4000)
	var worst float64
	for _, m := range calm[475:] {
		worst = max(worst, m.last)
	}
	t.Logf("short of the edge: at most %.2f late", worst)
	if worst > 0.5 {
		t.Errorf("short of the edge it is still thrown out to %.2f", worst)
	}
}

func TestBlowsUp(t *testing.T) {
	p := named(t, "blows-up")
	seen := watched(t, p.Query, 2000)
	if end := last(seen); end.status != snapshot.Diverged || end.failure == "" || len(seen) < 50 {
		t.Errorf("after %d steps it is %s: %s", len(seen), end.status, end.failure)
	}
	closest := math.Inf(1)
	for _, m := range seen[:min(40, len(seen))] {
		closest = min(closest, m.last)
	}
	for _, m := range seen[40:] {
		if m.last < closest {
			t.Errorf("it finds back: %.2f after %.2f", m.last, closest)
		}
	}
	if closest > 0.2 {
		t.Errorf("it never comes close: %.2f", closest)
	}
	if end := last(watched(t, p.with("alternating"), 2000)); end.status == snapshot.Diverged {
		t.Errorf("the rule that it is set against diverges, too: %s", end.failure)
	}
}

func TestBiased(t *testing.T) {
	p := named(t, "biased")
	seen := watched(t, p.Query, 4000)
	closest := math.Inf(1)
	for _, m := range seen {
		closest = min(closest, m.tv)
	}
	if end := last(seen); closest > 0.1 || end.tv < 4*closest {
		t.Errorf("it comes to %.2f and ends at %.2f", closest, end.tv)
	}
	if end := last(watched(t, p.with("score"), 8000)); end.status != snapshot.Converged {
		t.Errorf("the unbiased gradient ends at %.3f", end.tv)
	}
}

func TestThin(t *testing.T) {
	p := named(t, "thin")
	if end := last(watched(t, p.Query, 4000)); end.tv < 0.8 {
		t.Errorf("without whitening it comes to %.2f", end.tv)
	}
	if seen := watched(t, p.with("on"), 4000); last(seen).status != snapshot.Converged {
		t.Errorf("with whitening it ends at %.3f", last(seen).tv)
	}
}

func TestFlat(t *testing.T) {
	p := named(t, "flat")
	seen := watched(t, p.Query, 2000)
	at := slices.IndexFunc(seen, func(m moment) bool { return m.last < 0.9 })
	random := watched(t, p.with("random"), 2000)
	if end := last(seen); at < 30 || end.status != snapshot.Converged || end.samples < 2*last(random).samples {
		t.Errorf("a line for %d steps, then %s after %v samples; from a random start %v", at, end.status, end.samples, last(random).samples)
	}
}

func TestDesigns(t *testing.T) {
	p := named(t, "designs")
	samples := map[string]float64{}
	for _, v := range p.Values {
		end := last(watched(t, p.with(v), 20000))
		if end.status != snapshot.Converged {
			t.Errorf("%s ends at %.3f", v, end.tv)
		}
		samples[v] = end.samples
	}
	t.Logf("samples to 0.01: %v", samples)
	if !(samples["facewise"] < samples["quadratic"] && samples["quadratic"] < samples["truncated"]) {
		t.Errorf("the order is another: %v", samples)
	}
}

func TestBatches(t *testing.T) {
	p := named(t, "batches")
	ends := map[string]moment{}
	for _, v := range p.Values {
		seen := watched(t, p.with(v), 400)
		mean := last(seen)
		mean.last = 0
		for _, m := range seen[200:] {
			mean.last += m.last / 200
		}
		ends[v] = mean
	}
	one, many := ends["1"], ends["1024"]
	t.Logf("mean total variation over steps 200…400: %.3f and %.4f", one.last, many.last)
	if one.last < 5*many.last {
		t.Errorf("the small batch wanders no more than the large: %.3f, %.3f", one.last, many.last)
	}
}

func TestOwnData(t *testing.T) {
	p := named(t, "own")
	s := p.start()
	begin := s.Snapshot()
	if len(begin.Problems) > 0 || begin.Error != "" || begin.D != 2 {
		t.Fatalf("the samples are refused: %v %s", begin.Problems, begin.Error)
	}
	// The law of 200 rows is within a few standard errors of the one they were drawn from.
	height, both := begin.SigmaStar[0], begin.SigmaStar[1]/math.Sqrt(begin.SigmaStar[0]*begin.SigmaStar[3])
	if math.Abs(height-81) > 3*81*math.Sqrt(2.0/200) || math.Abs(both-0.8) > 3*0.36/math.Sqrt(200) {
		t.Errorf("the variance of the heights is %.1f, the correlation %.2f", height, both)
	}
	// They were drawn from a law of the generator, and nothing may say that they were not.
	for s.Theorise() {
	}
	if m := s.Snapshot().Misfit; len(m) == 0 || m[0] != 0 {
		t.Errorf("the samples' misfit is %v", m)
	}
	if end := last(followed(t, s, 2000)); end.status != snapshot.Converged {
		t.Errorf("it ends %s at %.3f", end.status, end.tv)
	}
	if again, problems := config.Parse(p.Query); len(problems) > 0 || again.Query() != p.Query {
		t.Errorf("its query %q is not canonical: %v", p.Query, problems)
	}
}
