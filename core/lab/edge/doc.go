// Package edge is the laboratory of the largest eigenvalue: how fast its law comes to the limit, for which entries, and what a
// test by it can see.
//
// A path draws the largest eigenvalue λ of XᵀX, X of n rows and d columns, again and again; a row holds how often
// s = (λ − μ)/σ fell into each of a hundred bins, with Ma's constants. The other constants only move and stretch the bins, so
// that every distance is read off the same draws.
//
// That the rescaled λ tends to the law of Tracy and Widom, at a rate of nearly N^(−1/3) for general entries, is the claim of Schnelli
// and Xu (2021); Wang (2019) had N^(−2/9). The exact laws at finite n for Gaussian entries, the distances they give, and the use
// as a test of a generator are of this module, package wishart.
package edge
