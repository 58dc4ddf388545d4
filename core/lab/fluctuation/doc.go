// Package fluctuation is the laboratory of what constant steps leave: two players that are never at rest shake about the
// equilibrium as particles do in a bowl, with the temperature η/2B. The seeds of a grid are the ensemble.
//
// Cao and Guo, "Approximation and convergence of GANs training: an SDE approach" (2020), approximate the training by
// coupled stochastic differential equations and derive fluctuation-dissipation relations. The formulas and constants here
// are ours: package theory for the linear game, the modified drift after Li, Tai and E (2017).
package fluctuation
