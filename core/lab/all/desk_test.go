package all

import (
	"strings"
	"testing"

	"saddle/core/lab"
)

// Whatever a page says to the desk, in whatever order, a question has its answer and a message none, but for why not.
func FuzzDesk(f *testing.F) {
	f.Add("1 open d=1&seed=1,2&n=64\nrow 0 0 ok 1 2 3 4 5 6\n2 plan\n3 report 0.5\n4 csv\n5 jsonl")
	f.Add("1 open lab=edge&d=2&draws=2500\nbegin 2\n2 lost 0 gone\n3 lost 0 again\n4 report -1")
	f.Add("plan\n-1 plan\n1  \nrow\n9 open lab=shatter&dots=0,0\n9 report NaN\nbegin x")
	f.Fuzz(func(t *testing.T, conversation string) {
		d := lab.Desk{Parse: Parse}
		for message := range strings.SplitSeq(conversation, "\n") {
			if _, query, ok := strings.Cut(message, "open "); ok {
				if g, _ := Parse(query); g.Cells() > 20 || g.Work() > 1e7 {
					return // it takes too long to try many
				}
			}
			back := d.Do(message)
			number, _, asked := strings.Cut(message, " ")
			switch {
			case back == "" || strings.HasPrefix(back, "! "):
			case !asked || !strings.HasPrefix(back, number+" "):
				t.Fatalf("%q is answered by %.100q", message, back)
			}
		}
	})
}
