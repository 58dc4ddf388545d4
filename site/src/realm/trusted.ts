// The texts of this script that become part of the page. A page may demand that such texts go through a policy that it knows by
// name: this one's is "saddle".

interface Policy {
  createHTML(text: string): string;
  createScriptURL(url: string): string;
}

const name = "saddle";
const same = (text: string) => text;
const scope = globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): Policy } };

let policy: Policy | undefined;
try {
  policy = scope.trustedTypes?.createPolicy(name, { createHTML: same, createScriptURL: same });
} catch {
  // The page does not list the policy. It may not demand one either: see canWrite.
}

/** trusted is a text of this script's own, as the page wants it. */
export const trusted = (text: string): string => policy?.createHTML(text) ?? text;

/** trustedHTML is HTML of this script's own, as the page wants it: in an XML document as XML. */
export function trustedHTML(html: string): string {
  if (document.contentType === "text/html") return trusted(html);
  const made = document.implementation.createHTMLDocument("").createElement("template");
  made.innerHTML = trusted(html);
  return trusted([...made.content.childNodes].map((node) => new XMLSerializer().serializeToString(node)).join(""));
}

/** scriptURL is the address of a script of this script's own, as the page wants it. */
export const scriptURL = (url: string): string => policy?.createScriptURL(url) ?? url;

let written: boolean | undefined;

/** canWrite says whether the page lets this script write HTML. */
export function canWrite(): boolean {
  if (written === undefined) {
    try {
      document.createElement("template").innerHTML = trustedHTML("");
      written = true;
    } catch {
      written = false;
    }
  }
  return written;
}
