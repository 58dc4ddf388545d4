// What is saved of a figure as the reader sees it: the picture, and a video of it.

import type { Panel } from "./panel";
import { canRecord, Recording } from "./record";
import type { Run } from "./run";
import { load } from "../realm/assets";
import { Line } from "../realm/line";
import { compose, download, filed, fromPixels, fromSVG } from "./save";
import type { Theme } from "../dom/theme";
import type { Report } from "../realm/wire";

/** A figure that has something to show; its report and theme are those of the moment. */
export interface Shown {
  run: Run;
  panel: Panel;
  report(): Report;
  theme(): Theme;
}

/** The picture with its axes and sentence, as a PNG; scale is the number of its pixels for each of the page's, 1 to 4. */
export async function picture(shown: Shown | undefined, scale?: number): Promise<Blob> {
  if (scale !== undefined && !(scale >= 1 && scale <= 4)) throw new Error(`scale ${scale} is not from 1 to 4; the nearest is ${scale > 4 ? 4 : 1}`);
  const svg = shown?.panel.picture.svg;
  const live = shown?.panel.picture.layer === "canvas";
  if (!shown || (!live && !svg)) throw new Error("there is no picture yet");
  const { run, panel } = shown;
  const [report, theme, labels] = [shown.report(), shown.theme(), panel.picture.labels]; // now, since others may come during the wait
  if (live) return compose(await fromPixels(await run.stage.capture(scale ?? 0, report.revision)), report, labels, theme);
  return compose(await fromSVG(svg!, theme, panel.picture.side * (scale ?? Math.max(1, devicePixelRatio))), report, labels, theme);
}

/** savePicture saves the picture as a file, or says why not. */
export async function savePicture(panel: Panel, shown: Shown | undefined, scale: number): Promise<void> {
  try {
    const image = await picture(shown, scale);
    download(filed(shown!.report().permalink, `${scale}x.png`), image);
  } catch (error) {
    panel.notes.put("save", `The picture could not be saved: ${(error as Error).message}.`, { dismiss: true });
  }
}

const coloured = /(fill|stroke)="#[0-9a-f]{6}" style="(?:fill|stroke):var\(--([a-z0-9]+),#[0-9a-f]{6}\)"/g;

/** vector is the picture in its axes as an SVG of its own, in the colours of the moment. */
export async function vector(shown: Shown | undefined): Promise<string> {
  if (!shown) throw new Error("there is no picture yet");
  const { run, panel, theme } = shown;
  const report = await run.vector();
  let press: Line;
  const svg = await new Promise<ArrayBuffer>((resolve, failed) => {
    // It says when it hears: in a frame that takes a while.
    const page = (bytes: ArrayBuffer) => (bytes.byteLength > "ready".length ? resolve(bytes) : press.sayBytes(`${panel.picture.side} `, report));
    press = new Line(panel.realm, "press", { page }, { ended: (why) => failed(new Error(why)) });
    const asset = load("saddle-tables");
    asset.catch(failed);
    press.open(asset);
  }).finally(() => press.stop());
  const colours = theme();
  return new TextDecoder().decode(svg).replace(coloured, (_, what: string, role: keyof Theme) => `${what}="${colours[role]}"`);
}

/** saveVector saves that as a file, or says why not. */
export async function saveVector(panel: Panel, shown: Shown | undefined): Promise<void> {
  try {
    const svg = await vector(shown);
    download(filed(shown!.report().permalink, "svg"), new Blob([svg], { type: "image/svg+xml" }));
  } catch (error) {
    panel.notes.put("save", `The picture could not be saved: ${(error as Error).message}.`, { dismiss: true });
  }
}

/** film makes a video until the recording that it hands to begun is stopped, and saves it. */
export async function film({ run, panel, report, theme }: Shown, begun: (recording: Recording) => void): Promise<void> {
  const can = canRecord();
  if (can !== true) return panel.notes.put("record", can, { dismiss: true });
  if (panel.picture.layer !== "canvas") return panel.notes.put("record", "There is no animation to record: still pictures stand in for it.", { dismiss: true });
  const recording = new Recording({ capture: () => run.stage.film(), report, labels: () => panel.picture.labels, theme });
  begun(recording);
  const action = { label: "Stop and save", act: () => recording.stop() };
  panel.notes.put("record", "Recording. Play, step or slow down: all of it is in the video.", { action });
  try {
    const video = await recording.run((seconds) => panel.notes.tick("record", `${Math.floor(seconds)} s`));
    download(filed(report().query, video.type.endsWith("mp4") ? "mp4" : "webm"), video);
    panel.notes.put("record", `The video of ${Math.round(recording.seconds)} s is saved.`, { dismiss: true });
  } catch (error) {
    panel.notes.put("record", `The recording ended: ${(error as Error).message ?? error}.`, { dismiss: true });
  }
}
