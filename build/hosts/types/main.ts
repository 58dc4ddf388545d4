// What a project in TypeScript writes with the package, and what its compiler must refuse: TestTypes compiles it.
import { query, setAssets, SaddleCompare, SaddleFigure, SaddleLab, type ParamName, type Results, type Settings, type Snapshot, type State, type Status } from "saddle-gan";

setAssets("/files/");
const settings: Settings = { phi: "relu", d: 2, seed: 7, layers: ["target", "generated"], batch: "" };
const text: string = query(settings);
const name: ParamName = "etaG";

const figure = document.querySelector("saddle-figure")!; // known by its tag
figure.query = text;
figure.set(name, 0.05);
figure.step(5);
void figure.ready.then((ready: SaddleFigure) => ready.toPNG(2)).then((image: Blob) => image.size);
void figure.data(new Blob(["1,2\n"]), "mine").catch((why: Error) => why.message);
const status: Status = figure.snapshot.status;
if ("tv" in figure.snapshot) {
  const { tv, W }: Snapshot = figure.snapshot;
  console.log(tv.toFixed(3), W[0]?.[0], status, SaddleFigure.version);
}
figure.addEventListener("statuschange", function (event) {
  const now: Status = event.detail;
  console.log(now, this.beats);
});
figure.addEventListener("snapshot", ({ detail }) => console.log(detail.step, detail.curve[0]));
figure.addEventListener("click", (event) => console.log(event.clientX));
figure.addEventListener("anything", (event) => console.log(event.type));
figure.addEventListener("beat", ({ detail }) => figure.tellBeat(detail + 1));

const compare: SaddleCompare = document.createElement("saddle-compare");
compare.addEventListener("differencechange", () => console.log(compare.difference.values.length, compare.figures[0]?.get("eta")));
const lab: SaddleLab = document.createElement("saddle-lab");
lab.workers = 2;
lab.addEventListener("statechange", ({ detail }) => {
  const state: State = detail;
  console.log(state);
});
lab.addEventListener("progress", ({ detail }) => {
  const results: Results = detail;
  console.log(results);
});

// @ts-expect-error there is no such activation
query({ phi: "cubist" });
// @ts-expect-error nor such a parameter
query({ epochs: 3 });
// @ts-expect-error ready is the element's to settle
figure.ready = Promise.resolve(figure);
// @ts-expect-error a moment is a number
figure.seek("ten");
// @ts-expect-error a status is no number
figure.addEventListener("statuschange", (event: CustomEvent<number>) => event);
// @ts-expect-error private is private
figure.run;
