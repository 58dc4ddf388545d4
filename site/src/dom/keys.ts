// The keys of a figure: what each does, and the sheet that says so.

/** The keys that stand for acts, in the order of the sheet. */
export const shortcuts: { key: string; act: string; shown: string; words: string; group: string }[] = [
  { key: " ", act: "play", shown: "Space", words: "Play or pause", group: "Run" },
  { key: "s", act: "step", shown: "S", words: "One iteration", group: "Run" },
  { key: ",", act: "back", shown: ",", words: "One iteration back", group: "Run" },
  { key: "d", act: "discriminator", shown: "D", words: "The discriminator alone", group: "Run" },
  { key: "g", act: "generator", shown: "G", words: "The generator alone", group: "Run" },
  { key: "home", act: "first", shown: "Home", words: "To the first step", group: "Run" },
  { key: "end", act: "latest", shown: "End", words: "To the latest step taken", group: "Run" },
  { key: "escape", act: "cancel", shown: "Esc", words: "Stop a replay or a recording", group: "Run" },
  { key: "r", act: "reset", shown: "R", words: "Start over", group: "Run" },
  { key: "n", act: "dice", shown: "N", words: "Another seed", group: "Run" },
  { key: "l", act: "slow", shown: "L", words: "Slow motion on or off", group: "Speed" },
  { key: "[", act: "slower", shown: "[", words: "Half the speed", group: "Speed" },
  { key: "]", act: "faster", shown: "]", words: "Twice the speed", group: "Speed" },
  ...["Total variation", "Jensen–Shannon", "Kullback–Leibler", "Value and losses", "Phase portrait", "Singular values"].map((words, i) => ({
    key: String(i + 1), act: `chart${i + 1}`, shown: String(i + 1), words, group: "Chart",
  })),
  { key: "k", act: "keep", shown: "K", words: "Keep this curve", group: "Chart" },
  { key: "c", act: "share", shown: "C", words: "Copy a link to this moment", group: "Take away" },
  { key: "p", act: "png2", shown: "P", words: "Save the picture", group: "Take away" },
  { key: "v", act: "record", shown: "V", words: "Record the animation, or end that", group: "Take away" },
  { key: "?", act: "help", shown: "?", words: "This sheet", group: "Help" },
];

const others = [
  { shown: "← ↑ → ↓", words: "In the picture: move the probe; on a handle: move the column", group: "Picture" },
  { shown: "Shift ←", words: "Move the window, each way", group: "Picture" },
  { shown: "+ −", words: "Zoom in and out", group: "Picture" },
  { shown: "0", words: "Show both laws whole", group: "Picture" },
  { shown: "Tab", words: "To the next control", group: "Help" },
  { shown: "Ctrl Z", words: "Undo a change of parameters", group: "Settings" },
  { shown: "Ctrl Shift Z", words: "Redo it", group: "Settings" },
  { shown: "← →", words: "On the timeline and the chart: one step, one reading", group: "Chart" },
  { shown: "Enter", words: "On the chart: go to the moment read off", group: "Chart" },
];

/** actOf returns what a key stands for. */
export function actOf(key: string): string | undefined {
  return shortcuts.find((s) => s.key === key.toLowerCase())?.act;
}

const all = [...shortcuts, ...others];
const groups = [...new Set(all.map((s) => s.group))];

export const keysHTML = `
<dialog class="keys" aria-labelledby="keys-title">
  <form method="dialog"><h2 id="keys-title">Keys</h2><button>Close</button></form>
  <p>They work while the focus is in the figure.</p>
  <div class="columns">${groups
    .map((group) => `<section><h3>${group}</h3><dl>${all.filter((s) => s.group === group).map((s) => `<div><dt>${s.shown.split(" ").map((k) => `<kbd>${k}</kbd>`).join(" ")}</dt><dd>${s.words}</dd></div>`).join("")}</dl></section>`)
    .join("")}</div>
</dialog>`;

/** keepKeys keeps from the page around an element the keys that it has acted upon, and all that go into its fields. */
export function keepKeys(host: HTMLElement): () => void {
  const kept = new Set<string>(); // until they are let go
  const keep = (event: KeyboardEvent) => {
    const ours = event.key !== "Tab" && (event.defaultPrevented || takes(event.composedPath()[0] as Element, event.key));
    if (event.type === "keydown") kept[ours ? "add" : "delete"](event.code);
    if (ours || (event.type !== "keydown" && kept.has(event.code))) event.stopPropagation();
  };
  const types = ["keydown", "keypress", "keyup"] as const;
  for (const type of types) host.addEventListener(type, keep);
  return () => types.forEach((type) => host.removeEventListener(type, keep));
}

/** takes says whether a control does something by itself on a key. */
function takes(target: Element, key: string): boolean {
  if (target.closest("textarea, select")) return true;
  const input = target.closest("input");
  if (input?.type === "range" || input?.type === "radio") return /^(Arrow|Home|End|Page)/.test(key);
  if (input && input.type !== "checkbox" && input.type !== "file") return true;
  return (key === " " || key === "Enter") && target.closest("button, summary, a, input") !== null;
}
