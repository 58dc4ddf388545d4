package sgda

import (
	"saddle/core/gan"
	"saddle/core/kernel"
)

// sight draws the samples of a target with another activation, as the discriminator sees them: see gan.Sight.
type sight struct {
	gan.Sight
	star       gan.Generator // the target in the original coordinates
	chart      []float64     // d×d: the transpose of the chart's L⁻¹; nil in the original coordinates
	plain      []float64     // B×d: in those
	transposed []float64     // d×d, scratch
}

func newSight(phi, own gan.Activation, star []float64, d, batch int) *sight {
	return &sight{Sight: gan.Sight{Phi: phi, Star: own}, star: gan.Generator{Phi: own, D: d, W: star},
		plain: make([]float64, batch*d), transposed: make([]float64, d*d)}
}

// draw sets x, at most B rows of d, to the pre-activations that samples with the latents z are seen as, in training coordinates.
func (s *sight) draw(x, z []float64) {
	d, plain := s.star.D, x
	if s.chart != nil {
		plain = s.plain[:len(x)]
	}
	s.star.PreActivations(plain, z, s.transposed)
	for i, v := range plain {
		plain[i] = s.At(v)
	}
	if s.chart != nil {
		kernel.Gemm(len(x)/d, d, d, plain, d, 1, s.chart, d, x, d)
	}
}
