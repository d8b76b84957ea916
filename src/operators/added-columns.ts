import type { Schema } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';

/** The schema with further columns. Throws if one of them exists already; `operator` names who adds them. */
export function withColumns(operator: string, schema: Schema, added: Schema, remedy = 'Give it another name.'): Schema {
  const twice = Object.keys(added).find((name) => Object.hasOwn(schema, name));
  if (twice !== undefined) {
    throw new StreamBenchError({
      kind: 'input',
      what: `${operator} would make a second column '${twice}'`,
      remedy,
    });
  }
  return Object.freeze({ ...schema, ...added });
}
