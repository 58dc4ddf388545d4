package workers

import "saddle/core/lab"

// presets lists the experiments that the page and the command line offer. Their step sizes are such that full gradients turn
// little about the target.
var presets = []lab.Preset{
	{Name: "talk", Title: "Who tells least?", Note: "Five ways to share a run among eight workers, each at the better of two paces. One number in place of a gradient is little to say, and takes more rounds.",
		Query: "lab=workers&d=8&seed=1,2&batch=512&etaD=1&etaG=0.1&rounds=" + talkRounds + "&method=hybrid,full,average,zeroth,qsgd&tau=64&pace=0.1,1"},
	{Name: "packets", Title: "Round by round", Note: "Press Play: in three rounds of four each worker sends one number, in every fourth its whole gradient flies.",
		Query: "lab=workers&d=2&seed=3&batch=64&etaD=0.3&etaG=0.06&rounds=1..8,12,13,20,21,32,33,64,65,128,129,256,257&m=6"},
	{Name: "period", Title: "How often a gradient?", Note: "The longer the period, the less is said, and it takes few more rounds: a gradient makes but one round of many less noisy.",
		Query: "lab=workers&d=8&seed=1,2&batch=512&etaD=1&etaG=0.1&rounds=10..1000:24&tau=4,16,64,256&pace=0.1"},
	{Name: "noise", Title: "Small minibatches", Note: "Minibatches of 64 in place of 512. A derivative along one direction carries the noise of all, so that hybrid needs steps so short that nothing is left of what it saves.",
		Query: "lab=workers&d=8&seed=1,2&batch=64&etaD=1&etaG=0.1&rounds=10..8000:30&method=hybrid,full&tau=64&pace=0.01,0.02,1"},
	{Name: "threads", Title: "When do many cores help?", Note: "Each worker has a thread of its own, and from a common start nothing goes between them but their numbers, counted in bytes. The rows are those of one thread, bit for bit; how long they take is this machine’s.",
		Query: "lab=workers&d=32,64,128&batch=256&etaD=0.02&etaG=0.01&rounds=12&method=hybrid,full&m=1,2,4&threads=each"},
	{Name: "rest", Title: "What constant steps leave", Note: "The rarer the gradients, the more the players shake. Where they come to is predicted.",
		Query: "lab=workers&d=2&seed=1..4&init=target&batch=4&etaD=0.01&etaG=0.005&rounds=50000&tau=1,2,4,8,16"},
}

// talkRounds are close where the methods are fast, and are rounds of both kinds.
const talkRounds = "1,2,13,20,36,48,65,110,200,257,400,641,800"
