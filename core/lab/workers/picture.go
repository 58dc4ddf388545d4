package workers

import (
	"math"
	"strconv"

	"saddle/core/chart"
	"saddle/core/kernel"
)

// The picture: the server's law in the middle, within a circle of radius inner; the workers on one of radius 1.
const (
	inner     = 0.42
	mostDots  = 16 // of a packet: more are drawn as so many
	spacing   = 0.085
	mostShown = 40 // moments
)

// What marks are called that moments replace.
const (
	generatedWords = "server’s law"
	packetsWords   = "packets"
)

// picture is who sends what in the rounds of the first setting, and where the server's law is.
func picture(chosen []*curve) chart.Chart {
	out := chart.Chart{Name: "picture", Title: "Who sends what", Equal: true, Bare: true,
		X: chart.Axis{Fixed: true, Min: -1.25, Max: 1.25}, Y: chart.Axis{Fixed: true, Min: -1.25, Max: 1.25},
		Description: "The workers around the server. A packet has a dot for each number that is sent, up to sixteen. In the middle the covariance ellipse of the server's law, and dashed the target's."}
	var c *curve
	for _, one := range chosen {
		if len(one.Rows) > 0 {
			c = one
			break
		}
	}
	if c == nil {
		return out
	}
	rows := c.Rows[0]
	scale := inner / max(largest(rows[0].law), largest(c.law.target))
	target := ellipse(c.law.target, scale)
	target.Name, target.Role = "target", chart.Target
	figures := chart.Mark{Name: "workers", Kind: chart.Dots, Role: chart.Muted}
	for k := range c.plan.Workers {
		x, y := c.seat(k)
		figures.X, figures.Y = append(figures.X, x), append(figures.Y, y)
	}
	for mark := range rows {
		if len(out.Moments) >= mostShown {
			break
		}
		out.Moments = append(out.Moments, c.moments(rows, mark, scale)...)
	}
	first := out.Moments[0].Marks
	out.Marks = append([]chart.Mark{target, figures}, first...)
	return out
}

func largest(s [3]float64) float64 { return math.Sqrt(max(s[0], s[2])) }

// seat is where a worker sits.
func (c *curve) seat(k int) (x, y float64) {
	sin, cos := kernel.Sincos(2*math.Pi*float64(k)/float64(c.plan.Workers) + math.Pi/2)
	return cos, sin
}

// moments are what happens in the round that ends at a mark: what the workers send, and what they hear.
func (c *curve) moments(rows []measured, mark int, scale float64) (list []chart.Moment) {
	round := c.marks[mark] - 1
	up, down := c.plan.Sizes(round)
	name := "Round " + strconv.FormatInt(round+1, 10)
	law := ellipse(rows[mark].law, scale)
	law.Name, law.Role = generatedWords, chart.Generated
	if up == 0 {
		return []chart.Moment{{Marks: []chart.Mark{law, {Name: packetsWords, Kind: chart.Dots, Role: chart.Series}},
			Sentence: name + ": nobody says a word. TV " + digitsOf(rows[mark].tv) + "."}}
	}
	before := law
	if mark > 0 {
		before = ellipse(rows[mark-1].law, scale)
		before.Name, before.Role = generatedWords, chart.Generated
	}
	return []chart.Moment{
		{Marks: []chart.Mark{before, c.packets(up, true)}, Sentence: name + ": each worker sends " + floats(up) + "."},
		{Marks: []chart.Mark{law, c.packets(down, false)}, Sentence: name + ": each hears " + floats(down) + ", and all move. TV " + digitsOf(rows[mark].tv) + "."},
	}
}

// floats says how many are in so many bytes.
func floats(bytes int) string {
	if bytes == 8 {
		return "one number"
	}
	if bytes%8 == 0 {
		return strconv.Itoa(bytes/8) + " numbers"
	}
	return strconv.Itoa(bytes) + " bytes"
}

// packets are the dots between the workers and the server.
func (c *curve) packets(bytes int, up bool) chart.Mark {
	m := chart.Mark{Name: packetsWords, Kind: chart.Dots, Role: chart.Series}
	if !up {
		m.Role = chart.Series + 1
	}
	dots := min(mostDots, (bytes+7)/8)
	abreast := 1
	for abreast*abreast < dots {
		abreast++
	}
	for k := range c.plan.Workers {
		x, y := c.seat(k)
		for i := range dots {
			along := spacing * float64(i/abreast)
			if up {
				along = 0.9 - along
			} else {
				along += 0.52
			}
			across := float64(spacing * (float64(i%abreast) - float64(abreast-1)/2))
			m.X, m.Y = append(m.X, float64(x*along)-float64(y*across)), append(m.Y, float64(y*along)+float64(x*across))
		}
	}
	return m
}

// ellipse is that of one deviation of a covariance.
func ellipse(s [3]float64, scale float64) chart.Mark {
	const points = 48
	m := chart.Mark{Kind: chart.Line}
	a := math.Sqrt(max(s[0], 1e-300))
	b := s[1] / a
	r := math.Sqrt(max(0, s[2]-float64(b*b)))
	for i := range points + 1 {
		sin, cos := kernel.Sincos(2 * math.Pi * float64(i) / points)
		m.X, m.Y = append(m.X, float64(scale*float64(a*cos))), append(m.Y, float64(scale*(float64(b*cos)+float64(r*sin))))
	}
	return m
}
