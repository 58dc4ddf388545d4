// The numbers beside the picture.

import { equals } from "../chart/done";
import { one, spread, three, whole } from "../query/numbers";
import type { Report } from "../realm/wire";
import type { View } from "./view";

export class Readout {
  private readonly parts = new Map<string, HTMLElement>();

  constructor(view: View) {
    for (const name of ["name", "tv", "floor"]) this.keep(name, view.find(`.readout .${name}`));
    for (const name of ["samples", "step", "js", "kl", "hellinger", "band", "pinsker", "before", "heat", "gauge", "done", "right", "robust"]) this.keep(name, view.find(`.numbers .${name} dd`));
  }

  show(report: Report): void {
    if (this.parts.size === 0) return;
    if (report.status === "error") { // there is no run to have numbers of
      for (const name of this.parts.keys()) if (name !== "name") this.put(name, name === "floor" ? "\u00a0" : "–");
      return;
    }
    const estimated = report.tvError > 0;
    this.put("name", `Total variation${report.averaged ? " of the average" : ""}${estimated ? ", about" : ""}`);
    this.put("tv", three(report.tv));
    const last = report.averaged ? `last iterate ${spread(report.tvLast, report.tvLastError)}` : "";
    this.put("floor", [estimated ? `± ${one(report.tvError)}` : "", last, report.bestMethod].filter(Boolean).join("; ") || "\u00a0");
    this.put("samples", whole(report.samples));
    this.put("step", halves(report));
    this.put("js", spread(report.js, report.jsError));
    this.put("kl", spread(report.kl, report.klError));
    this.put("hellinger", spread(report.hellinger, report.hellingerError));
    this.put("band", report.tvLow > 0 ? `${three(report.tvLow)} to ${three(report.tvHigh)}` : `≤ ${three(report.tvHigh)}`);
    this.put("pinsker", `≤ ${three(report.tvPinsker)}`);
    this.put("before", three(report.tvBound));
    this.parts.get("before")!.parentElement!.hidden = (report.tvBound === report.tv && !estimated) || report.star !== report.phi;
    const [heat] = report.heat;
    if (heat) this.put("heat", `G ${shaking(heat.slice(0, 3))}; D ${shaking(heat.slice(3))}`);
    this.parts.get("heat")!.parentElement!.hidden = !heat;
    const [gauge] = report.gauge;
    if (gauge) this.put("gauge", `${gauge[1]! > 0 ? `G ${balance(gauge.slice(0, 2))}; D ${balance(gauge.slice(2, 4))}` : "not known yet"}; steps × ${three(gauge[4]!)}`);
    this.parts.get("gauge")!.parentElement!.hidden = !gauge;
    const [robust] = report.robust;
    if (robust) {
      this.put("right", `${spread(robust[0]!, robust[1]!)}; best ${three(robust[4]!)}`);
      this.put("robust", spread(robust[2]!, robust[3]!));
    }
    for (const name of ["right", "robust"]) this.parts.get(name)!.parentElement!.hidden = !robust;
    const [verdict] = report.verdict;
    if (verdict) this.put("done", equals(verdict[3]!));
    this.parts.get("done")!.parentElement!.hidden = !verdict;
  }

  private keep(name: string, element: HTMLElement | null): void {
    if (element) this.parts.set(name, element);
  }

  private put(name: string, text: string): void {
    const element = this.parts.get(name)!;
    if (element.textContent !== text) element.textContent = text;
  }
}

/** A temperature as predicted and, once it is, as measured. */
function shaking([predicted, measured, error]: number[]): string {
  return `${three(predicted!)} predicted` + (measured! > 0 ? `, ${three(measured!)} ± ${one(error!)} measured` : "");
}

/** Dissipation over fluctuation, with the error that it has at rest. */
function balance([ratio, error]: number[]): string {
  return `${three(ratio!)} ± ${one(error!)}`;
}

/** An iteration that the discriminator has begun counts half. */
function halves(report: Report): string {
  return whole(report.step) + (report.pending > 0 ? "½" : "");
}
