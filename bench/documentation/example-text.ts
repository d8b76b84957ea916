/**
 * The text of each example of a table in a source file: what stands right of `name: (order) =>`. Read from the file,
 * because a function that runs has lost its format. Entries begin two spaces in, as the formatter writes them.
 */
export function exampleTexts(source: string, table: string): ReadonlyMap<string, string> {
  const [, entries = ''] = new RegExp(`^export const ${table}\\b.*? = \\{\\n([^]*?)^\\};`, 'm').exec(source) ?? [];
  const found = entries.matchAll(/^ {2}(\w+): \(\w*\) =>\s*([^]*?),\n(?=^ {2}\w|(?![^]))/gm);
  return new Map([...found].map(([, name, body]) => [name, statements(body)]));
}

/** The statements of a body in braces, or the expression itself, at the left margin. */
function statements(body: string): string {
  const inBraces = /^\{\n([^]*)\n {2}\}$/.exec(body)?.[1];
  if (inBraces !== undefined) return inBraces.replaceAll(/^ {4}/gm, '').replace(/^return /m, '');
  return body.replaceAll(/^ {4}/gm, '');
}
