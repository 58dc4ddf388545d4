// A video of the animation: the stage's frames in their axes, painted on a canvas that a MediaRecorder watches.

import type { Label } from "../picture/masses";
import { fromPixels, paint } from "./save";
import type { Pixels } from "../realm/stage";
import type { Theme } from "../dom/theme";
import type { Report } from "../realm/wire";

// Slides take MP4 alone; what browsers make of WebM is smaller.
const types = ["video/mp4;codecs=avc1.64003e", "video/mp4;codecs=avc1.640034", "video/mp4;codecs=avc1.42e034", "video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"];
const pause = 1000 / 30; // ms between two frames at least
const room = 3; // lines of words: the size must stay
const rate = 8_000_000; // bits per second: dots and hairlines are hard to pack

/** What a recording shows. */
export interface Source {
  /** The pixels of the moment, and what goes around them. */
  capture(): Promise<Pixels>;
  report(): Report;
  labels(): Label[];
  theme(): Theme;
}

/** canRecord says whether this browser can make a video; where not, the reason is a sentence. */
export function canRecord(): true | string {
  if (typeof MediaRecorder === "undefined" || !("captureStream" in HTMLCanvasElement.prototype)) return "This browser cannot record a canvas.";
  if (!types.some((type) => MediaRecorder.isTypeSupported(type))) return "This browser records no video that it could save. Chrome, Edge and Firefox do.";
  return true;
}

export class Recording {
  private readonly canvas = document.createElement("canvas");
  private readonly chunks: Blob[] = [];
  private ended = false;
  private side = 0;
  private began = performance.now();

  constructor(private readonly source: Source) {}

  get seconds(): number {
    return (performance.now() - this.began) / 1000;
  }

  /** run records until stop is called, and returns the video. It throws if no frame comes. */
  async run(tick: (seconds: number) => void): Promise<Blob> {
    await this.frame();
    const recorder = new MediaRecorder(this.canvas.captureStream(30), { mimeType: types.find((type) => MediaRecorder.isTypeSupported(type))!, videoBitsPerSecond: rate });
    recorder.ondataavailable = ({ data }) => data.size > 0 && this.chunks.push(data);
    const done = new Promise((resolve, reject) => {
      recorder.onstop = resolve;
      recorder.onerror = reject;
    });
    recorder.start(500);
    this.began = performance.now();
    try {
      while (!this.ended) {
        const due = performance.now() + pause;
        await this.frame();
        tick(this.seconds);
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      }
      await this.frame(); // the last moment
    } finally {
      recorder.stop();
    }
    await done;
    return new Blob(this.chunks, { type: recorder.mimeType.replace(/;.*/, "") });
  }

  stop(): void {
    this.ended = true;
  }

  private async frame(): Promise<void> {
    const image = await fromPixels(await this.source.capture());
    this.side ||= image.width;
    paint(this.canvas, image, this.source.report(), this.source.labels(), this.source.theme(), this.side, room);
  }
}
