// What was taken of a table and what was left out, and why: the first rows, with the columns to choose from.

/** A table as core/intake tells of it. */
export interface Table {
  name: string;
  rows: number;
  columns: { place: number; name: string; use: boolean; can: boolean; why: string; first: string[] }[];
  notes: { text: string; choice: string }[];
  left: string[];
}

export interface Choices {
  /** Takes these columns, by their places. */
  choose(places: number[]): void;
  /** Reads the text again, as the choice of a note says. */
  reread(choice: string): void;
  back(): void;
}

export function parseTable(text: string): Table | undefined {
  return text ? (JSON.parse(text) as Table) : undefined;
}

/** nameOf names a column as its header does, or by its place. */
function nameOf(column: Table["columns"][number]): string {
  return column.name || `column ${column.place}`;
}

/** summary says in a few sentences what was taken and what was not. */
export function summary(table: Table): string {
  const used = table.columns.filter((c) => c.use);
  const left = table.columns.filter((c) => !c.use);
  const list = (names: string[]) => names.slice(0, 6).join(", ") + (names.length > 6 ? ` and ${names.length - 6} more` : "");
  return [
    `Taken from ${table.name || "the text"}: ${list(used.map(nameOf))}.`,
    left.length > 0 ? `Left out: ${list(left.map((c) => nameOf(c) + (c.why ? ` (${c.why})` : "")))}.` : "",
    ...table.left,
    ...table.notes.filter((n) => n.choice).map((n) => n.text),
  ].filter(Boolean).join(" ");
}

const otherwise: Record<string, string> = {
  "comma=decimal": "Take it for the decimal mark",
  "comma=thousands": "Take it for thousands",
  "header=no": "Take it for numbers",
  "header=yes": "Take it for names",
};

/** Preview shows a table in a box. */
export class Preview {
  private shown = "";

  constructor(
    private readonly box: HTMLElement,
    private readonly choices: Choices,
  ) {
    box.addEventListener("change", () => this.offer());
    box.addEventListener("click", (event) => {
      const button = (event.target as Element).closest("button");
      if (!button) return;
      const { choice, act } = button.dataset;
      if (choice) this.choices.reread(choice);
      else if (act === "back") this.choices.back();
      else this.choices.choose(this.checked().map((box) => Number(box.value)));
    });
  }

  /** show takes a table, empty for none, whether its columns are the target, and whether there is something to go back to. */
  show(text: string, taken: boolean, back: boolean): void {
    const wanted = `${taken} ${back} ${text}`;
    if (wanted === this.shown) return;
    this.shown = wanted;
    const table = parseTable(text);
    this.box.hidden = !table;
    if (!table) return this.box.replaceChildren();
    const held = this.box.contains(this.root.activeElement) ? this.root.activeElement!.getAttribute("data-key") : null;
    const notes = make("ul", { className: "said" });
    for (const note of table.notes) {
      const item = make("li", { textContent: note.text });
      if (note.choice) {
        const button = make("button", { type: "button", textContent: otherwise[note.choice] ?? "Read it otherwise" });
        button.dataset.choice = button.dataset.key = note.choice;
        item.append(" ", button);
      }
      notes.append(item);
    }
    notes.append(...table.left.map((text) => make("li", { textContent: text })));
    const buttons = make("p", { className: "acts" });
    const use = make("button", { type: "button", textContent: "Use these columns", className: "choose" });
    use.dataset.key = "choose";
    buttons.append(use);
    if (back) {
      const undo = make("button", { type: "button", textContent: "Undo: back to what was before" });
      undo.dataset.act = undo.dataset.key = "back";
      buttons.append(undo);
    }
    this.box.replaceChildren(this.grid(table), notes, buttons);
    this.used = taken ? placesOf(table) : "";
    this.offer();
    if (held) this.box.querySelector<HTMLElement>(`[data-key="${CSS.escape(held)}"]`)?.focus();
  }

  private used = ""; // the places of the columns that are the target

  private get root(): Document | ShadowRoot {
    return this.box.getRootNode() as Document | ShadowRoot;
  }

  private checked(): HTMLInputElement[] {
    return [...this.box.querySelectorAll<HTMLInputElement>("input:checked")];
  }

  /** offer lets the columns be taken if they are others than those that are. */
  private offer(): void {
    const places = this.checked().map((box) => box.value).join();
    const use = this.box.querySelector<HTMLButtonElement>(".choose")!;
    use.disabled = places === "" || places === this.used;
  }

  /** grid has a column for each of the table's: its name with a box to tick, its first rows, and why it is left out. */
  private grid(table: Table): HTMLElement {
    const scroll = make("div", { className: "rows", tabIndex: 0 });
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", "First rows");
    scroll.dataset.key = "rows";
    const grid = make("table", {});
    grid.append(make("caption", { textContent: `The first of ${table.rows} rows${table.name ? ` of ${table.name}` : ""}` }));
    const head = grid.createTHead().insertRow();
    for (const column of table.columns) {
      const cell = make("th", { scope: "col" });
      cell.dataset.use = String(column.use);
      const box = make("input", { type: "checkbox", checked: column.use, disabled: !column.can });
      box.value = box.dataset.key = String(column.place);
      const label = make("label", {});
      label.append(box, ` ${nameOf(column)}`);
      cell.append(label);
      head.append(cell);
    }
    const body = grid.createTBody();
    for (let i = 0; i < Math.max(0, ...table.columns.map((c) => c.first.length)); i++) {
      const row = body.insertRow();
      for (const column of table.columns) {
        const cell = row.insertCell();
        cell.textContent = column.first[i] ?? "";
        cell.dataset.use = String(column.use);
      }
    }
    if (table.columns.some((c) => c.why)) {
      const row = grid.createTFoot().insertRow();
      for (const column of table.columns) row.insertCell().textContent = !column.why ? "" : column.use ? `but ${column.why}` : `left out: ${column.why}`;
    }
    scroll.append(grid);
    return scroll;
  }
}

function placesOf(table: Table): string {
  return table.columns.filter((c) => c.use).map((c) => c.place).join();
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, properties: Partial<HTMLElementTagNameMap[K]>): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(tag), properties);
}
