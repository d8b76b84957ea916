import { flink } from '../../sql/flink.ts';

/** The DDL of a table, with where its rows are. */
export function withOptions(statement: string, options: Readonly<Record<string, string>>): string {
  const written = Object.entries(options).map(
    ([name, value]) => `${flink.quoteText(name)} = ${flink.quoteText(value)}`,
  );
  return `${statement} WITH (${written.join(', ')})`;
}
