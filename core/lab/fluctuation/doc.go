// Package fluctuation is the laboratory of what constant steps leave: two players that are never at rest shake about the
// equilibrium as particles do in a bowl, with the temperature η/2B. The seeds of a grid are the ensemble.
//
// Cao and Guo, "SDE approximations of GANs training and its long-run behavior" (2020), approximate the training by coupled
// stochastic differential equations, with bounds for the error, and study their invariant measures. The formulas and constants
// here are ours: package theory for the linear game; the modified drift is after Li, Tai and E (2017), the relations of fluctuation
// and dissipation after Yaida (2019).
package fluctuation
