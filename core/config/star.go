package config

import "saddle/core/gan"

// Unlike says whether the target has an activation of its own.
func (c *Config) Unlike() bool { return c.Star != SameActivation }

// Activation returns φ, that of the generator.
func (c *Config) Activation() gan.Activation { return gan.NewActivation(c.Phi, c.Slope, c.Knots) }

// TargetActivation returns φ_*, that of the target, which is φ unless it is Unlike.
func (c *Config) TargetActivation() gan.Activation {
	if c.Unlike() {
		return gan.NewActivation(c.Star, c.Slope, c.Knots)
	}
	return c.Activation()
}

// bijective says whether φ is one-to-one.
func (c *Config) bijective() bool { return c.Activation().Bijective() }
