// The points that pile up where a fold puts them: along each axis a histogram, and one number for the corner.

import type { Pair } from "./plane";

/** The parts of the folded plane: its quadrant, the axis to the right, the axis upward, the corner. */
export type Face = "inside" | "right" | "up" | "corner";

/** Of how far outside the quadrant points count as on its border. */
const strip = 0.1;

const wide = 0.25; // of a bar
const bins = 16;

/** A pile is how many points lie along an axis, bin by bin from the corner, and in all. */
export interface Pile {
  bars: number[];
  total: number;
}

/** faceOf says where a point of the folded plane lies. */
export function faceOf([x, y]: Pair): Face {
  return x > 0 ? (y > 0 ? "inside" : "right") : y > 0 ? "up" : "corner";
}

export class Bars {
  readonly width = wide;
  readonly right: Pile = { bars: Array<number>(bins).fill(0), total: 0 };
  readonly up: Pile = { bars: Array<number>(bins).fill(0), total: 0 };
  corner = 0;

  constructor(points: Pair[]) {
    for (const p of points) {
      const [x, y] = p;
      if (x < -strip || y < -strip) continue;
      const face = faceOf(p);
      if (face === "corner") this.corner++;
      if (face !== "right" && face !== "up") continue;
      const pile = this[face];
      const bin = Math.floor((face === "right" ? x : y) / wide);
      pile.total++;
      if (bin < bins) pile.bars[bin]!++;
    }
  }
}
