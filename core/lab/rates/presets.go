package rates

import "saddle/core/lab"

const few = "&pieces=4,5,6,8,10,13,16,20,26,32,42,54,70,90"

// presets lists the experiments that the page and the command line offer.
var presets = []lab.Preset{
	{Name: "once", Title: "A target of smoothness 1", Note: "Few pieces cannot follow the target, many follow the noise. The best number grows as the cube root of n.",
		Query: "lab=rates" + few + "&seed=1..8"},
	{Name: "rough", Title: "Smoothness 3/4", Note: "A rougher target: the best number of pieces grows faster, the divergence falls slower.",
		Query: "lab=rates&smoothness=0.75&amplitude=0.9" + few + "&seed=1..8"},
	{Name: "smooth", Title: "Smoothness 2", Note: "A smoother target: the same samples go further.",
		Query: "lab=rates&smoothness=2&amplitude=4&pieces=4,5,6,7,8,10,12,14,17,20,25,30,37,45&seed=1..8"},
	{Name: "players", Title: "Both players at work", Note: "The same samples, learnt by 3,000 stochastic gradient steps of both players in place of Newton’s: the average ends where those do.",
		Query: "lab=rates&players=descent&pieces=6,10,16,26&n=1000,10000&seed=1..6"},
	{Name: "plane", Title: "In the plane", Note: "In two coordinates pieces are many. Smoothness must be above 1, half the dimension, to beat the square root of n: 3/4 does not, 2 does.",
		Query: "lab=rates&picture=plane&smoothness=0.75,2&amplitude=1&pieces=4,5,6,7,8,10,13,16,20,26&n=1000..100000:5&seed=1..8"},
	{Name: "matched", Title: "A target of its own kind", Note: "No bias is left: n·JS comes down to a constant, d(d + 1)/16 and a quarter more for the noise of the fakes.",
		Query: "lab=rates&picture=game&d=2,4,8&etaD=0.5&etaG=0.5&tauD=100&init=round&average=uniform&n=10000..316228:4&seed=1..12"},
	{Name: "unlike", Title: "What it cannot say", Note: "The target is bent by tanh. The divergence comes down to that of the law with the same moments, and stays.",
		Query: "lab=rates&picture=game&star=tanh&wstar=1,0,0.32,0.73&n=300..100000:6&seed=1..8"},
	{Name: "table", Title: "The table of rates", Note: "Four smoothnesses, for researchers: the slopes of the bottoms beside their predictions.",
		Query: "lab=rates&smoothness=0.75,1,2,3&amplitude=1.5&pieces=4,5,6,7,8,10,13,17,23,32,45,64,90,128&seed=1..12&n=300..100000:5"},
}
