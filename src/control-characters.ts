/** What a terminal obeys instead of showing it: control characters, line ends, and marks that change text direction. */
const obeyed = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;
const escape = '\u001b';
/** The same without line ends and tabs, and with a colour code that reports use as one match. */
const obeyedInReports = new RegExp(
  `${escape}\\[(?:[12]|22|3\\d|9\\d)m|[^\\P{Cc}\\n\\t]|[\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]`,
  'gu',
);

/** Text from outside, made safe for one line: `\n` and `\u001b` are shown and not removed, so that readers see them. */
export function escapeControls(text: string): string {
  return text.replaceAll(obeyed, escaped);
}

/** As `escapeControls`, for text that we have laid out ourselves: its line ends, tabs and colours stay. */
export function escapeForeignControls(report: string): string {
  return report.replaceAll(obeyedInReports, (found) => (found.length > 1 ? found : escaped(found)));
}

/** Plain data with `escapeControls` applied to all its texts. */
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
