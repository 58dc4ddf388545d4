// Package bench measures Saddle in a real browser and on this machine: the training step in every engine of package
// kernel and in plain JavaScript, what the stage costs, and how long a reader waits for the first picture.
//
// Everything that is compared is measured in turns in one run and reported as a ratio with its spread, because other
// programs of the machine come and go.
package bench

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"saddle/build/browser"
	"saddle/build/static"
)

//go:embed web
var web embed.FS

// Built says where the programs lie that the build tool made.
type Built struct {
	Site     string // the folder of the built site
	Programs string // the folder of what is built for the benchmark alone; see Programs
	Support  []byte // wasm_exec.js
	Peers    string // the folder of what other engines are made of, with its node_modules
}

// Program is one program of the benchmark.
type Program struct {
	File, Package  string
	Tags           string
	OS, Experiment string // GOOS, empty for this machine, and GOEXPERIMENT
	Pack           bool   // gzip it, too
	Finish         bool   // make the passes over it that the site's programs get
}

const step = "./build/bench/step"

// Programs lists what the build tool makes for Run.
var Programs = []Program{
	{File: "plain", Package: step, Tags: "plain"},
	{File: "tile", Package: step},
	{File: "narrow", Package: step, Tags: "avx2", Experiment: "simd"},
	{File: "native", Package: step, Experiment: "simd"},
	{File: "plain.wasm", Package: step, Tags: "plain", OS: "js"},
	{File: "tile.wasm", Package: step, OS: "js"},
	{File: "short.wasm", Package: step, Tags: "short", OS: "js", Experiment: "simd"},
	{File: "linked.wasm", Package: step, OS: "js", Experiment: "simd"},
	{File: "simd.wasm", Package: step, OS: "js", Experiment: "simd", Finish: true},
	{File: "empty.wasm", Package: "./build/bench/empty", OS: "js", Experiment: "nojsonv2", Pack: true},
}

// Report is all that one run measured.
type Report struct {
	Date    string   `json:"date"`
	Machine string   `json:"machine"`
	Browser string   `json:"browser"`
	Native  []Timing `json:"native"`
	Page    []Timing `json:"chromium"`
	// Exponent is the power of d with which the SIMD step grows from d = 32 to 128.
	Exponent float64     `json:"exponent"`
	Workers  Workers     `json:"workers"`
	Memory   Memory      `json:"memory"`
	Stage    []Frames    `json:"stage"`
	First    []FirstView `json:"firstFrames"`
	Bytes    []Size      `json:"bytes"`
}

// Size is what one part of the first visit weighs, gzip -9.
type Size struct {
	Part  string `json:"part"`
	Bytes int    `json:"bytes"`
}

// Parts names what Run can measure.
var Parts = []string{"native", "steps", "memory", "stage", "first"}

