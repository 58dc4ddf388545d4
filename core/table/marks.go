package table

// evidence is what the numbers of a column show of the meaning of comma and point.
type evidence struct {
	comma, point         int    // numbers in which it must be the decimal mark
	evenComma, evenPoint int    // numbers like 1,200 or 1.200, in which it may be either
	small                int    // whole numbers below 1000, without any mark
	example              string // the first like 1,200 or 1.200
}

// see takes in a field.
func (e *evidence) see(text []byte) {
	b := strip(text)
	if len(b.text) == 0 {
		return
	}
	f := look(b.text)
	if !f.ok {
		return
	}
	decimal := func(mark byte) {
		if mark == ',' {
			e.comma++
		} else {
			e.point++
		}
	}
	switch marks := f.commas + f.points; {
	case marks == 0:
		if f.groups == 0 && f.before <= 3 && len(b.text) == f.before {
			e.small++
		}
	case f.commas > 0 && f.points > 0:
		decimal(f.last)
	case marks > 1 && f.even: // 1,234,567
		if f.last == ',' {
			e.point++
		} else {
			e.comma++
		}
	case marks == 1 && f.even && f.groups == 0:
		if f.last == ',' {
			e.evenComma++
		} else {
			e.evenPoint++
		}
		if e.example == "" {
			e.example = string(b.text)
		}
	case marks == 1:
		decimal(f.last)
	}
}

// Comma is the meaning of the comma in numbers.
type Comma uint8

// The meanings.
const (
	AnyComma       Comma = iota // the one that the text shows
	DecimalComma                // 0,3 is three tenths
	ThousandsComma              // 1,200 is twelve hundred
)

// decide returns the meaning of the marks in a text with these columns: that which more columns must have, by what is sure
// in them. doubt is a number that could be read otherwise, where nothing is sure.
func decide(columns []evidence, c Comma) (m marks, doubt string) {
	if c != AnyComma {
		if c == DecimalComma {
			return marks{','}, ""
		}
		return marks{'.'}, ""
	}
	var comma, point, commas, points int
	mayBe, thousands := false, false
	for _, e := range columns {
		commas += e.comma
		points += e.point
		switch {
		case e.comma > e.point:
			comma++
		case e.point > e.comma:
			point++
		}
		if e.evenComma > 0 {
			mayBe = true
			thousands = thousands || e.small > 0
			if doubt == "" {
				doubt = e.example
			}
		}
	}
	switch {
	case comma > point || comma == point && commas > points:
		return marks{','}, ""
	case comma < point || commas+points > 0:
		return marks{'.'}, ""
	case mayBe && !thousands && !anyEvenPoint(columns):
		return marks{','}, doubt
	}
	return marks{'.'}, doubt
}

func anyEvenPoint(columns []evidence) bool {
	for _, e := range columns {
		if e.evenPoint > 0 {
			return true
		}
	}
	return false
}
