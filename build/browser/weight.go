package browser

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/chromedp"
)

// Resize changes the window while the page is open. scale is of device pixels per pixel.
func (p *Page) Resize(width, height int, scale float64) error {
	return p.Do(answerTime, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		return chromedp.Do(ctx, chromedp.EmulateViewport(int64(width), int64(height), chromedp.EmulateScale(scale)))
	}))
}

// Weight is the memory of the browser and its processes, in bytes, after the page's garbage is collected. What processes share is
// counted once. It is 0 where the system does not say.
func (p *Page) Weight() (bytes int, err error) {
	ctx, cancel := context.WithTimeout(p.ctx, answerTime)
	defer cancel()
	if _, err := chromedp.Call(ctx, heapprofiler.CollectGarbage, cdp.Empty{}); err != nil {
		return 0, err
	}
	c := chromedp.FromContext(p.ctx)
	if c == nil || c.Browser == nil || c.Browser.Process() == nil {
		return 0, nil
	}
	family := map[int]bool{c.Browser.Process().Pid: true}
	dirs, err := filepath.Glob("/proc/[0-9]*")
	for range 4 { // generations: a process may be listed before its parent
		for _, dir := range dirs {
			pid, _ := strconv.Atoi(filepath.Base(dir))
			text, _ := os.ReadFile(filepath.Join(dir, "stat")) // it may be gone
			_, rest, _ := strings.Cut(string(text), ") ")
			if fields := strings.Fields(rest); len(fields) > 1 {
				if parent, _ := strconv.Atoi(fields[1]); family[parent] {
					family[pid] = true
				}
			}
		}
	}
	for pid := range family {
		text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
		_, rest, _ := strings.Cut(string(text), "\nPss:")
		if fields := strings.Fields(rest); len(fields) > 0 {
			kB, _ := strconv.Atoi(fields[0])
			bytes += kB << 10
		}
	}
	return bytes, err
}
