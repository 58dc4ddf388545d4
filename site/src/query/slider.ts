// The scale of a slider: 0…1000 onto a range, in equal differences or in equal ratios.

const end = 1000;
const last = 980; // where the range ends if a special word stands beyond it

export interface Scale {
  min: number; // above 0 if log
  max: number;
  log: boolean;
  whole: boolean;
  special: string; // a word at the right end, or ""
}

/** textAt returns the value at a slider's position, to two or three significant digits. */
export function textAt(position: number, s: Scale): string {
  const top = s.special ? last : end;
  if (s.special && position > top) return s.special;
  const share = Math.min(1, position / top);
  if (share === 0) return String(s.min);
  if (share === 1) return String(s.max);
  const raw = s.log ? s.min * (s.max / s.min) ** share : s.min + share * (s.max - s.min);
  const value = s.whole ? Math.round(raw) : raw;
  return String(Number(value.toPrecision(s.whole && !s.log ? 15 : 3)));
}

/** positionOf returns where on the slider a value stands. */
export function positionOf(text: string, s: Scale): number {
  const top = s.special ? last : end;
  if (s.special && text === s.special) return end;
  const value = Number(text);
  if (!(value > s.min)) return 0;
  const share = s.log ? Math.log(value / s.min) / Math.log(s.max / s.min) : (value - s.min) / (s.max - s.min);
  return Math.round(top * Math.min(1, Math.max(0, share)));
}
