// Package lab is the bench on which every laboratory runs.
//
// An experiment ([Experiment]) is declared as data and functions. A [Grid] of it is every combination of a few values of
// some parameters. Each combination without the parameter Along is a path, one run; each value of Along on the way is a
// cell, which yields a [Row]. A row is the same, bit for bit, as that of a run of its own that stops there: a run does
// not know where it will be measured. A [Table] holds the rows, a [Report] what they say, and a [Desk] is all of it as a
// conversation of texts for the page.
//
// Adding a laboratory is a package beside complexity and a line in package all.
package lab

// Selector is the name in a query that says which experiment it is for.
const Selector = "lab"

// Unnamed is the experiment of a query without a selector, so that old links and tables stay valid.
const Unnamed = "complexity"
