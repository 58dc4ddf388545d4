// Texts to take away: where the clipboard works, each gets a button.

const thanks = 2000; // ms

export function snippets(): void {
  if (!navigator.clipboard) return;
  for (const box of document.querySelectorAll(".copyable")) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy" });
    button.addEventListener("click", () => {
      const say = (words: string) => {
        button.textContent = words;
        setTimeout(() => (button.textContent = "Copy"), thanks);
      };
      navigator.clipboard.writeText(box.querySelector("code")!.textContent!).then(
        () => say("Copied"),
        () => say("Not allowed"),
      );
    });
    box.append(button);
  }
}
