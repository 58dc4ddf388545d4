package bench

import (
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// clockwork is an engine of a known speed, in µs per step.
type clockwork struct {
	micros float64
	state  string
}

func (c clockwork) ask(question string) (string, error) {
	var d, n float64
	switch verb, rest, _ := strings.Cut(question, " "); verb {
	case "begin", "start", "noise":
		return "{}", nil
	case "state":
		return c.state, nil
	case "time":
		if _, err := fmt.Sscan(rest, &d, &n); err != nil {
			return "", err
		}
		return fmt.Sprint(c.micros * d * d * n / 1000), nil
	}
	return "", errors.New("what?")
}

func (c clockwork) computed() float64 { return 0 }

func TestTimeSteps(t *testing.T) {
	got, err := timeSteps([]named{{"slow", clockwork{micros: 6}}, {"SIMD", clockwork{micros: 2}}}, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2*len(Dimensions) {
		t.Fatalf("%d timings", len(got))
	}
	for _, g := range got {
		want := map[string]float64{"slow": 3, "SIMD": 1}[g.Engine]
		if math.Abs(g.Ratio[0]-want) > 1e-9 || math.Abs(g.Micros-2*want*float64(g.D*g.D)) > 1e-6 {
			t.Errorf("%+v", g)
		}
	}
	if e := exponent(got); math.Abs(e-2) > 1e-9 {
		t.Errorf("exponent %v", e)
	}
}

func TestCheckSame(t *testing.T) {
	a := named{"a", clockwork{state: `{"W":[1,2],"A":[3],"B":4}`}}
	near := named{"near", clockwork{state: `{"W":[1.00000000000001,2],"A":[3],"B":4}`}}
	far := named{"far", clockwork{state: `{"W":[1.001,2],"A":[3],"B":4}`}}
	if err := checkSame([]named{a, a}, []twin{{near, 20, 1e-10, true}}); err != nil {
		t.Error(err)
	}
	if checkSame([]named{a, near}, nil) == nil {
		t.Error("engines of Go may not differ in a bit")
	}
	if checkSame([]named{a}, []twin{{far, 20, 1e-10, false}}) == nil {
		t.Error("a twin may not differ by more than rounding")
	}
}

// TestPaced sends what is small over a slow line: it takes the time, and arrives whole.
func TestPaced(t *testing.T) {
	text := strings.Repeat("0123456789abcdef", 600)
	server := httptest.NewServer(paced(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", r.URL.Query().Get("kind"))
		fmt.Fprint(w, text)
	}), 1))
	defer server.Close()
	for kind, least := range map[string]time.Duration{"application/gzip": 76 * time.Millisecond, "text/plain": 0} {
		began := time.Now()
		answer, err := http.Get(server.URL + "/?kind=" + kind)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil || string(got) != text || time.Since(began) < least {
			t.Errorf("%s: %d bytes after %v, %v", kind, len(got), time.Since(began), err)
		}
	}
}

// TestComputed asks for the computing of this process, which has some, and of a process that does not exist.
func TestComputed(t *testing.T) {
	if _, err := os.Stat("/proc/self/schedstat"); err != nil {
		t.Log("this system does not say")
		return
	}
	before := computed([]int{os.Getpid()}, "")
	for began := time.Now(); time.Since(began) < 30*time.Millisecond; {
		result += math.Sqrt(float64(time.Since(began)))
	}
	if took := computed([]int{os.Getpid()}, "") - before; took <= 0 || before <= 0 {
		t.Errorf("%v ms, and then %v more", before, took)
	}
	if computed([]int{os.Getpid()}, "no such thread") != 0 {
		t.Error("threads of another name are counted")
	}
	if !slices.Contains(descendants(os.Getppid()), os.Getpid()) {
		t.Error("this process is not a descendant of its parent")
	}
}

var result float64 // keeps the compiler from dropping the work

func TestQuantile(t *testing.T) {
	x := []float64{4, 1, 3, 2}
	for p, want := range map[float64]float64{0: 1, 0.5: 2.5, 1: 4} {
		if got := quantile(x, p); got != want {
			t.Errorf("quantile %v is %v, want %v", p, got, want)
		}
	}
	if median([]float64{7}) != 7 {
		t.Error("the median of one number is that number")
	}
}

func TestMarkdown(t *testing.T) {
	timings := func(names ...string) (out []Timing) {
		for _, name := range names {
			for _, d := range Dimensions {
				out = append(out, Timing{Engine: name, D: d, Micros: 10, Samples: 3e6, Ratio: [3]float64{4.2, 4, 4.5}})
			}
		}
		return out
	}
	r := Report{Native: timings("plain", "tile"), Page: timings("JavaScript", "SIMD"), Stage: []Frames{{Points: 10000, Page: 2}, {Points: 100000, Page: 3}}}
	r.First = []FirstView{{Graphics: true, Mbit: 10, Figure: 900, Least: 800, Most: 1000, Empty: 700}, {Figure: 300, Least: 200, Most: 400}}
	text := r.Markdown()
	for _, want := range []string{"| JavaScript | 4.2 [4.0, 4.5] |", "| **SIMD** | 1 |", "3 M |", "1.50 times as much", "stands 900 [800, 1000] ms after navigation at 10 Mbit/s where software graphics paint the page", "without a limit where the processor paints"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
