package fluctuation

import "saddle/core/lab"

// presets lists the experiments that the page and the command line offer.
var presets = []lab.Preset{
	{Name: "heat", Title: "One temperature for two players", Note: "Both players are as hot as theory says, whatever the activation, the dimension and the loss. A temperature of 1 is that of centred features and a logarithmic loss.",
		Query: "lab=fluctuation&phi=identity,relu&d=1,2&seed=1..6&loss=minimax,wasserstein&batch=64&etaD=0.1&etaG=0.05&steps=40000"},
	{Name: "clouds", Title: "Cold and hot", Note: "The same game on minibatches of 16 and of 256. Press Play: from one start the runs spread until the ellipses stand still. Those of 16 are four times as wide.",
		Query: "lab=fluctuation&batch=16,256&w0=1.1&etaD=0.2&etaG=0.1&seed=1..150&steps=2,4,8,12,16,24,32,40,56,72,96,128,192,256,384,512"},
	{Name: "edge", Title: "Past the edge", Note: "The fluctuation grows with the generator's step, and without bound towards the edge. Past it nothing comes to rest.",
		Query: "lab=fluctuation&batch=128&etaD=0.1&etaG=0.1,0.2,0.4,0.7,1,1.2,1.35,1.45,1.6,1.8&seed=1..8&steps=20000"},
	{Name: "diffusion", Title: "The diffusion and the game", Note: "The stochastic differential equation of the same drift and noise, against the game. At half the step its error is half as large, that of the modified drift a quarter.",
		Query: "lab=fluctuation&process=chains,diffusion,modified&batch=4&w0=0.5&eta=0.25,0.4,0.5,0.666667,1&seed=1..8&steps=2,3,4,5,8"},
	{Name: "gauges", Title: "Nothing is gained any more", Note: "At rest what a player's moves take back is what they scatter, and the generator takes from the value what the discriminator adds.",
		Query: "lab=fluctuation&d=2&batch=32&etaD=0.2&etaG=0.1&seed=1..12&steps=1000,2000,5000,10000,20000,40000"},
	{Name: "cool", Title: "Let it cool", Note: "Constant steps stop where their temperature leaves them. Steps that fall go on; the fluctuation–dissipation schedule halves them whenever both players have come to rest.",
		Query: "lab=fluctuation&rule=alternating&d=2&init=random&schedule=decay,theory,constant,fdr&seed=1..16&steps=50,150,500,1500,5000,15000"},
}
