package browser

import (
	"fmt"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// ChooseFile does what the reader's file dialogue does for the input that an expression yields.
func (p *Page) ChooseFile(element, path string) error {
	found, err := chromedp.Call(p.ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: element})
	if err != nil {
		return err
	}
	if found.Result.ObjectID == "" {
		return fmt.Errorf("there is no %s", element)
	}
	_, err = chromedp.Call(p.ctx, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{path}, ObjectID: found.Result.ObjectID})
	return err
}

// Drop drags a file onto the element that an expression yields, calls over while it hovers there, and lets it go.
func (p *Page) Drop(element, path string, over func() error) error {
	x, y, err := p.aim(element)
	if err != nil {
		return err
	}
	drag := func(kind input.DispatchDragEventType) error {
		_, err := chromedp.Call(p.ctx, input.DispatchDragEvent, input.DispatchDragEventParams{Type: kind, X: x, Y: y,
			Data: &input.DragData{Items: []*input.DragDataItem{}, Files: []string{path}, DragOperationsMask: 1}})
		return err
	}
	for _, act := range []func() error{
		func() error { return drag(input.DispatchDragEventTypeDragEnter) },
		func() error { return drag(input.DispatchDragEventTypeDragOver) },
		over,
		func() error { return drag(input.DispatchDragEventTypeDrop) },
	} {
		if err := act(); err != nil {
			return err
		}
	}
	return nil
}
