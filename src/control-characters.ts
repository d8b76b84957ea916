/** What a terminal obeys instead of showing it: the control characters, ends of lines, and marks that turn the direction of text. */
const obeyed = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;
const escape = '\u001b';
/** The same, but for ends of lines, and colours as a whole. */
const obeyedInReports = new RegExp(
  `${escape}\\[[\\d;]*m|[^\\P{Cc}\\n\\t]|[\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]`,
  'gu',
);

/** Text from outside, as it may stand in a line: `\n` and `\u001b` are shown, because what is left out nobody suspects. */
export function escapeControls(text: string): string {
  return text.replaceAll(obeyed, escaped);
}

/** As `escapeControls`, of what we lay out ourselves: its lines and colours stay. */
export function escapeForeignControls(report: string): string {
  return report.replaceAll(obeyedInReports, (found) => (found.length > 1 ? found : escaped(found)));
}

/** Plain data with all its texts as `escapeControls` shows them. */
export function escapeAllControls<T>(data: T): T {
  if (typeof data === 'string') return escapeControls(data) as T;
  if (Array.isArray(data)) return data.map(escapeAllControls) as T;
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, escapeAllControls(value)])) as T;
}

function escaped(character: string): string {
  const names: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return names[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
