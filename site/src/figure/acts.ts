// What the buttons and keys of a figure do.

import type { Chart } from "../chart/chart";
import { film, savePicture, saveVector, type Shown } from "./capture";
import type { SaddleFigure } from "./figure";
import type { Panel } from "./panel";
import { link, signed } from "../query/permalink";
import type { Recording } from "./record";
import { download, filed, toJSON } from "./save";
import { citation, embedCode, hand, share } from "./takeaway";
import type { Acts } from "./transport";
import type { Report } from "../realm/wire";

/** What the acts need of a figure beyond its public face. */
export interface Actor {
  panel(): Panel | undefined;
  report(): Report | undefined;
  command(text: string): void;
  /** What there is to save a picture of. */
  shown(): Shown | undefined;
  /** A query with what the figure's attribute sets and the query leaves out. */
  completed(query: string): string;
}

/** actsOf lists them by the word in a button's data-act. ended stops a recording. */
export function actsOf(figure: SaddleFigure, actor: Actor): { acts: Acts; ended(): void } {
  let recording: Recording | undefined;
  const save = (ending: string, type: string, text: string) => download(filed(figure.query, ending), new Blob([text], { type }));
  const chart = (): Chart | undefined => actor.panel()?.chart;
  const record = async () => {
    if (recording) return recording.stop();
    const shown = actor.shown();
    if (shown) await film(shown, (begun) => (recording = begun));
    recording = undefined;
  };
  const sizes = [1, 2, 3, 4].map((scale) => [`png${scale}`, () => actor.panel() && void savePicture(actor.panel()!, actor.shown(), scale)] as const);
  const acts: Acts = {
    play: () => (figure.snapshot.status === "running" ? figure.pause() : figure.play()),
    step: () => figure.step(),
    discriminator: () => figure.stepDiscriminator(),
    generator: () => figure.stepGenerator(),
    reset: () => figure.reset(),
    dice: () => actor.command(`dice ${crypto.getRandomValues(new Uint32Array(1))[0]! % 1_000_000}`),
    share: () => {
      const [panel, report] = [actor.panel(), actor.report()];
      if (panel && report) void share(panel, report, link(signed(actor.completed(report.permalink))));
    },
    embed: () => actor.panel() && void hand(actor.panel()!, embedCode(actor.completed(figure.query), figure.getAttribute("controls")), "Embed code copied"),
    cite: () => actor.panel() && void hand(actor.panel()!, citation, "Citation copied"),
    csv: () => save("csv", "text/csv", figure.toCSV()),
    json: () => save("json", "application/json", toJSON(figure.snapshot)),
    vector: () => actor.panel() && void saveVector(actor.panel()!, actor.shown()),
    svg: () => chart() && save(`${chart()!.name}.svg`, "image/svg+xml", figure.toSVG()),
    record: () => void record(),
    ...Object.fromEntries(sizes),
    back: () => actor.command("back 1"),
    first: () => figure.seek(0),
    latest: () => actor.report() && figure.seek(actor.report()!.ahead),
    cancel: () => (recording ? recording.stop() : actor.report() && actor.report()!.progress < 1 && figure.pause()),
    slow: () => actor.command("slow"),
    slower: () => actor.command("slower"),
    faster: () => actor.command("faster"),
  };
  return { acts, ended: () => recording?.stop() };
}
