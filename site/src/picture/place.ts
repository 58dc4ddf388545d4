// Places in the picture are shares of the square's side, from the left and from the top; what they mean the trainer knows.

/** A place in the picture. */
export interface Place {
  left: number;
  top: number;
}

/** placeOf returns the place of an event over the square. */
export function placeOf(event: { clientX: number; clientY: number }, square: Element): Place {
  const box = square.getBoundingClientRect();
  return { left: (event.clientX - box.left) / box.width, top: (event.clientY - box.top) / box.height };
}

/** short prints a share as a command carries it. */
export function short(share: number): string {
  return share.toFixed(5);
}
