/** The members and indexes that lead to one value: `$.order.items[0]` is `['order', 'items', 0]`. */
export type JsonPath = readonly (string | number)[];

const step = /\.([\p{L}_][\p{L}\p{N}_-]*)|\[(\d+)\]|\['([^']*)'\]/uy;

/** Reads the part of RFC 9535 that names a single value; undefined where the text is none. */
export function parseJsonPath(text: string): JsonPath | undefined {
  if (!text.startsWith('$')) return undefined;
  const path: (string | number)[] = [];
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const found = step.exec(text);
    if (found === null) return undefined;
    const [, member, index, quoted] = found as (string | undefined)[];
    path.push(index === undefined ? (member ?? quoted!) : Number(index));
  }
  return path;
}

/** Undefined where nothing is at the path. */
export function valueAt(value: unknown, path: JsonPath): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string | number, unknown>>)[key];
  }
  return at;
}

/** Takes away what is at the path, if anything is. */
export function removeAt(value: unknown, path: JsonPath): void {
  const last = path.at(-1);
  const parent = valueAt(value, path.slice(0, -1));
  if (last !== undefined && typeof parent === 'object' && parent !== null)
    delete (parent as Record<string | number, unknown>)[last];
}

export function jsonPathText(path: JsonPath): string {
  const texts = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key) ? `.${key}` : `['${key}']`;
  });
  return `$${texts.join('')}`;
}
