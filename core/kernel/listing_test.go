//go:build !wasm

package kernel

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The tests of this file read the compiler's assembly listings for other platforms. They need the go command,
// so they run on native platforms only.

// fused matches the fused multiply-add instructions of arm64 and amd64 in the compiler's listing, of numbers and of vectors.
var fused = regexp.MustCompile(`\t(FN?M(ADD|SUB)[SD]|VFML[AS]|VFN?M(ADD|SUB)[0-9]*[SP][SD])\t`)

// fusingTargets are platforms whose processors have a fused multiply-add that the compiler uses wherever it may.
var fusingTargets = [][]string{
	{"GOOS=linux", "GOARCH=arm64"},
	{"GOOS=linux", "GOARCH=amd64", "GOAMD64=v3"},
	{"GOOS=linux", "GOARCH=arm64", "GOEXPERIMENT=simd"},
	{"GOOS=linux", "GOARCH=amd64", "GOAMD64=v3", "GOEXPERIMENT=simd"},
}

const simd = "GOEXPERIMENT=simd"

// vectors names for each architecture a function that is built of vectors.
var vectors = map[string]string{"GOARCH=amd64": "kernel.avx512Panel16", "GOARCH=arm64": "kernel.simdPanel4", "GOARCH=wasm": "kernel.simdPanel4"}

// TestNothingFuses compiles the packages for such platforms and looks for a product that was not rounded before it was
// added. WebAssembly has no such instruction for scalars.
func TestNothingFuses(t *testing.T) {
	for _, dir := range []string{"../rng", "../gan", "../sgda", "../metric", "../baseline", "../linear", "../approx", "../tracywidom", "../wishart", "../lab/complexity", "../lab/edge"} {
		readSources(t, dir) // so that a cached result of this test does not outlive a change there
	}
	for _, target := range fusingTargets {
		listing := compile(t, "", target, "saddle/core/kernel", "saddle/core/rng", "saddle/core/gan", "saddle/core/sgda", "saddle/core/metric", "saddle/core/baseline", "saddle/core/linear", "saddle/core/approx", "saddle/core/tracywidom", "saddle/core/wishart", "saddle/core/lab/complexity", "saddle/core/lab/edge")
		for _, function := range []string{"kernel.Exp", "kernel.tilePanel4", "kernel.plainGemm", "rng.(*Stream).Normals", "gan.(*Faces).ascent", "sgda.(*Trainer).descend", "metric.TV"} {
			if !strings.Contains(listing, "saddle/core/"+function+" STEXT") {
				t.Errorf("%v: the listing lacks %s", target, function)
			}
		}
		if engine := vectors[target[1]]; target[len(target)-1] == simd && !strings.Contains(listing, "saddle/core/"+engine+" STEXT") {
			t.Errorf("%v: the listing lacks %s", target, engine)
		}
		for line := range strings.Lines(listing) {
			if fused.MatchString(line) {
				t.Errorf("%v: %s", target, strings.TrimSpace(line))
			}
		}
	}
}

// TestFusionIsSeen checks that the test above would notice: the same compilers do fuse an unguarded product.
func TestFusionIsSeen(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":         "module probe\n\ngo 1.26\n",
		"plain/probe.go": "package probe\n\nfunc Add(a, b, c float64) float64 { return a*b + c }\n",
		"simd/probe.go": `package probe

import "simd/archsimd"

func Add(a, b, c archsimd.Float64x2) archsimd.Float64x2 { return a.MulAdd(b, c) }
`,
	} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, target := range fusingTargets {
		if !fused.MatchString(compile(t, dir, target, "./plain")) {
			t.Errorf("%v: the fused product is not seen", target)
		}
		if target[len(target)-1] == simd && !fused.MatchString(compile(t, dir, target, "./simd")) {
			t.Errorf("%v: the fused product of vectors is not seen", target)
		}
	}
}

// helper matches the functions that pass vectors on.
var helper = regexp.MustCompile(`^((load|store|spread)[248]?|both|all4|next|addRow|loadRow|storeRow|pairDot|lastProduct|matrix\..*|simd(Reduce|Expm1|Cubic|ReLU.*|Leaky.*)|avx(Reduce|Expm1|Cubic))$`)

// TestSIMDHelpersAreInlined checks that no vector travels through memory on its way to a helper, and that every SIMD
// operation became an instruction.
func TestSIMDHelpersAreInlined(t *testing.T) {
	called := regexp.MustCompile(`\t(?i:CALL)\t(simd/archsimd|saddle/core/kernel)\.(\S+)\(SB\)`)
	for _, target := range [][]string{
		{"GOOS=js", "GOARCH=wasm", simd},
		{"GOOS=linux", "GOARCH=arm64", simd},
		{"GOOS=linux", "GOARCH=amd64", simd},
	} {
		listing := compile(t, "", target, "saddle/core/kernel")
		if engine := vectors[target[1]]; !strings.Contains(listing, "saddle/core/"+engine+" STEXT") {
			t.Errorf("%v: the listing lacks %s", target, engine)
		}
		for _, call := range called.FindAllStringSubmatch(listing, -1) {
			if call[1] == "simd/archsimd" || helper.MatchString(call[2]) {
				t.Errorf("%v: %s is called, not inlined", target, call[2])
			}
		}
	}
}

// TestUpperBitsAreCleared checks that no function leaves anything in the upper halves of the vector registers, which
// would make the scalar code after it several times slower.
func TestUpperBitsAreCleared(t *testing.T) {
	listing := compile(t, "", []string{"GOOS=linux", "GOARCH=amd64", simd}, "saddle/core/kernel")
	wide := regexp.MustCompile(`\b[YZ]\d+\b`)
	functions := 0
	for _, text := range strings.Split(listing, "\nsaddle/core/kernel.") {
		name, code, ok := strings.Cut(text, " STEXT")
		if !ok || helper.MatchString(name) || !wide.MatchString(code) {
			continue
		}
		functions++
		if !strings.Contains(code, "\tVZEROUPPER\n") {
			t.Errorf("%s does not end with ClearAVXUpperBits", name)
		}
	}
	if functions < 8 {
		t.Errorf("only %d functions use wide registers", functions)
	}
}

// TestPointerChecks runs the tests of the bits with the checks of pointers that go test -race makes.
func TestPointerChecks(t *testing.T) {
	command := exec.Command("go", "test", "-gcflags=-d=checkptr", "-run=Bits", ".")
	command.Env = append(os.Environ(), simd)
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func readSources(t *testing.T, dir string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no sources in %s: %v", dir, err)
	}
	for _, name := range names {
		if _, err := os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
}

// compile returns the compiler's assembly listing of the packages.
func compile(t *testing.T, dir string, env []string, packages ...string) string {
	t.Helper()
	command := exec.Command("go", append([]string{"build", "-gcflags=-S"}, packages...)...)
	command.Dir = dir
	command.Env = append(append(os.Environ(), "GOEXPERIMENT="), env...)
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v %v: %v\n%s", env, command.Args, err, out)
	}
	return string(out)
}
