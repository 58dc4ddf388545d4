// The package's entry: the elements, for bundlers. What it exports beyond them is typed from the table of parameters.

import { SaddleCompare } from "./compare/compare";
import { SaddleFigure } from "./figure/figure";
import { SaddleLab } from "./lab/lab";
import { params, type ParamName } from "./query/config.gen";
import { setAssets } from "./realm/beside.esm";
import "./saddle";

export { SaddleCompare, SaddleFigure, SaddleLab, setAssets };
export type { CompareEvents, FigureEvents, LabEvents } from "./events";
export type { Results } from "./lab/desk";
export type { State } from "./lab/lab";
export type { Snapshot, Status } from "./realm/wire";
export type { ParamName };

type Options<N extends ParamName> = Extract<(typeof params)[number], { name: N }>["options"][number] extends { value: infer V } ? V : never;

/** What a parameter may be: one of its options, or a number, or a list; empty for its default. */
export type Setting<N extends ParamName> = [Options<N>] extends [never] ? string | number | readonly (string | number)[] : Options<N> | readonly Options<N>[] | "";

/** A run, by its parameters; what is not named has its default. */
export type Settings = { [N in ParamName]?: Setting<N> };

/** query writes settings as the attribute and the property `query` read them. */
export function query(settings: Settings): string {
  const pairs = params.flatMap(({ name }) => {
    const value = settings[name];
    return value === undefined || value === "" ? [] : `${name}=${encodeURIComponent(String(value)).replaceAll("%2C", ",")}`;
  });
  return pairs.join("&");
}
