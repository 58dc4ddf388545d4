package edge

import "saddle/core/lab"

// presets lists the experiments that the page and the command line offer.
var presets = []lab.Preset{
	{Name: "rate", Title: "How fast is the limit?", Note: "The distance from the limit against the number of columns, from the same draws with three pairs of constants: the plain ones give the slope −1/3, better ones −2/3.",
		Query: "lab=edge&d=8,16,32,64,128&seed=1,2&draws=200000"},
	{Name: "done", Title: "Is it done?", Note: "100 000 largest eigenvalues of white matrices, as they come, under the law of Tracy and Widom: what a generator that is done shows.",
		Query: "lab=edge&d=32&seed=1..4&draws=25,250,2500,25000"},
	{Name: "entries", Title: "Any entries", Note: "Gaussian, ±1 and uniform entries of variance 1 come to one limit, the last two slowly, whatever the constants. Student’s t with three degrees of freedom has no fourth moment, and its largest eigenvalue goes elsewhere.",
		Query: "lab=edge&d=4,8,16,32&seed=1..4&draws=2500&entries=gaussian,sign,uniform,student"},
	{Name: "threshold", Title: "Below the threshold", Note: "One direction has the variance 1 + θ. Up to θ = √(d/n) the largest eigenvalue hardly knows; above, it follows.",
		Query: "lab=edge&n=400&d=8&seed=1..4&draws=2500&excess=0..0.6:13"},
	{Name: "complex", Title: "Complex entries", Note: "The limit is F₂, and the plain constants are already good ones: the slope is −2/3.",
		Query: "lab=edge&d=8,16,32,64,128&seed=1..4&draws=100000&beta=2"},
}
