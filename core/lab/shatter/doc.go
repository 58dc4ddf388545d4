// Package shatter is the laboratory of the adversarial VC dimension: which labellings of a few dots half-planes give when
// an adversary may move each dot by ε in ℓ₁, ℓ₂ or ℓ∞, and which errors they make.
//
//	query ──sceneOf──▶ scene ──sweep──▶ counts (a row)
//	                     └────part───▶ for each labelling its widest half-plane, or the certificate that there is none
//
// A half-plane w·x > b labels x robustly if every place within ε of x has the same label, which is where |w·x − b| >
// ε‖w‖_q, q dual to the adversary's p. Two counts belong to m dots.
//
//   - Robust labellings: the σ ∈ {±1}^m such that some half-plane has σ_i(w·x_i − b) > ε‖w‖_q for every i. They become
//     fewer as ε grows: a labelling goes when ε is half the distance between the hulls of its sides ([parting]).
//   - Loss patterns: the sets of dots with c_i(w·x_i − b) > ε‖w‖_q, where the c_i are their labels. They are what the
//     adversarial VC dimension counts. Where all labels are the same, moving b by ε‖w‖_q turns them into the labellings
//     without an adversary: they do not see ε at all.
//
// That half-planes have the adversarial VC dimension 3 in the plane for the balls of any norm and radius is due to
// Cullina, Bhagoji and Mittal (arXiv 1806.01471). Qi and Wilder (arXiv 1912.08865) tie the growth number of a network of
// sign neurons to those of its neurons. The certificates, and the product that bounds the network here, are derived here.
package shatter
