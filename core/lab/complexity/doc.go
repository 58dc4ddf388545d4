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
// In the long run the total variation of the averaged run falls as C√(1 + B/B_f)/√N, where C is C_d for one-to-one
// activations and follows from the moments of the features where the activation cuts off, and that of the last iterate
// in two time scales as a constant that its gain gives: see package theory, the one place of all constants. Hence N(ε), the
// samples that reach TV = ε, grow as C_d², nearly d². The law d²/ε² is the headline of Kontonis, Liu and Tzamos; the
// constants are derived here. Nothing is predicted where theory is silent, as of constant steps and other methods.
//
// Floors are expected ones. That of a path's own samples stands in the table, and no sentence compares with it.
package complexity