// Run measures the named parts. progress hears what is under way.
func Run(ctx context.Context, built Built, parts []string, progress func(string)) (*Report, error) {
	r := &Report{Date: time.Now().UTC().Format(time.DateOnly), Machine: machine()}
	wanted := func(part string) bool { return slices.Contains(parts, part) }
	if wanted("native") {
		progress("steps, native")
		if err := r.native(built, progress); err != nil {
			return nil, err
		}
	}
	server := httptest.NewServer(routes(built))
	defer server.Close()
	chromium, err := browser.Start(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer chromium.Close()
	if wanted("steps") {
		progress("steps, Chromium")
		if err := r.page(chromium, server.URL, progress); err != nil {
			return nil, err
		}
	}
	if wanted("memory") {
		progress("memory")
		if r.Memory, err = measureMemory(chromium, server.URL); err != nil {
			return nil, err
		}
	}
	if wanted("stage") {
		progress("the stage")
		if r.Stage, err = timeStage(ctx, server.URL); err != nil {
			return nil, err
		}
	}
	if wanted("first") {
		progress("first frames")
		r.First, err = timeFirst(ctx, built)
	}
	return r, err
}

// native times what this machine can run: NumPy if it is installed, and the engines of package kernel.
func (r *Report) native(built Built, progress func(string)) error {
	var peers []twin
	if python, ok := findNumPy(); ok {
		n, err := startNative(python, filepath.Join(built.Peers, "numpy_step.py"))
		if err != nil {
			return err
		}
		defer n.stop()
		peers = append(peers, twin{named{"NumPy", n}, 2, 1e-10, true})
	}
	var engines []named
	for _, file := range []string{"plain", "tile", "narrow", "native"} {
		n, err := startNative(filepath.Join(built.Programs, file))
		if err != nil {
			return err
		}
		defer n.stop()
		name, err := question(named{file, n}, "engine 0")
		if err != nil {
			return err
		}
		// A processor without AVX-512, or without AVX2, runs the same loops in two programs.
		if !slices.ContainsFunc(engines, func(e named) bool { return e.name == name }) {
			engines = append(engines, named{name, n})
		}
	}
	return r.compare(&r.Native, engines, peers, progress)
}

// compare checks that all compute the same, and times them.
func (r *Report) compare(to *[]Timing, engines []named, twins []twin, progress func(string)) error {
	if err := checkSame(engines, twins); err != nil {
		return err
	}
	var all []named
	for _, t := range twins {
		all = append(all, t.named)
	}
	var err error
	*to, err = timeSteps(append(all, engines...), progress)
	return err
}

func (r *Report) page(chromium *browser.Browser, address string, progress func(string)) error {
	page, err := openSteps(chromium, address)
	if err != nil {
		return err
	}
	defer page.Close()
	if r.Browser, err = browser.Eval[string](page, `(navigator.userAgent.match(/Chrom\w+\/\d+/) ?? ["a browser"])[0].replace("/", " ")`); err != nil {
		return err
	}
	start := func(name, script, file string) named {
		p, err1 := startInPage(page, name, script, file)
		err = errors.Join(err, err1)
		return named{name, p}
	}
	twins := []twin{
		{start("JavaScript", "twin.js", ""), 20, 1e-10, false},
		{start("TF.js, single precision", "tfjs.js", ""), 20, 1e-4, false},
	}
	engines := []named{
		start("plain", "worker.js", "plain.wasm"),
		start("tile", "worker.js", "tile.wasm"),
		start("SIMD with shorter lines", "worker.js", "short.wasm"),
		start("SIMD before folding", "worker.js", "linked.wasm"),
		start("SIMD", "worker.js", "simd.wasm"),
	}
	if err != nil {
		return err
	}
	if err := r.compare(&r.Page, engines, twins, progress); err != nil {
		return err
	}
	r.Exponent = exponent(r.Page)
	progress("all cores")
	r.Workers, err = timeWorkers(page, runtime.NumCPU())
	return err
}

// openSteps opens the page in whose workers the engines run.
func openSteps(chromium *browser.Browser, address string) (*browser.Page, error) {
	page, err := chromium.Open(address+"/bench/steps.html", browser.View{Width: 400, Height: 300})
	if err != nil {
		return nil, err
	}
	if err := page.Wait(time.Minute, `typeof ask == "function"`); err != nil {
		page.Close()
		return nil, err
	}
	return page, nil
}

// routes serve the site at the root and the benchmark's own files below /bench/.
func routes(built Built) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", static.Handler(built.Site, "/"))
	mux.Handle("/bench/programs/", static.Handler(built.Programs, "/bench/programs/"))
	mux.HandleFunc("/bench/", func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/bench/")
		switch {
		case name == "wasm_exec.js":
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = w.Write(built.Support) // a browser that went away asks for nothing more
		case strings.HasPrefix(name, "peers/"):
			for _, pkg := range []string{"tfjs-core", "tfjs-backend-wasm"} {
				file := filepath.Join(built.Peers, "node_modules", "@tensorflow", pkg, "dist", filepath.Base(name))
				if _, err := os.Stat(file); err == nil {
					http.ServeFile(w, r, file)
					return
				}
			}
			http.NotFound(w, r)
		case strings.HasSuffix(name, ".wasm") || strings.HasSuffix(name, ".gz"):
			http.ServeFile(w, r, filepath.Join(built.Programs, filepath.Base(name)))
		default:
			files, err := fs.Sub(web, "web")
			if err != nil {
				panic(err) // the folder is embedded above
			}
			http.ServeFileFS(w, r, files, name)
		}
	})
	return mux
}

// machine describes this machine in the words of its processor's maker.
func machine() string {
	model := ""
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(text)) {
			if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
				model = strings.TrimSpace(value) + ", "
				break
			}
		}
	}
	return fmt.Sprintf("%s%d cores, %s/%s", model, runtime.NumCPU(), runtime.GOOS, runtime.GOARCH)
}
