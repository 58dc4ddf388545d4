package main

// elementAttribute is an attribute of an element, as the package's manifest and its types have it.
type elementAttribute struct{ name, kind, means string }

// elementAttributes are those of the elements. TestEveryAttributeIsInTheManifest looks for those that are missing.
var elementAttributes = map[string][]elementAttribute{
	"saddle-figure": {
		{"query", "string", "The run, as a permalink writes it: phi=relu&d=2&seed=7."},
		{"controls", "'' | 'all'", "Shows the transport; all shows every setting, the numbers and the charts."},
		{"knobs", "string", "Names of parameters that get a control of their own, separated by commas."},
		{"chart", "string", "A chart beside the picture: tv, js, kl, value, phase, spectrum, done or power."},
		{"mode", "'story' | 'stage'", "The figure begins with its story, in a page or on a stage that it has for itself."},
		{"theme", "'light' | 'dark' | 'auto'", "The colours; auto, the default, are those of the page's color-scheme."},
		{"paused", "boolean", "The run waits for Play."},
		{"permalink", "'' | 'page'", "The run lives in the page's address; page: all of the address is the figure's."},
	},
	"saddle-compare": {
		{"query", "string", "What the runs have in common."},
		{"vary", "string", "The parameter that tells them apart."},
		{"values", "string", "Its values, separated by commas, four at most."},
		{"knobs", "string", "Names of parameters that all runs share and that get a control."},
		{"chart", "string", "A chart of both."},
		{"surface", "boolean", "The surface of the game, with the runs as balls on it."},
		{"editable", "boolean", "The reader may choose what tells them apart."},
		{"theme", "'light' | 'dark' | 'auto'", "The colours; auto, the default, are those of the page's color-scheme."},
		{"paused", "boolean", "The runs wait for Play."},
	},
	"saddle-lab": {
		{"query", "string", "The grid: a query whose values may be lists and ranges. Without it the laboratory offers its own."},
		{"workers", "number", "How many runs at once; by default one fewer than the machine has cores."},
		{"theme", "'light' | 'dark' | 'auto'", "The colours; auto, the default, are those of the page's color-scheme."},
		{"permalink", "boolean", "A link to the laboratory opens its grid here."},
	},
}

// attributesOf lists an element's attributes for the manifest.
func attributesOf(tag string) (list []any) {
	for _, a := range elementAttributes[tag] {
		list = append(list, map[string]any{"name": a.name, "type": map[string]string{"text": a.kind}, "description": a.means})
	}
	return list
}

// elementEvent is an event of an element's own. What it carries stands in site/src/events.ts, too.
type elementEvent struct{ name, carries, means string }

var eventsOf = map[string][]elementEvent{
	"saddle-figure": {
		{"snapshot", "CustomEvent<Snapshot>", "A new moment of the run."},
		{"statuschange", "CustomEvent<Status>", "It runs, pauses or ends."},
		{"beat", "CustomEvent<number>", "A beat of the story is told, by its number; the number of beats when it ends."},
	},
	"saddle-compare": {{"differencechange", "CustomEvent<null>", "Something else tells the runs apart."}},
	"saddle-lab": {
		{"progress", "CustomEvent<Results>", "Rows have come."},
		{"statechange", "CustomEvent<State>", "It runs, pauses or is done."},
	},
}

// eventsIn lists an element's events for the manifest.
func eventsIn(tag string) (list []any) {
	for _, e := range eventsOf[tag] {
		list = append(list, map[string]any{"name": e.name, "type": map[string]string{"text": e.carries}, "description": e.means})
	}
	return list
}

// slotsOf are the slots of the elements, for the manifest.
var slotsOf = map[string][]any{
	"saddle-figure": {
		map[string]any{"name": "poster", "description": "A picture that stands in until the figure draws, on paper, and where nothing runs."},
		map[string]any{"name": "controls", "description": "Controls of the page's own, with controls=all."},
		map[string]any{"name": "presets", "description": "Links to runs, between the figure and its settings."},
	},
	"saddle-lab": {
		map[string]any{"name": "poster", "description": "A picture of its charts, for paper, where the laboratory has not been seen, and for where nothing runs."},
	},
}
