package theory

import "saddle/core/gan"

// Spiral returns the ratio η_D/η_G at which the game stops turning, η_D staying as it is: the one to which the least η_G belongs
// that makes an eigenvalue complex. Where both players answer the old parameters it does not depend on η_D. It is false
// where no ratio from 10⁻⁴ to 10⁵ makes it turn, and under the exact rule, where the discriminator never lags behind.
func (m Model) Spiral(s Steps) (ratio float64, ok bool) {
	if s.Rule == gan.Exact {
		return 0, false
	}
	least := 0.0
	if s.Rule == gan.Optimistic {
		least = 0.5 // what is remembered of the last gradients is gone sooner
	}
	straight := func(eta float64) bool {
		s.EtaG = eta
		for i := range m.Parts {
			if l, ok := m.Parts[i].Linear(s); !ok || l.Turns(least) {
				return false
			}
		}
		return true
	}
	eta, ok := first(s.EtaD*1e-5, s.EtaD*1e4, 1.5, straight)
	return s.EtaD / eta, ok
}
