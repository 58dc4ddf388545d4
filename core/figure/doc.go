// Package figure turns a snapshot into marks on a square picture, and into words.
//
// The marks are the displayed samples of both laws, the images of their covariance ellipses and of the
// columns of W and W_*, and the discriminator's field; on demand its gradient at samples, trails, the
// marginal laws, the truncation set and the difference of the densities. What an activation cuts off is
// drawn as what it is, a rug beside a line and an atom with its mass ([Figure.Split], [Law]). [New] places them once; the stage paints them
// on its canvas and [SVG] writes them as text, with the same shapes, widths and colours, so that
// one can stand in for the other. [Sentence] says the same moment in words, and [Probe] what is at a place.
//
// Positions are pixels of a square of a given side, x to the right and y down. Data coordinates are
// those of the samples y; the axes run from the lower to the upper ends of View.Extent.
package figure
