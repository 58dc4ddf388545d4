package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// answerTime bounds one question to a page. Only a page that hangs takes that long.
const answerTime = 30 * time.Second

// Eval returns the value of a JavaScript expression, awaited if it is a promise.
func Eval[T any](p *Page, expression string) (T, error) {
	ctx, cancel := context.WithTimeout(p.ctx, answerTime)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		err = fmt.Errorf("%s: %w", expression, err)
	}
	return v, err
}

// Wait asks until the expression is true. An expression that throws counts as not yet true.
func (p *Page) Wait(limit time.Duration, expression string) error {
	const interval = 40 * time.Millisecond
	end := time.Now().Add(limit)
	for {
		ok, err := Eval[bool](p, `(async () => !!(await (`+expression+`)))()`)
		switch {
		case ok:
			return nil
		case p.ctx.Err() != nil:
			return p.ctx.Err()
		case time.Now().After(end) && err != nil:
			return err
		case time.Now().After(end):
			return fmt.Errorf("after %v still not: %s", limit, expression)
		}
		time.Sleep(interval)
	}
}

// Click presses the mouse in the middle of the element that an expression yields. It fails if another
// element covers that place.
func (p *Page) Click(element string) error {
	x, y, err := p.aim(element)
	if err != nil {
		return err
	}
	return p.Do(answerTime, chromedp.MouseClickXY(x, y))
}

// Tap touches the element as Click clicks it. The view must have Touch.
func (p *Page) Tap(element string) error {
	x, y, err := p.aim(element)
	if err != nil {
		return err
	}
	return p.Do(answerTime, chromedp.TapXY(x, y))
}

// aim brings an element into view and returns its middle.
func (p *Page) aim(element string) (x, y float64, err error) {
	at, err := Eval[*struct{ X, Y float64 }](p, `(async () => {
		const element = `+element+`;
		if (!element) return null;
		element.scrollIntoView({block: "center", behavior: "instant"});
		await new Promise(requestAnimationFrame);
		const box = element.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
		let top = document, next = top;
		while ((next = (top.shadowRoot ?? top).elementFromPoint?.(x, y)) && next !== top) top = next;
		for (let e = top; e; e = e.parentNode ?? e.host) if (e === element) return {X: x, Y: y};
		throw new Error("covered by " + (top.outerHTML ?? "nothing").slice(0, 200));
	})()`)
	if err != nil {
		return 0, 0, err
	}
	if at == nil {
		return 0, 0, fmt.Errorf("there is no %s", element)
	}
	return at.X, at.Y, nil
}

// Keys types text, key by key, into whatever has the focus. Package kb names keys that print nothing.
//
// What a key prints goes with its press, as it does on a keyboard, where a page that prevents the press prevents
// the rest: chromedp's own event comes apart and would scroll on Space all the same.
func (p *Page) Keys(keys string, modifiers ...chromedp.Modifier) error {
	var held int64
	for _, m := range modifiers {
		held |= int64(m)
	}
	for _, r := range keys {
		down, up := *kb.Encode(r)[0], *kb.Encode(r)[0]
		for _, event := range kb.Encode(r) {
			switch event.Type {
			case kb.KeyChar:
				if held&^int64(chromedp.ModifierShift) == 0 {
					down.Text, down.UnmodifiedText = event.Text, event.UnmodifiedText
				}
			case kb.KeyUp:
				up = *event
			}
		}
		for _, event := range []input.DispatchKeyEventParams{down, up} {
			event.Modifiers |= held
			if err := p.call(event); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *Page) call(event input.DispatchKeyEventParams) error {
	ctx, cancel := context.WithTimeout(p.ctx, answerTime)
	defer cancel()
	_, err := chromedp.Call(ctx, input.DispatchKeyEvent, event)
	return err
}

// Dark changes the reader's colour scheme while the page is open.
func (p *Page) Dark(on bool) error {
	p.view.Dark = on
	_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, p.view.media())
	return err
}

// Screenshot returns what the window shows, as PNG.
func (p *Page) Screenshot() ([]byte, error) {
	ctx, cancel := context.WithTimeout(p.ctx, answerTime)
	defer cancel()
	return chromedp.Run(ctx, chromedp.CaptureScreenshot())
}

// Quote writes a string as a JavaScript literal.
func Quote(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err) // every string has a JSON form
	}
	return string(b)
}
