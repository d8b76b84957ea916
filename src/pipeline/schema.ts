import { isColumnSpec, type Schema } from '../columns/column-type.ts';
import { didYouMean, StreamBenchError } from '../errors.ts';
import { shownValue } from './shown-value.ts';

/**
 * Throws if the schema has no such column.
 *
 * @param place the argument that names the column, as in "'by' of tumblingWindow()"
 */
export function checkColumn(schema: Schema, name: string, place?: string): void {
  if (Object.hasOwn(schema, name)) return;
  const names = Object.keys(schema);
  throw new StreamBenchError({
    kind: 'input',
    what: `${prefix(place)}there is no column '${name}'`,
    remedy: didYouMean(name, names) ?? `The columns here are ${names.join(', ')}.`,
  });
}

/** Throws if a schema has an unknown type or no columns. `place` is the argument that holds it. */
export function checkSchema(schema: Schema, place?: string): void {
  const entries = Object.entries((schema as Schema | undefined) ?? {});
  if (entries.length === 0)
    throw new StreamBenchError({ kind: 'input', what: `${prefix(place)}a schema needs at least one column` });
  for (const [name, spec] of entries) {
    if (isColumnSpec(spec)) continue;
    throw new StreamBenchError({
      kind: 'input',
      what: `${prefix(place)}column '${name}' has the unknown type ${shownValue(spec)}`,
      remedy: "A type is integer, float, boolean, text or timestamp, followed by '?' if the column may be null.",
    });
  }
}

/** Throws unless the column is a timestamp that is never null. `place` is the argument that names it. */
export function checkEventTime(schema: Schema, eventTime: string, place?: string): void {
  checkColumn(schema, eventTime, place);
  if (schema[eventTime] === 'timestamp') return;
  throw new StreamBenchError({
    kind: 'input',
    what:
      `${prefix(place)}the event time must be a timestamp that is never null, ` +
      `but column '${eventTime}' is ${schema[eventTime]}`,
  });
}

function prefix(place: string | undefined): string {
  return place === undefined ? '' : `${place}: `;
}
