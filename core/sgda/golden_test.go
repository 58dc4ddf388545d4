package sgda

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"testing"

	"saddle/build/golden"
	"saddle/core/config"

	_ "embed"
)

var (
	//go:embed testdata/golden.txt
	recorded string
	//go:embed testdata/combinations.txt
	combined string
	//go:embed testdata/rows.txt
	rowsGolden string
)

var goldenQueries = []string{
	"", "seed=7", "phi=identity", "phi=relu", "phi=tanh", "phi=sigmoid", "phi=elu", "phi=softplus", "phi=cubic", "d=1", "d=3&batch=17&fakes=3", "d=5&phi=relu", "d=8", "d=16&batch=32",
	"rule=simultaneous", "whiten=off", "whiten=off&phi=relu&rule=simultaneous", "schedule=constant", "average=half", "average=uniform", "average=off",
	"loss=nonsaturating", "loss=wasserstein", "loss=leastsquares", "loss=nonsaturating&rule=simultaneous&phi=relu", "loss=wasserstein&d=5",
	"loss=leastsquares&d=3&rule=simultaneous", "schedule=theory", "rule=optimistic", "rule=extragradient", "inner=3", "rule=optimistic&phi=relu&loss=nonsaturating",
	"rule=extragradient&d=5&loss=wasserstein", "rule=extragradient&phi=relu&inner=2",
	"phi=hardtanh", "phi=hardtanh&whiten=off&d=3", "phi=pl", "phi=pl&knots=-1,-1,-0.2,-0.2,0.4,-0.2,1,1&disc=facewise",
	"phi=relu&disc=truncated", "phi=relu&disc=truncated0", "phi=relu&disc=facewise&d=4", "phi=hardtanh&disc=facewise&d=1", "grad=score&d=3",
	"rule=exact&d=3", "rule=exact&phi=relu&disc=facewise", "schedule=fdr",
	"target=correlated&d=3", "target=lei", "target=singular",
	"wstar=1,0.5,0,0.2", "init=round", "gammaD=1&gammaG=0.3&tauD=7",
	"schedule=theory&average=off", "schedule=theory&average=off&phi=relu", "schedule=theory&average=off&d=8",
}

// TestGoldenBits compares the bits of W, A and the judged Σ after 1,000 steps with those recorded: the same
// query gives the same bits on every platform on which this test passes. Run with -update after a change that
// is meant.
func TestGoldenBits(t *testing.T) {
	checkBits(t, "golden.txt", recorded, goldenQueries, 1000)
}

// TestGoldenCombinations does the same, for fewer steps, with every combination of activation, design,
// loss and update rule.
func TestGoldenCombinations(t *testing.T) {
	checkBits(t, "combinations.txt", combined, combinations(t), 25)
}

// combinations are short runs of every activation, design, loss and update rule.
func combinations(t *testing.T) (queries []string) {
	for _, phi := range options(t, "phi") {
		for _, disc := range options(t, "disc") {
			for _, loss := range options(t, "loss") {
				for _, rule := range options(t, "rule") {
					queries = append(queries, "phi="+phi+"&disc="+disc+"&loss="+loss+"&rule="+rule+"&d=3&batch=8&n0=60")
				}
			}
		}
	}
	return queries
}

func options(t *testing.T, name string) (values []string) {
	p, ok := config.ByName(name)
	if !ok {
		t.Fatalf("there is no parameter %s", name)
	}
	for _, o := range p.Options {
		values = append(values, o.Value)
	}
	return values
}

func checkBits(t *testing.T, file, recorded string, queries []string, steps int) {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# FNV-1a of the bits of W, A, b and Σ after %d steps; go test ./core/sgda -run Golden -update writes it.\n", steps)
	for _, q := range queries {
		s := run(t, q, steps).State()
		fmt.Fprintf(&out, "%016x %q\n", hashOf(s.W, s.A, []float64{s.B}, s.Sigma), q)
	}
	golden.Check(t, file, recorded, out.String())
}

// hashOf returns FNV-1a of the bits of all numbers.
func hashOf(lists ...[]float64) uint64 {
	h := fnv.New64a()
	for _, list := range lists {
		for _, v := range list {
			h.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)))
		}
	}
	return h.Sum64()
}
