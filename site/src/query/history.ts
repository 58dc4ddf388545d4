// Undo and redo of parameters. A change is known by its effect, so that the dice and the API count too.

export type Values = Map<string, string>;

interface Change {
  name: string;
  from: string;
  to: string;
}

const together = 1000; // ms within which changes of the same parameters, as of a dragged slider or column, are one
const settle = 2000; // ms after which an undo that had another effect is taken as it is

export class History {
  private current: Values | undefined;
  private done: Change[][] = [];
  private undone: Change[][] = [];
  private changedAt = -Infinity;
  private awaited: { until: number } | undefined; // an undo or redo is under way

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** record takes note of the values of a report. */
  record(values: Values, now: number): void {
    const before = this.current;
    if (!before) {
      this.current = values;
      return;
    }
    const changes = [...values].map(([name, to]) => ({ name, from: before.get(name) ?? "", to })).filter((c) => c.from !== c.to);
    if (this.awaited) {
      if (changes.length > 0 && now < this.awaited.until) return;
      this.awaited = undefined;
      this.current = values;
      return;
    }
    if (changes.length === 0) return;
    this.current = values;
    const previous = this.done.at(-1);
    const twin = (c: Change) => previous?.find((p) => p.name === c.name);
    if (changes.every(twin) && now - this.changedAt < together) changes.forEach((c) => (twin(c)!.to = c.to));
    else this.done.push(changes);
    this.undone = [];
    this.changedAt = now;
  }

  /** undo returns what to set, in order. */
  undo(now: number): [string, string][] {
    const changes = this.done.pop();
    if (!changes) return [];
    this.undone.push(changes);
    return this.apply(changes.map((c) => [c.name, c.from]), now);
  }

  redo(now: number): [string, string][] {
    const changes = this.undone.pop();
    if (!changes) return [];
    this.done.push(changes);
    return this.apply(changes.map((c) => [c.name, c.to]), now);
  }

  private apply(pairs: [string, string][], now: number): [string, string][] {
    this.current = new Map([...this.current!, ...pairs]);
    this.awaited = { until: now + settle };
    this.changedAt = -Infinity;
    return pairs;
  }
}

/** parseValues reads the section `values`: one name=text per line. */
export function parseValues(text: string): Values {
  const pairs = text.split("\n").filter((line) => line.includes("="));
  return new Map(pairs.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

/** queryOf writes all values as a query; the trainer drops what is a default. */
export function queryOf(values: Values): string {
  return new URLSearchParams([...values]).toString();
}
