/** For DuckDB: the columns that rows carry, with a new `row_order` by these columns. */
export function renumbered(order: readonly string[]): string[] {
  return ['row_cause', 'row_closing', `ROW_NUMBER() OVER (ORDER BY ${order.join(', ')}) AS row_order`, 'row_time'];
}

/** The definition of a window over the rows of each key, in this order. */
export function windowOf(keys: readonly string[], order: string): string {
  return `${keys.length === 0 ? '' : `PARTITION BY ${keys.join(', ')} `}ORDER BY ${order}`;
}
