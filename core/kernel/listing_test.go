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

// fused matches the scalar fused multiply-add instructions of arm64 and amd64 in the compiler's listing.
var fused = regexp.MustCompile(`\t(FN?M(ADD|SUB)[SD]|VFN?M(ADD|SUB)[0-9]*[SP][SD])\t`)

// fusingTargets are platforms whose processors have a fused multiply-add that the compiler uses wherever it may.
var fusingTargets = [][]string{
	{"GOOS=linux", "GOARCH=arm64"},
	{"GOOS=linux", "GOARCH=amd64", "GOAMD64=v3"},
}

// TestNothingFuses compiles the packages for such platforms and looks for a product that was not rounded before it was
// added. WebAssembly has no such instruction for scalars.
func TestNothingFuses(t *testing.T) {
	for _, dir := range []string{"../rng", "../gan", "../sgda", "../metric", "../baseline", "../lab/complexity"} {
		readSources(t, dir) // so that a cached result of this test does not outlive a change there
	}
	for _, target := range fusingTargets {
		listing := compile(t, "", target, "saddle/core/kernel", "saddle/core/rng", "saddle/core/gan", "saddle/core/sgda", "saddle/core/metric", "saddle/core/baseline", "saddle/core/lab/complexity")
		for _, function := range []string{"kernel.Exp", "kernel.tilePanel4", "kernel.plainGemm", "rng.(*Stream).Normals", "gan.(*Faces).ascent", "sgda.(*Trainer).descend", "metric.TV"} {
			if !strings.Contains(listing, "saddle/core/"+function+" STEXT") {
				t.Errorf("%v: the listing lacks %s", target, function)
			}
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
		"go.mod":   "module probe\n\ngo 1.26\n",
		"probe.go": "package probe\n\nfunc Add(a, b, c float64) float64 { return a*b + c }\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, target := range fusingTargets {
		if !fused.MatchString(compile(t, dir, target, ".")) {
			t.Errorf("%v: the fused product is not seen", target)
		}
	}
}

// TestSIMDHelpersAreInlined checks that no vector travels through memory on its way to a helper, and that every SIMD
// operation became an instruction.
func TestSIMDHelpersAreInlined(t *testing.T) {
	listing := compile(t, "", []string{"GOOS=js", "GOARCH=wasm", "GOEXPERIMENT=simd"}, "saddle/core/kernel")
	if !strings.Contains(listing, "\tF64x2Mul") {
		t.Error("the listing has no SIMD multiplication")
	}
	called := regexp.MustCompile(`\tCall\t(simd/archsimd|saddle/core/kernel)\.(\S+)\(SB\)`)
	for _, call := range called.FindAllStringSubmatch(listing, -1) {
		switch callee := call[2]; {
		case call[1] == "simd/archsimd",
			callee == "load", callee == "store", callee == "spread", callee == "both", callee == "addRow", callee == "storeRow",
			callee == "pairDot", callee == "simdReduce", callee == "simdExpm1", callee == "simdCubic",
			strings.HasPrefix(callee, "simdReLU"), strings.HasPrefix(callee, "simdLeaky"), strings.HasPrefix(callee, "matrix."):
			t.Errorf("%s is called, not inlined", callee)
		}
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
