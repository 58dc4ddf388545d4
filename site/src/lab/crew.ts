// The hands that share a runner's path: one worker each, who talk with the runner alone, over channels between them. One that is
// lost is replaced.

import type { Asset } from "../realm/assets";
import { launch } from "./desk";
import type { Line } from "../realm/line";

const silence = 5_000; // ms after which a hand that does not answer is given up
const birth = 30_000; // ms that it may take to come up
const patience = 3; // hands in a row that never answered

interface Hand {
  line: Line;
  asked: number; // when it was asked for a sign of life; 0: not
  lived: boolean; // it has ever answered
}

export interface CrewEvents {
  /** A hand was lost, and another has taken its place. */
  replaced(why: string): void;
  /** None comes up any more. */
  ended(why: string): void;
}

export class Crew {
  private hands: Hand[] = [];
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
    this.hands.splice(size).forEach(({ line }) => line.stop());
    for (let k = 0; k < size; k++) {
      this.hands[k] ??= this.hire();
      this.join(k);
    }
  }

  /** watch asks the hands whether they live, and replaces those that do not answer. */
  watch(now: number): void {
    for (const hand of [...this.hands]) {
      if (hand.asked === 0) {
        hand.asked = now;
        hand.line.say("ping");
      } else if (now - hand.asked > (hand.lived ? silence : birth)) this.lost(hand, "it stopped answering");
    }
  }

  stop(): void {
    this.hands.splice(0).forEach(({ line }) => line.stop());
  }

  private hire(): Hand {
    const hand: Hand = { line: undefined!, asked: 0, lived: false };
    const hear = () => {
      hand.asked = 0;
      hand.lived = true;
      this.stillborn = 0;
    };
    hand.line = launch(this.realm, this.asset, "hand", hear, (why) => this.lost(hand, why));
    hand.line.say(`grid ${this.query}`);
    return hand;
  }

  /** join makes the channel between a hand and the runner. */
  private join(k: number): void {
    const { port1, port2 } = new MessageChannel();
    this.hands[k]!.line.give(`hand ${this.path} ${k}`, port2);
    this.runner.give(`hand ${k}`, port1);
  }

  private lost(hand: Hand, why: string): void {
    const k = this.hands.indexOf(hand);
    if (k < 0) return;
    hand.line.stop();
    if (++this.stillborn > patience) {
      this.stop();
      return this.on.ended(why);
    }
    this.hands[k] = this.hire();
    this.join(k);
    this.on.replaced(why);
  }
}
