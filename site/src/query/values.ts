// All parameters of a run by their names, as they stand in a query.

export type Values = Map<string, string>;

/** parseValues reads the section `values`: one name=text per line. */
export function parseValues(text: string): Values {
  const pairs = text.split("\n").filter((line) => line.includes("="));
  return new Map(pairs.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}
