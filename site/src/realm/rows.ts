// The rows of the curve and the trail, which come a few at a time, and the theory beside them.

import type { Report } from "./wire";

export class Rows {
  private branch = NaN;
  private curve: number[][] = [];
  private trail: number[][] = [];
  private bilevel: number[][] = [];
  private response: number[][] = [];
  private surface: number[] = [];
  private whiteNoise: number[][] = [];
  private power: number[][] = [];

  /** complete gives a report all rows up to its moment. Those ahead of it are kept, and come again. */
  complete(report: Report): void {
    if (report.branch !== this.branch) {
      this.branch = report.branch;
      this.curve = [];
      this.trail = [];
      this.bilevel = [];
      this.response = report.response;
      this.surface = report.surface;
      this.whiteNoise = report.whiteNoise;
      this.power = [];
    }
    if (report.power.length > 0) this.power = report.power;
    if (report.bilevel.length > 0) this.bilevel = report.bilevel; // it may come later than the run
    report.curve = taken(this.curve, report.curve, report.curveFrom);
    report.trail = taken(this.trail, report.trail, report.trailFrom);
    report.known = this.curve;
    report.bilevel = this.bilevel;
    report.response = this.response;
    report.surface = this.surface;
    report.whiteNoise = this.whiteNoise;
    report.power = this.power;
  }
}

function taken(rows: number[][], fresh: number[][], from: number): number[][] {
  rows.splice(from, fresh.length, ...fresh);
  return rows.slice(0, from + fresh.length);
}
