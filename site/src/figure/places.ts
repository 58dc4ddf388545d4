// Browsers keep about 16 graphics contexts and drop the oldest beyond that; the page keeps well below.

/** What holds a place: a figure's run. */
interface Holder {
  retire(): void;
}

const most = 8;
const holders = new Set<Holder>();
const far = new Set<Holder>(); // those well outside the viewport

/** admit gives a holder a place, at the cost of one that is far away. It says no if all are near. */
export function admit(holder: Holder): boolean {
  if (holders.has(holder)) return true;
  for (const other of holders) {
    if (holders.size < most) break;
    if (far.has(other)) other.retire();
  }
  if (holders.size >= most) return false;
  holders.add(holder);
  return true;
}

/** leave gives the place back. */
export function leave(holder: Holder): void {
  holders.delete(holder);
}

/** setFar notes whether a holder may be retired for another. */
export function setFar(holder: Holder, isFar: boolean): void {
  if (isFar) far.add(holder);
  else far.delete(holder);
}

/** forget drops every trace of a holder that is gone. */
export function forget(holder: Holder): void {
  holders.delete(holder);
  far.delete(holder);
}
