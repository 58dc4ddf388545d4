// The hands that share a runner's path: one worker each, who talk with the runner alone, over channels between them. One that is
// lost is replaced.

import type { Asset } from "../realm/assets";
import { launch } from "./desk";
import type { Line } from "../realm/line";

const patience = 3; // hands in a row that never answered

export interface CrewEvents {
  /** A hand was lost, and another has taken its place. */
  replaced(why: string): void;
  /** None comes up any more. */
  ended(why: string): void;
}

export class Crew {
  private hands: Line[] = [];
  private path = "";
  private stillborn = 0;

  constructor(
    private readonly realm: Element,
    private readonly asset: Asset,
    private readonly query: string,
    private readonly runner: Line,
    private readonly on: CrewEvents,
  ) {}

  /** serve has so many hands work on a path. */
  serve(path: number, size: number): void {
    this.path = String(path);
    this.hands.splice(size).forEach((hand) => hand.stop());
    for (let k = 0; k < size; k++) {
      this.hands[k] ??= this.hire();
      this.join(k);
    }
  }

  stop(): void {
    this.hands.splice(0).forEach((hand) => hand.stop());
  }

  private hire(): Line {
    const hand: Line = launch(this.realm, this.asset, "hand", () => (this.stillborn = 0), (why) => this.lost(hand, why));
    hand.say(`grid ${this.query}`);
    return hand;
  }

  /** join makes the channel between a hand and the runner. */
  private join(k: number): void {
    const { port1, port2 } = new MessageChannel();
    this.hands[k]!.give(`hand ${this.path} ${k}`, port2);
    this.runner.give(`hand ${k}`, port1);
  }

  private lost(hand: Line, why: string): void {
    const k = this.hands.indexOf(hand);
    if (k < 0) return;
    hand.stop();
    if (hand.lived) this.stillborn = 0;
    if (++this.stillborn > patience) {
      this.stop();
      return this.on.ended(why);
    }
    this.hands[k] = this.hire();
    this.join(k);
    this.on.replaced(why);
  }
}
