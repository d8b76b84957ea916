import { StreamBenchError } from '../errors.ts';

/**
 * Refuses `row.a.gt(1) || row.b` and `row.a ?? 0`: an expression is always there, so JavaScript never looks at what
 * stands on the right, and nothing of it can be noticed when the function runs. So its text is searched. Only what
 * certainly is an expression counts as the left side: a column of the row, with or without methods, or a constant that
 * is one.
 *
 * @param place the function in words: "'predicate' of filter()"
 */
export function checkOperands(place: string, written: (row: never) => unknown): void {
  const text = withoutTexts(written.toString());
  const rows = parameterNames(text).filter((name) => name !== '');
  const expressions = [...rows, ...constantsOf(rows, text)];
  for (const { 0: operator, index } of text.matchAll(/\|\||\?\?/g)) {
    if (!expressions.includes(rootBefore(text, index))) continue;
    throw new StreamBenchError({
      kind: 'input',
      what: `the function ${place} has '${operator}' after an expression, and never reads what stands right of it`,
      remedy: operator === '||' ? 'Write .or() in place of ||.' : 'Write .coalesce() in place of ??.',
    });
  }
}

/** The names of constants that are an expression of a row: `const isOpen = row.paid.not();`. */
function constantsOf(rows: readonly string[], text: string): string[] {
  const constants = text.matchAll(/\bconst\s+([\w$]+)\s*=\s*([\w$]+)\s*[.[]/g);
  return [...constants].flatMap(([, name, row]) => (rows.includes(row) ? [name] : []));
}

/** JavaScript without comments, and with empty texts. */
function withoutTexts(code: string): string {
  return code.replaceAll(/\/\*[^]*?\*\/|\/\/.*|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\[^]|[^`\\])*`/g, (part) =>
    part.startsWith('/') ? ' ' : "''",
  );
}

/** The name of the first parameter, or the names of the columns that it is taken apart into. */
function parameterNames(text: string): readonly string[] {
  const [, first = ''] = /^[^({]*?\(\s*(\{[^}]*\}|[\w$]+)/.exec(text) ?? [];
  const name = /^(?:async\s+)?([\w$]+)\s*=>/.exec(text)?.[1] ?? first;
  if (!name.startsWith('{')) return [name];
  return name.slice(1, -1).split(',').map(localName);
}

/** Of `a`, of `b: a` and of `a = 5`: a. Not of `...a`, which is no expression. */
function localName(part: string): string {
  return part.replace(/^.*:/, '').replace(/=.*$/, '').trim();
}

/** The name with which the operand before this index begins, such as `row` of `row.a.gt(1)` and of `(row.a)`. */
function rootBefore(text: string, index: number): string {
  let start = index;
  for (;;) {
    start = text.slice(0, start).trimEnd().length;
    const last = text[start - 1];
    if (last === ')' || last === ']') {
      const open = openingOf(text, start - 1);
      const isGroup = last === ')' && !/[\w$)\]]\s*$/.test(text.slice(0, open));
      if (isGroup) return /^\(\s*([\w$]+)/.exec(text.slice(open))?.[1] ?? '';
      start = open;
      continue;
    }
    const name = /[\w$]+$/.exec(text.slice(0, start))?.[0] ?? '';
    const before = text.slice(0, start - name.length).trimEnd();
    if (name === '' || !before.endsWith('.') || before.endsWith('..')) return name;
    start = before.replace(/\??\.$/, '').length;
  }
}

/** Where the bracket opens that closes at this index. */
function openingOf(text: string, close: number): number {
  let depth = 0;
  for (let index = close; index >= 0; index--) {
    if (')]'.includes(text[index])) depth++;
    else if ('(['.includes(text[index]) && --depth === 0) return index;
  }
  return 0;
}
