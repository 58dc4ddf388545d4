package jsontext

import (
	"encoding/json"
	"math"
	"testing"
)

func TestWriter(t *testing.T) {
	var w Writer
	w.Object(func() {
		w.Key("text").Text("a\"b\\c\nd\x01é")
		w.Key("numbers").Numbers([]float64{1, 0.1, math.Inf(1), math.NaN()})
		w.Key("list").List(2, func(i int) { w.Object(func() { w.Key("i").Integer(int64(i)); w.Key("even").Truth(i%2 == 0) }) })
		w.Key("none").List(0, nil)
	})
	var back struct {
		Text    string
		Numbers []*float64
		List    []struct {
			I    int
			Even bool
		}
		None []int
	}
	if err := json.Unmarshal([]byte(w.String()), &back); err != nil {
		t.Fatalf("%s: %v", w.String(), err)
	}
	if back.Text != "a\"b\\c\nd\x01é" || len(back.Numbers) != 4 || *back.Numbers[1] != 0.1 || back.Numbers[2] != nil || len(back.List) != 2 ||
		!back.List[0].Even || back.List[1].I != 1 || len(back.None) != 0 {
		t.Errorf("%s reads back as %+v", w.String(), back)
	}
}
