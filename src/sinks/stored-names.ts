import type { Schema } from '../columns/column-type.ts';

/**
 * The names under which the columns of a schema are stored beside the column `cause`. SQLite ignores the case of names
 * and ends them at NUL. So a name that is already taken gets an underscore at its end, and NUL becomes U+FFFD.
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
