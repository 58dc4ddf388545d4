// Numbers as readers see them: three significant digits, thin spaces in thousands.

const thin = "\u202f"; // narrow no-break space
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const subscripts = "₀₁₂₃₄₅₆₇₈₉";

/** whole prints a count with thin spaces, as 12 288. */
export function whole(n: number): string {
  return Math.round(n).toString().replace(/\B(?=(\d{3})+$)/g, thin);
}

/** one prints a number to one significant digit, as errors are. */
export function one(x: number): string {
  const [mantissa, power] = x.toExponential(0).split("e") as [string, string];
  const exponent = Number(power);
  return exponent < -4 ? `${mantissa} × 10${raised(exponent)}` : exponent < 1 ? x.toFixed(-exponent) : whole(Number(x.toPrecision(1)));
}

/** three prints a number to three significant digits, as 0.0183 or 1.83 × 10⁻⁵, like the trainer's own sentences. */
export function three(x: number): string {
  if (x === Infinity) return "∞";
  if (x === 0) return "0";
  if (x < 0) return `−${three(-x)}`;
  const [mantissa, power] = x.toExponential(2).split("e") as [string, string];
  const exponent = Number(power); // of the rounded number: 0.9996 is 1.00
  if (exponent < -4 || exponent >= 15) return `${mantissa} × 10${raised(exponent)}`;
  return exponent < 3 ? x.toFixed(2 - exponent) : whole(Number(x.toPrecision(3)));
}

/** spread prints a number with its standard error, where it has one. */
export function spread(x: number, error: number): string {
  return error > 0 ? `${three(x)} ± ${one(error)}` : three(x);
}

/** power prints a round number as an axis does: 0.01, 1, 1 000, 10⁵, 2 × 10⁵. */
export function power(x: number): string {
  if (x < 0) return `−${power(-x)}`;
  const exponent = Math.floor(Math.log10(x) + 1e-9);
  if (exponent >= -3 && exponent <= 3) return x < 1 ? String(Number(x.toPrecision(3))) : whole(x);
  const mantissa = Number((x / 10 ** exponent).toPrecision(3));
  return `${mantissa === 1 ? "" : `${mantissa} × `}10${raised(exponent)}`;
}

function raised(n: number): string {
  return (n < 0 ? "⁻" : "") + [...String(Math.abs(n))].map((c) => superscripts[Number(c)]).join("");
}

/** lowered prints a whole number as a subscript. */
export function lowered(n: number): string {
  return [...String(n)].map((c) => subscripts[Number(c)]).join("");
}

/** ticks returns at most `most` multiples of 1, 2 or 5 times a power of ten within lo…hi: where the picture has its grid. */
export function ticks(lo: number, hi: number, most: number): number[] {
  const rough = (hi - lo) / most;
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * ([1, 2, 5].find((m) => m * unit >= rough) ?? 10);
  const found: number[] = [];
  for (let i = Math.ceil(lo / step); i * step <= hi * (1 + 1e-12); i++) found.push(Number((i * step).toPrecision(12)));
  return found;
}

/** round125 moves x > 0 down (or up) to 1, 2 or 5 times a power of ten. */
export function round125(x: number, up: boolean): number {
  const unit = 10 ** Math.floor(Math.log10(x));
  const steps = [1, 2, 5, 10].map((m) => Number((m * unit).toPrecision(1)));
  return (up ? steps.find((s) => s >= x * (1 - 1e-9)) : steps.findLast((s) => s <= x * (1 + 1e-9))) ?? x;
}
