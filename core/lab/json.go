package lab

import (
	"saddle/core/chart"
	"saddle/core/jsontext"
)

// JSON prints the report as one object. Numbers that are not finite become null.
func (r Report) JSON() string {
	var w jsontext.Writer
	w.Object(func() {
		w.Key("done").Integer(int64(r.Done))
		w.Key("cells").Integer(int64(r.Cells))
		w.Key("runs").Integer(int64(r.Runs))
		w.Key("diverged").Integer(int64(r.Diverged))
		w.Key("left").Number(r.Left)
		w.Key("failed").List(len(r.Failed), func(i int) {
			w.Object(func() { w.Key("query").Text(r.Failed[i].Query); w.Key("why").Text(r.Failed[i].Why) })
		})
		w.Key("fits").List(len(r.Fits), func(i int) { writeFit(&w, &r.Fits[i]) })
		w.Key("charts").List(len(r.Charts), func(i int) { chart.WriteJSON(&w, &r.Charts[i]) })
	})
	return w.String()
}

func writeFit(w *jsontext.Writer, f *Fit) {
	lo, hi := f.Interval()
	w.Object(func() {
		w.Key("what").Text(f.What)
		w.Key("of").Text(f.Of)
		w.Key("value").Number(f.Value)
		w.Key("se").Number(f.SE)
		w.Key("lo").Number(lo)
		w.Key("hi").Number(hi)
		w.Key("predicted").Number(f.Predicted)
		w.Key("told").Text(f.told())
		w.Key("interval").Text(f.interval())
		w.Key("expected").Text(f.expected())
		w.Key("words").Text(f.Words)
		w.Key("main").Truth(f.Main)
	})
}
