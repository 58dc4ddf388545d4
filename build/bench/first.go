package bench

import (
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"saddle/build/browser"
)

// FirstView is the time from navigation to the first frame of the live canvas, in ms.
type FirstView struct {
	// Graphics says whether the browser paints the page, too, through its software graphics, as it does by itself.
	Graphics bool    `json:"pageThroughGraphics"`
	Mbit     float64 `json:"mbitPerSecond"` // of the line; 0 for no limit
	Figure   float64 `json:"figureMs"`      // the median
	Least    float64 `json:"leastMs"`
	Most     float64 `json:"mostMs"`
	Empty    float64 `json:"emptyMs"` // of a page with an empty Ebitengine program, where the line has no limit: the median
}

// rates are those of the lines that the first view is measured on, in Mbit/s.
var rates = []float64{0, 10, 3}

// timeFirst opens the page, and where that is quick an empty one in turns with it.
func timeFirst(ctx context.Context, built Built) ([]FirstView, error) {
	var views []FirstView
	for _, graphics := range []bool{true, false} {
		var flags map[string]any
		if graphics {
			flags = browser.WithoutGPU()
		}
		chromium, err := browser.Start(ctx, flags)
		if err != nil {
			return nil, err
		}
		for _, rate := range rates {
			v, err := timeFirstOn(chromium, built, rate)
			if err != nil {
				chromium.Close()
				return nil, fmt.Errorf("at %v Mbit/s: %w", rate, err)
			}
			v.Graphics = graphics
			views = append(views, v)
		}
		chromium.Close()
	}
	return views, nil
}

func timeFirstOn(chromium *browser.Browser, built Built, mbit float64) (FirstView, error) {
	script := counter + `if (top === globalThis && !location.pathname.startsWith("/bench/")) {
		const look = () => {
			if (globalThis.figure?.snapshot && drawn(figure)) globalThis.firstFrame = performance.now();
			else setTimeout(look, 5);
		};
		look();
	}`
	handler, openings := routes(built), 5
	if mbit > 0 {
		handler, openings = paced(handler, mbit), 3
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	var ours, empty []float64
	open := func(address string, times *[]float64) error {
		ms, err := firstFrame(chromium, server.URL+address, script)
		*times = append(*times, ms)
		return err
	}
	for range openings {
		err := open("/", &ours)
		if err == nil && mbit == 0 {
			err = open("/bench/empty.html", &empty)
		}
		if err != nil {
			return FirstView{}, err
		}
	}
	v := FirstView{Mbit: mbit, Figure: median(ours), Least: slices.Min(ours), Most: slices.Max(ours)}
	if mbit == 0 {
		v.Empty = median(empty)
	}
	return v, nil
}

func firstFrame(chromium *browser.Browser, address, script string) (float64, error) {
	view := browser.Desktop
	view.Script = script
	p, err := chromium.Open(address, view)
	if err != nil {
		return 0, err
	}
	defer p.Close()
	if err := p.Wait(time.Minute, `globalThis.firstFrame > 0`); err != nil {
		return 0, err
	}
	return browser.Eval[float64](p, `firstFrame`)
}

// paced serves what a handler does over a line of so many Mbit/s that all answers share, texts compressed, as a host does.
func paced(h http.Handler, mbit float64) http.Handler {
	var line sync.Mutex // held while a piece is on its way
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, r)
		body := answer.Body.Bytes()
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		if kind := answer.Header().Get("Content-Type"); strings.HasPrefix(kind, "text/") || strings.HasPrefix(kind, "image/svg") {
			packed := httptest.NewRecorder()
			z := gzip.NewWriter(packed)
			_, _ = z.Write(body) // memory takes everything
			_ = z.Close()
			body = packed.Body.Bytes()
			w.Header().Set("Content-Encoding", "gzip")
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(answer.Code)
		for piece := range slices.Chunk(body, 4096) {
			line.Lock()
			time.Sleep(time.Duration(float64(len(piece)) * 8 / mbit * float64(time.Microsecond)))
			_, err := w.Write(piece)
			line.Unlock()
			if err != nil {
				return // the browser went away
			}
		}
	})
}
