package complexity

import (
	"strconv"

	"saddle/core/config"
	"saddle/core/lab"
	"saddle/core/linear"
	"saddle/core/predict"
	"saddle/core/sgda"
	"saddle/core/theory"
)

// prediction is what theory says of one path: of its target always, of the run where it says anything.
type prediction struct {
	predict.LongRun
	floor  *theory.ExpectedFloor // of the samples that are seen; nil where those are fixed
	unseen theory.Price          // of the covariance before φ, whose total variation is Row.Floor; its Constant is 0 where unknown
}

// predictionFor returns that of a path, which it shares with all paths of its setting and dimension whose target is the
// same, as far as that matters.
func predictionFor(t *lab.Table, path int) any {
	cell := t.Grid().Cell(path)
	c := cell.Config
	key, _ := t.Grid().Setting(path, dimension)
	key += "|" + strconv.Itoa(c.D)
	if !c.Activation().Bijective() {
		for _, v := range linear.Gram(sgda.TargetMatrix(&c), c.D) {
			key += " " + strconv.FormatFloat(v, 'e', 11, 64)
		}
	}
	return t.Once(key, func() any { return predictionOf(&c, learnerOf(cell)) })
}

// predictionOf returns that of a path by its configuration and method; nothing is said of runs by other methods than
// descent.
func predictionOf(c *config.Config, by *learner) *prediction {
	if by.fixed || c.Unlike() {
		return &prediction{}
	}
	phi := c.Activation()
	star := linear.Gram(sgda.TargetMatrix(c), c.D)
	p := &prediction{floor: theory.NewExpectedFloor(phi, star, c.D)}
	p.unseen, _ = theory.PriceOf(theory.Covariance, phi, star, c.D)
	if by.known {
		p.LongRun = predict.LongRunOf(c, star)
	}
	return p
}

// floorAt returns the mean over the seeds of the expected floor of n samples.
func (c *curve) floorAt(n float64) (tv float64, ok bool) {
	return c.overSeeds(func(p *prediction) (float64, bool) {
		if p.floor == nil {
			return 0, false
		}
		f, ok := p.floor.TV(n)
		return f.Mean, ok
	})
}

// predictedTV returns that of the total variation in the long run, after n samples.
func (c *curve) predictedTV(n float64) (tv float64, ok bool) {
	return c.overSeeds(func(p *prediction) (float64, bool) {
		return p.TV(n), p.Known
	})
}

// predictedPrice returns that of the samples for a total variation, in multiples of those of the best method without a fold.
func (c *curve) predictedPrice() (price float64, ok bool) {
	return c.overSeeds(func(p *prediction) (float64, bool) { return p.Times(), p.Known })
}

// predictedReach returns the samples after which the total variation is predicted to be ε. ok is false also where these
// are so few that the start still counts.
func (c *curve) predictedReach(eps float64) (n float64, ok bool) {
	n, ok = c.overSeeds(func(p *prediction) (float64, bool) { return p.Reach(eps), p.Known })
	return n, ok && n >= float64(settled*c.cfg.D*c.cfg.D) && n >= float64(begun*c.cfg.Batch)
}

// floorReach returns those after which the floor is ε.
func (c *curve) floorReach(eps float64) (n float64, ok bool) {
	return c.overSeeds(func(p *prediction) (float64, bool) {
		if p.floor == nil {
			return 0, false
		}
		return p.floor.Samples(eps)
	})
}

// rate says whether the slope −1/2 is predicted.
func (c *curve) rate() bool {
	for _, p := range c.told {
		if !p.Falls {
			return false
		}
	}
	return len(c.told) > 0
}

func (c *curve) overSeeds(f func(p *prediction) (float64, bool)) (mean float64, ok bool) {
	v := 0.0
	for i, p := range c.told {
		if i == 0 || p != c.told[i-1] {
			if v, ok = f(p); !ok {
				return 0, false
			}
		}
		mean += float64(v) // v may be a product, inlined
	}
	return mean / float64(len(c.told)), len(c.told) > 0
}
