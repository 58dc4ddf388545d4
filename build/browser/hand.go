package browser

import (
	"context"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Point is a place in the window, in CSS pixels.
type Point struct{ X, Y float64 }

// Where brings an element into view and returns its middle.
func (p *Page) Where(element string) (Point, error) {
	x, y, err := p.aim(element)
	return Point{x, y}, err
}

// Hover moves the mouse, without a button, from place to place.
func (p *Page) Hover(way ...Point) error {
	for _, at := range way {
		if err := p.Do(answerTime, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at.X, at.Y)); err != nil {
			return err
		}
	}
	return nil
}

// Drag presses the mouse at the first place, moves it to the others in turn and lets go; between tells what
// to do before it is let go, nil for nothing.
func (p *Page) Drag(between func() error, from Point, way ...Point) error {
	event := func(kind input.DispatchMouseEventType, at Point) error {
		return p.Do(answerTime, chromedp.MouseEvent(kind, at.X, at.Y, func(m *input.DispatchMouseEventParams) {
			m.Button, m.Buttons, m.ClickCount = input.MouseButtonLeft, 1, 1
		}))
	}
	if err := p.Hover(from); err != nil {
		return err
	}
	if err := event(input.DispatchMouseEventTypeMousePressed, from); err != nil {
		return err
	}
	last := from
	for _, at := range way {
		if err := event(input.DispatchMouseEventTypeMouseMoved, at); err != nil {
			return err
		}
		last = at
	}
	if between != nil {
		if err := between(); err != nil {
			return err
		}
	}
	return event(input.DispatchMouseEventTypeMouseReleased, last)
}

// Wheel turns the mouse's wheel down by so many pixels, with Control or without.
func (p *Page) Wheel(at Point, down float64, control bool) error {
	return p.Do(answerTime, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseWheel, at.X, at.Y, func(m *input.DispatchMouseEventParams) {
		m.DeltaX, m.DeltaY = 1e-6, down // a zero would be left out of the message, which must have both
		if control {
			m.Modifiers = int64(chromedp.ModifierCtrl)
		}
	}))
}

// Touch moves fingers: each step says where all of them are. The view must have Touch.
func (p *Page) Touch(steps ...[]Point) error {
	for i, fingers := range steps {
		kind := input.DispatchTouchEventTypeTouchMove
		if i == 0 {
			kind = input.DispatchTouchEventTypeTouchStart
		}
		if err := p.touch(kind, 0, fingers); err != nil {
			return err
		}
	}
	return p.touch(input.DispatchTouchEventTypeTouchEnd, 0, nil)
}

// TapTwice touches a place twice within a fifth of a second of the page's time, however slow the machine is.
func (p *Page) TapTwice(at Point) error {
	now := float64(time.Now().UnixMilli()) / 1000
	for k, kind := range []input.DispatchTouchEventType{
		input.DispatchTouchEventTypeTouchStart, input.DispatchTouchEventTypeTouchEnd,
		input.DispatchTouchEventTypeTouchStart, input.DispatchTouchEventTypeTouchEnd,
	} {
		fingers := []Point{at}
		if k%2 == 1 {
			fingers = nil
		}
		if err := p.touch(kind, now+0.05*float64(k), fingers); err != nil {
			return err
		}
	}
	return nil
}

// touch says where the fingers are, at a time in seconds, 0 for now.
func (p *Page) touch(kind input.DispatchTouchEventType, at float64, fingers []Point) error {
	return p.Do(answerTime, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		params := input.DispatchTouchEventParams{Type: kind, Timestamp: input.TimeSinceEpoch(at), TouchPoints: []*input.TouchPoint{}}
		for i, f := range fingers {
			id := float64(i)
			params.TouchPoints = append(params.TouchPoints, &input.TouchPoint{X: f.X, Y: f.Y, ID: &id})
		}
		_, err := cdp.Call(ctx, t, input.DispatchTouchEvent, params)
		return err
	}))
}
