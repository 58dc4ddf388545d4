package edge

import (
	"math"
	"strconv"

	"saddle/core/lab"
	"saddle/core/stat"
	"saddle/core/wishart"
)

// group is what all seeds of one setting have drawn.
type group struct {
	shape
	path   int       // of its first seed
	label  string    // what distinguishes it from others
	latest []lab.Row // of each seed the furthest row
	whole  []lab.Row // of each seed that has come to the last mark, that one
}

// series are groups that differ in one thing only.
type series struct {
	label  string
	groups []*group
}

// collect gathers the rows that have come, in the order of the grid.
func collect(t *lab.Table) (list []*group) {
	g := t.Grid()
	last := len(g.Marks()) - 1
	places := map[string]int{}
	for path := range g.Paths() {
		key, label := g.Setting(path)
		i, ok := places[key]
		if !ok {
			i = len(list)
			places[key] = i
			list = append(list, &group{shape: shapeOf(g.Cell(path)), path: path, label: label})
		}
		for mark := last; mark >= 0; mark-- {
			if r, ok := t.Row(path, mark); ok {
				list[i].latest = append(list[i].latest, r)
				if mark == last {
					list[i].whole = append(list[i].whole, r)
				}
				break
			}
		}
	}
	return list
}

// along returns the groups that differ in the parameters named alone, together, those of them with rows at the last mark.
func along(g *lab.Grid, groups []*group, names ...string) (list []*series) {
	places := map[string]int{}
	for _, one := range groups {
		if len(one.whole) == 0 {
			continue
		}
		key, label := g.Setting(one.path, names...)
		i, ok := places[key]
		if !ok {
			i = len(list)
			places[key] = i
			list = append(list, &series{label: label})
		}
		list[i].groups = append(list[i].groups, one)
	}
	return list
}

// histogram returns the sum of the counts of rows, and of all of them.
func histogram(rows []lab.Row) (counts []float64, draws float64) {
	counts = make([]float64, bins)
	for _, r := range rows {
		for k := range counts {
			counts[k] += r.Values[k]
			draws += r.Values[k]
		}
	}
	return counts, draws
}

// edgesOf returns where the bins end, in units of other constants than Ma's.
func (s *shape) edgesOf(constants string) []float64 {
	from, to := s.constants(wishart.Ma), s.constants(constants)
	edges := make([]float64, bins-1)
	for k := range edges {
		edges[k] = lowest + float64(k)/perUnit
		if constants != wishart.Ma {
			edges[k] = to.Rescaled(from.At(edges[k]))
		}
	}
	return edges
}

// The largest difference between the distribution of R draws and their own law, at the ends of all intervals, is √(π/2)·log 2/√R
// on average as R grows: Kolmogorov's law. What is measured at few points has less of it.
const noise = 0.8687311606361591

// gap is a distance from the limit.
type gap struct {
	stat.Estimate         // what is left without the noise
	raw           float64 // the largest difference of all draws together
	draws         float64
}

// distance returns that of rows from the limit, whose distribution function at the edges is f. The largest of many noisy
// differences is too large. Each row judged at the edge where the others differ most, whose noise is not its own, is too small
// by as much to second order: that edge is not quite the right one. The middle of the two is right, and half of what lies between
// them part of its error, beside that of a share of R draws. One row alone has what the noise has at most, 0.87/√R, taken off.
func distance(rows []lab.Row, f []float64) gap {
	all, draws := histogram(rows)
	if draws == 0 {
		return gap{Estimate: stat.Estimate{Value: math.NaN()}}
	}
	at, by := widest(all, nil, f)
	out := gap{draws: draws, raw: math.Abs(by)}
	low := math.Max(out.raw-float64(2*noise/math.Sqrt(draws)), 0)
	if len(rows) > 1 {
		low = 0
		for _, r := range rows {
			own := r.Values[:bins]
			at, others := widest(all, own, f)
			low += float64(math.Copysign(1, others)*differences(own, nil, f)[at]) / float64(len(rows))
		}
	}
	half := float64((out.raw - low) / 2)
	out.Estimate = shareError(low+half, f[at]+by, draws)
	out.SE = math.Sqrt(float64(out.SE*out.SE) + float64(half*half))
	return out
}

// shareError gives a number the standard error of a share of so many draws.
func shareError(value, share, draws float64) stat.Estimate {
	return stat.Estimate{Value: value, SE: math.Sqrt(math.Max(float64(share*(1-share)), 1/draws) / draws), Count: int(draws)}
}

// widest returns the edge at which the distribution of the counts, less those of without, differs most from f, and by how much.
func widest(counts, without, f []float64) (at int, by float64) {
	for k, d := range differences(counts, without, f) {
		if math.Abs(d) > math.Abs(by) {
			at, by = k, d
		}
	}
	return at, by
}

// differences returns the distribution of counts − without at the edges, less f.
func differences(counts, without, f []float64) []float64 {
	less := func(k int) float64 {
		if without == nil {
			return counts[k]
		}
		return counts[k] - without[k]
	}
	draws := 0.0
	for k := range counts {
		draws += less(k)
	}
	out, below := make([]float64, len(f)), 0.0
	for k := range f {
		below += less(k)
		out[k] = below/draws - f[k]
	}
	return out
}

// gapOf returns the distance of a group with constants of that name.
func (k known) gapOf(g *group, constants string) gap {
	f := g.edgesOf(constants)
	limit := k.limit(g.beta)
	for i, s := range f {
		f[i] = limit.CDF(s)
	}
	return distance(g.whole, f)
}

// found returns the share of draws in which the test rejects.
func (g *group) found() stat.Estimate {
	_, draws := histogram(g.whole)
	share := 0.0
	for _, r := range g.whole {
		share += r.Values[bins] / draws
	}
	return shareError(share, share, draws)
}

// mean returns that of λ/n, over the seeds.
func (g *group) mean() stat.Estimate {
	var each []float64
	for _, r := range g.whole {
		each = append(each, r.Values[bins+1]/float64(g.n))
	}
	return stat.Mean(each)
}

// words are numbers with spaces.
func words(list ...int) (text string) {
	for _, v := range list {
		text += strconv.Itoa(v) + " "
	}
	return text
}
