package shatter

import "saddle/core/lab"

// presets lists the scenes that the page and the command line offer.
var presets = []lab.Preset{
	{Name: "triangle", Title: "Three dots", Note: "Half-planes give three dots every labelling, and an adversary changes nothing about what they get right. Their margins are another matter: drag ε beyond half the height.",
		Query: "lab=shatter"},
	{Name: "late", Title: "Three dots, ε beyond half the height", Note: "Only the two labellings are left that call all dots the same. The loss patterns are still eight.",
		Query: "lab=shatter&radius=0.8"},
	{Name: "four", Title: "Four dots", Note: "Two of sixteen labellings are missing whatever the adversary does: the diagonals of the four cross. Drag a dot into the triangle of the others: others are missing, as many.",
		Query: "lab=shatter&dots=-0.9,-0.8,1,-0.7,0.8,0.9,-1,0.7&radius=0.2"},
	{Name: "mixed", Title: "Labels that differ", Note: "Where labels differ, the adversary pushes the two kinds apart from both sides, and what half-planes get right becomes less, too. The dimension counts the best labels, so it does not fall.",
		Query: "lab=shatter&dots=-0.9,-0.8,1,-0.7,0.8,0.9,-1,0.7&labels=1,-1,1,-1&radius=0.7"},
	{Name: "norms", Title: "Three norms", Note: "The same dots and the same radius, measured in three ways: ℓ₁ leaves the adversary the least, ℓ∞ the most.",
		Query: "lab=shatter&dots=-0.9,-0.8,1,-0.7,0.8,0.9,-1,0.7&norm=1,2,inf&radius=0,0.2,0.4,0.6"},
	{Name: "eight", Title: "Eight dots", Note: "58 of 256 labellings, as on every eight dots of which no three lie on a line. A network of three neurons gives more, and its bound says nothing yet.",
		Query: "lab=shatter&dots=1.1,0.2,0.7,1,-0.1,1.2,-0.9,0.8,-1.2,-0.3,-0.5,-1.1,0.4,-1,0.2,0.1&radius=0.05"},
	{Name: "thousand", Title: "A network of 1 000 weights", Note: "The calculator: from how many dots on the bound says that such a network cannot give them every labelling.",
		Query: "lab=shatter&weights=1000"},
}
