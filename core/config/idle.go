package config

import (
	"saddle/core/gan"
)

// Idle lists the parameters that change nothing in the present setting, each as "name why", in the order of their declaration.
// Derived here, from what the code reads.
func (c Config) Idle() (list []string) {
	one := c.bijective()
	own := c.Target == OwnSamples
	for _, r := range []struct {
		name string
		is   bool
		why  string
	}{
		{"centre", !own, "for your own samples"},
		{"slope", c.Phi != gan.Leaky && c.Star != gan.Leaky, "for the leaky ReLU"},
		{"knots", c.Phi != gan.Piecewise && c.Star != gan.Piecewise, "for the piecewise linear activation"},
		{"kappa", len(c.WStar) > 0 || c.Target != SeededTarget, "for targets drawn from the seed"},
		{"disc", one, "this activation can be inverted, so every design is the quadratic"},
		{"n0", !c.Whitens() || own, "nothing is whitened by the first samples"},
		{"etaD", c.Rule == gan.Exact, "the discriminator is at its best without steps"},
		{"tauD", !c.Schedule.Falls(), "these steps do not decay by a formula"},
		{"tauG", !c.Schedule.Falls(), "these steps do not decay by a formula"},
		{"gammaD", !c.Schedule.Falls(), "these steps do not decay by a formula"},
		{"gammaG", !c.Schedule.Falls(), "these steps do not decay by a formula"},
		{"judged", !one || c.D == 1, "for one-to-one activations in two dimensions and more"},
		{"shift", !c.Shows(AdversaryLayer), "while the band of an adversary is shown"},
	} {
		if r.is {
			list = append(list, r.name+" "+r.why)
		}
	}
	return list
}
