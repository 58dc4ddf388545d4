// Package scene paints figures on an Ebitengine canvas.
//
// A [Scene] is the ebiten.Game of one figure. The processor puts samples, contours and arrows into an
// overlay that knows no colours ([overlay]); one shader pass (paint.kage) then paints the paper, the
// discriminator's field and line, the grid, and the overlay in the colours of the theme. Between two
// snapshots the generated marks move on straight lines. When nothing changes nothing is painted.
//
// The canvas fills its document, and lengths of package figure, in CSS pixels, are scaled to the
// screen's own. A Scene is not safe for concurrent use: a browser calls it from one thread.
package scene
