import type { Schema } from '../columns/column-type.ts';

/**
 * The name under which each column of the schema is stored beside `cause`. SQLite compares names
 * without case and ends them at NUL, so a name taken already gets a `_` behind it, NUL becomes U+FFFD.
 */
export function storedNames(schema: Schema): string[] {
  const taken = new Set(['cause']);
  return Object.keys(schema).map((name) => {
    let stored = name.toWellFormed().replaceAll('\0', '\uFFFD');
    while (taken.has(stored.toLowerCase())) stored += '_';
    taken.add(stored.toLowerCase());
    return stored;
  });
}
