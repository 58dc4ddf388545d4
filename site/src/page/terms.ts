// Words that the article explains at its end: whoever points at one, or comes to it by keys or by touch, reads what it means where it stands.

/** terms makes the links to the article's words show them. Without it they lead there. */
export function terms(): void {
  const tip = Object.assign(document.createElement("div"), { className: "tip", id: "tip", hidden: true });
  tip.setAttribute("role", "tooltip");
  document.body.append(tip);
  let shown: HTMLElement | undefined;
  const hide = () => {
    shown?.removeAttribute("aria-describedby");
    shown = undefined;
    tip.hidden = true;
  };
  const show = (term: HTMLAnchorElement) => {
    if (shown === term) return;
    hide();
    const words = document.querySelector(term.hash);
    if (!words) return;
    shown = term;
    tip.replaceChildren(Object.assign(document.createElement("b"), { textContent: `${words.querySelector("dt")!.textContent}: ` }), words.querySelector("dd")!.textContent!);
    tip.hidden = false;
    term.setAttribute("aria-describedby", tip.id);
    const box = term.getClientRects()[0]!;
    const around = document.body.getBoundingClientRect(); // in which the words are placed
    const room = document.documentElement.clientWidth - tip.offsetWidth - edge;
    const above = box.top - tip.offsetHeight - gap;
    tip.style.left = `${Math.max(edge, Math.min(room, box.left)) - around.left}px`;
    tip.style.top = `${(above > 0 ? above : box.bottom + gap) - around.top}px`;
  };
  for (const term of document.querySelectorAll<HTMLAnchorElement>("a.term")) {
    term.addEventListener("pointerenter", () => show(term));
    term.addEventListener("focus", () => show(term));
    term.addEventListener("pointerleave", () => document.activeElement === term || hide());
    term.addEventListener("blur", hide);
    term.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      show(term);
    });
  }
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("pointerdown", (event) => {
    if (event.target !== shown) hide();
  });
}

const edge = 12; // px to the window's sides
const gap = 6; // px to the word
