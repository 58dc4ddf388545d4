// Package browser drives Chromium the way a reader does: it opens pages, clicks, types and looks, and
// it writes down what the page asked the network for and what it complained about.
package browser

import (
	"context"
	"errors"
	"os/exec"
	"sync"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	cdplog "github.com/chromedp/cdproto/log"
)

// Find returns the path of a Chromium or Chrome on this machine.
func Find() (string, error) {
	for _, name := range []string{"/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("there is no Chromium: install it, on Debian with apt-get install chromium")
}

// Browser is a running headless Chromium with software graphics.
type Browser struct {
	ctx   context.Context
	Close func()
}

// Start runs a browser until Close or the end of ctx. Further command-line flags are names with values.
func Start(ctx context.Context, flags map[string]any) (*Browser, error) {
	path, err := Find()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.NoSandbox,              // which root needs
		chromedp.WindowSize(1600, 1200), // what is emulated beyond the window is never painted
		chromedp.Flag("use-gl", "angle"),
		chromedp.Flag("use-angle", "swiftshader"),
		chromedp.Flag("enable-unsafe-swiftshader", true),
		// With software graphics, painting the page through them would cost half of the machine.
		chromedp.Flag("disable-gpu-rasterization", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		// Nothing beyond this machine answers, whatever a page asks for.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	)
	for name, value := range flags {
		options = append(options, chromedp.Flag(name, value))
	}
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	ctx, close := chromedp.NewContext(ctx)
	b := &Browser{ctx, func() { close(); stop() }}
	if err := chromedp.Do(ctx); err != nil { // the first call starts the browser
		b.Close()
		return nil, err
	}
	return b, nil
}

// WithoutGPU are the flags for [Start] with which Chromium runs as it does by itself on a machine without a GPU.
func WithoutGPU() map[string]any {
	return map[string]any{"use-gl": false, "use-angle": false, "disable-gpu-rasterization": false}
}

// View is how a reader looks at a page.
type View struct {
	Width, Height int
	Scale         float64 // device pixels per pixel, 1 if zero
	Touch         bool    // a phone: touch events and a mobile viewport
	Dark          bool    // prefers-color-scheme
	Still         bool    // prefers-reduced-motion
	Forced        bool    // forced-colors
	Print         bool    // the page as it is printed
	Scriptless    bool    // JavaScript is switched off
	Script        string  // runs in every frame before the page's own scripts
}

// The sizes that the page is designed for.
var (
	Desktop = View{Width: 1440, Height: 900}
	Phone   = View{Width: 390, Height: 844, Scale: 2, Touch: true}
)

// Page is a tab. It has one user: its methods must not run at the same time.
type Page struct {
	ctx   context.Context
	view  View
	Close func()

	mu       sync.Mutex
	requests []string
	messages []string
}

// Open loads url in a tab of its own, with storage of its own.
func (b *Browser) Open(url string, v View) (*Page, error) {
	p := &Page{view: v}
	ctx, close := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.listen))
	p.ctx, p.Close = ctx, close
	err := chromedp.Do(ctx, chromedp.Func(v.apply), chromedp.Navigate(url))
	if err != nil {
		close()
		return nil, err
	}
	return p, nil
}

// Popup evaluates an expression that opens another page, and returns that page.
func (p *Page) Popup(opens string) (*Page, error) {
	ctx, cancel := context.WithTimeout(p.ctx, answerTime)
	defer cancel()
	opened := chromedp.WaitNewTarget(ctx, func(*target.Info) bool { return true })
	if _, err := Eval[chromedp.Void](p, opens); err != nil {
		return nil, err
	}
	id, ok := <-opened
	if !ok {
		return nil, errors.New("no page was opened")
	}
	q := new(Page)
	q.ctx, q.Close = chromedp.NewContext(p.ctx, chromedp.WithTargetID(id), chromedp.WithListener(q.listen))
	return q, chromedp.Do(q.ctx)
}

func (v View) apply(ctx context.Context, _ *chromedp.Target) error {
	if v.Script != "" {
		params := page.AddScriptToEvaluateOnNewDocumentParams{Source: v.Script}
		if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, params); err != nil {
			return err
		}
	}
	options := []chromedp.EmulateViewportOption{chromedp.EmulateScale(max(v.Scale, 1))}
	if v.Touch {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(int64(v.Width), int64(v.Height), options...)); err != nil {
		return err
	}
	if v.Scriptless {
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
			return err
		}
	}
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, v.media())
	return err
}

// media is what style sheets are told of the reader.
func (v View) media() emulation.SetEmulatedMediaParams {
	choose := func(on bool, yes, no string) string {
		if on {
			return yes
		}
		return no
	}
	return emulation.SetEmulatedMediaParams{Media: choose(v.Print, "print", ""), Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: choose(v.Dark, "dark", "light")},
		{Name: "prefers-reduced-motion", Value: choose(v.Still, "reduce", "no-preference")},
		{Name: "forced-colors", Value: choose(v.Forced, "active", "none")},
	}}
}

// listen runs in the loop that reads the tab's messages, in their order.
func (p *Page) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
		p.messages = append(p.messages, "exception: "+text)
	case *runtime.EventConsoleAPICalled:
		if e.Type != runtime.ConsoleAPICalledTypeError && e.Type != runtime.ConsoleAPICalledTypeWarning && e.Type != runtime.ConsoleAPICalledTypeAssert {
			return
		}
		text := "console: "
		for _, a := range e.Args {
			text += string(a.Value) + a.Description + " "
		}
		p.messages = append(p.messages, text)
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == cdplog.EntryLevelError || e.Entry.Level == cdplog.EntryLevelWarning {
			p.messages = append(p.messages, "log: "+e.Entry.Text+" "+e.Entry.URL)
		}
	}
}

// Requests returns the addresses that the tab has asked for, in order.
func (p *Page) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.requests...)
}

// Messages returns the warnings, errors and uncaught exceptions of the tab so far.
func (p *Page) Messages() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.messages...)
}

// Do runs further actions of chromedp in the tab, all of them within the given time.
func (p *Page) Do(limit time.Duration, actions ...chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(p.ctx, limit)
	defer cancel()
	return chromedp.Do(ctx, actions...)
}
