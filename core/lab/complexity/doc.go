// Package complexity is the sample-complexity laboratory: it measures how many target samples a run needs.
//
// An experiment is a [Grid], every combination of a few values of some parameters. Each combination without the
// number of samples is a path, one run of [sgda.Trainer]; each number of samples along it is a cell, which
// yields a [Row]. A path passes through its smaller numbers of samples on the way to the largest, and a row is
// the same, bit for bit, as that of a run of its own: the trainer does not know where it will be stopped.
//
//	query ──Parse──▶ Grid ──Start──▶ Run ──Advance──▶ Row ──Add──▶ Table ──Report──▶ fits, charts, words
//
// Whoever calls decides where and when paths run. A [Table] has a place for every cell and is summed in the
// order of the places, so that the same grid gives the same table and the same report whatever the order of
// arrival and the number of workers.
//
// # What is predicted
//
// For a one-to-one activation the averaged run has, as N → ∞, the squared whitened error
//
//	N E‖Σ_*^{−1/2} Σ̂ Σ_*^{−1/2} − I‖²_F = (1 + B/B_f) d(d+1),
//
// 1 + B/B_f times that of maximum likelihood (derived here: only the noise of the discriminator's gradient
// enters, and that is C(1/B + 1/B_f)). Hence TV falls as N^−1/2, and N(ε), the samples that reach TV = ε, grow
// as d². The law d²/ε² is the headline of Kontonis, Liu and Tzamos; the constants are derived here.
package complexity
