// What the elements' own events carry, for TypeScript.

import type { Results } from "./lab/desk";
import type { State } from "./lab/lab";
import type { Snapshot, Status } from "./realm/wire";

export interface FigureEvents extends HTMLElementEventMap {
  snapshot: CustomEvent<Snapshot>;
  statuschange: CustomEvent<Status>;
  /** A beat of the story is told, by its number; the number of beats when it ends. */
  beat: CustomEvent<number>;
}

export interface CompareEvents extends HTMLElementEventMap {
  differencechange: CustomEvent<null>;
}

export interface LabEvents extends Omit<HTMLElementEventMap, "progress"> {
  progress: CustomEvent<Results>;
  statechange: CustomEvent<State>;
}

type Options = boolean | AddEventListenerOptions;

declare module "./figure/figure" {
  interface SaddleFigure {
    addEventListener<K extends keyof FigureEvents>(type: K, listener: (this: SaddleFigure, event: FigureEvents[K]) => unknown, options?: Options): void;
    addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: Options): void;
  }
}

declare module "./compare/compare" {
  interface SaddleCompare {
    addEventListener<K extends keyof CompareEvents>(type: K, listener: (this: SaddleCompare, event: CompareEvents[K]) => unknown, options?: Options): void;
    addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: Options): void;
  }
}

declare module "./lab/lab" {
  interface SaddleLab {
    addEventListener<K extends keyof LabEvents>(type: K, listener: (this: SaddleLab, event: LabEvents[K]) => unknown, options?: Options): void;
    addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: Options): void;
  }
}
