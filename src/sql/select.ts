/** SQL line by line. A name or text in a line may contain a newline, so joined lines must never be split again. */
export type Lines = readonly string[];

interface Select {
  readonly columns: readonly string[];
  /** A table, or more lines with joins. */
  readonly from: string | Lines;
  readonly where?: string;
  readonly groupBy?: readonly string[];
  readonly orderBy?: readonly string[];
}

/** A SELECT with a line for each clause and column. */
export function select({ columns, from, where, groupBy, orderBy }: Select): Lines {
  const tables = typeof from === 'string' ? [from] : from;
  return [
    ...(columns.length === 1 ? [`SELECT ${columns[0]}`] : ['SELECT', ...indent(commaSeparated(columns))]),
    `FROM ${tables[0]}`,
    ...tables.slice(1),
    ...(where === undefined ? [] : [`WHERE ${where}`]),
    ...(groupBy === undefined || groupBy.length === 0 ? [] : [`GROUP BY ${groupBy.join(', ')}`]),
    ...(orderBy === undefined || orderBy.length === 0 ? [] : [`ORDER BY ${orderBy.join(', ')}`]),
  ];
}

export function indent(lines: Lines): Lines {
  return lines.map((line) => `  ${line}`);
}

/** Lines with as many items as fit, separated by commas. */
export function filled(items: readonly string[], width: number): Lines {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length + 2 <= width) lines[lines.length - 1] = `${last}, ${item}`;
    else lines.push(item);
  }
  return commaSeparated(lines);
}

export function commaSeparated(items: readonly string[]): Lines {
  return items.map((item, index) => (index < items.length - 1 ? `${item},` : item));
}
