package rates

import (
	"slices"
	"strconv"

	"saddle/core/config"
	"saddle/core/lab"
	"saddle/core/predict"
)

// picture is what a path is of.
type picture struct {
	name, label string
	dimension   int // of a smooth target; 0: its targets are others
	unfit       func(c *lab.Cell) []config.Problem
	cost        func(c *lab.Cell) float64
	start       func(c *lab.Cell) lab.Runner
	predict     func(c *lab.Cell) []predict.Prediction
}

// pictures are smooth targets, of which no more is known than how smooth they are, and the game of figures, where the generator can
// say what the target says, and where it cannot.
var pictures = []picture{
	{"smooth", "smooth targets", 1, unfitOnLine, lineCost, func(c *lab.Cell) lab.Runner { return newPath(c) }, foretellSmooth(1)},
	{"plane", "smooth targets in the plane", 2, unfitInPlane, planeCost, func(c *lab.Cell) lab.Runner { return newPlanePath(c) }, foretellSmooth(2)},
	{"game", "the game of figures", 0, func(*lab.Cell) []config.Problem { return nil }, roundCost, func(c *lab.Cell) lab.Runner { return newRound(c) }, foretellGame},
}

// pictureOf returns that of a path; every name of a query is one.
func pictureOf(c *lab.Cell) *picture {
	name := c.Own(pictureName)
	i := slices.IndexFunc(pictures, func(p picture) bool { return p.name == name })
	return &pictures[i]
}

// pictureOptions are the pictures as a query chooses among them.
func pictureOptions() (list []config.Option) {
	for _, p := range pictures {
		list = append(list, config.Option{Value: p.name, Label: p.label})
	}
	return list
}

// unfitOnLine finds settings that smooth targets do not know.
func unfitOnLine(c *lab.Cell) []config.Problem {
	if d := c.Config.D; d != config.Default().D {
		return []config.Problem{{Name: "d", Given: strconv.Itoa(d), Range: "1 in this laboratory", Used: "1",
			Message: "d=" + strconv.Itoa(d) + " does not matter here: smooth targets have one dimension, or with picture=plane two."}}
	}
	return nil
}

// unfitInPlane finds those that they do not know in the plane.
func unfitInPlane(c *lab.Cell) []config.Problem {
	if problems := unfitOnLine(c); problems != nil {
		return problems
	}
	const most = 48
	if k := c.Own(piecesName); c.Number(piecesName) > most {
		return []config.Problem{{Name: piecesName, Given: k, Range: "4 to 48 in the plane", Used: "48", Message: "pieces=" + k + " is too many in the plane, where there are as many along either side; at most 48."}}
	}
	if descends(c) {
		return []config.Problem{{Name: playersName, Given: descentPlayers, Range: "exact in the plane", Used: exactPlayers, Message: "players=descent is for targets on the line: in the plane both players move to the end at once."}}
	}
	return nil
}

// lineCost is that of the samples and of Newton's steps at each mark, measured.
func lineCost(c *lab.Cell) float64 {
	if descends(c) {
		return 1.2e9 * float64(len(c.Grid.Marks()))
	}
	return 3e7 + 250*float64(c.Last()) + 3e7*float64(len(c.Grid.Marks()))
}
