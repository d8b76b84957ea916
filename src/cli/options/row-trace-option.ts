import { InvalidArgumentError } from 'commander';
import type { JsonPlace, RowTrace } from '../../engines/kafka/black-box/black-box.ts';
import { parseJsonPath, type JsonPath } from '../../engines/kafka/black-box/json-path.ts';
import { parseDurationMs } from './quantity.ts';

const placeExample = 'json:$.order.id';

/** `header:id`, `json:$.order.id` or `json:$.orderId=$.order.id`: where rows carry the id of their record. */
export function parseRecordId(text: string): Exclude<RowTrace, { kind: 'groups' }> {
  const [, name] = /^header:(.*)$/.exec(text) ?? [];
  if (name === undefined) return { kind: 'json', id: parsePlace(text) };
  if (name !== '') return { kind: 'header', name };
  throw new InvalidArgumentError('A header needs a name, such as header:id.');
}

/** `json:$.key,json:$.window=$.time/10s`: the values of a row that name its group. */
export function parseGroup(text: string): readonly JsonPlace[] {
  return text.split(',').map(parsePlace);
}

export function parseJsonPaths(text: string): readonly JsonPath[] {
  return text.split(',').map(parsePath);
}

/** `json:$.count` */
export function parsePath(text: string): JsonPath {
  const path = parseJsonPath(text.replace(/^json:/, ''));
  if (path !== undefined) return path;
  throw new InvalidArgumentError(`'${text}' is no path. Write it as ${placeExample}.`);
}

/** The path in the row and, where it differs, behind `=` that in the record; behind `/` the length of a window. */
function parsePlace(text: string): JsonPlace {
  const [paths, window, ...rest] = text.split('/');
  const [row, record = row, ...more] = paths.split('=');
  if (rest.length > 0 || more.length > 0)
    throw new InvalidArgumentError(`'${text}' is no path. Write it as ${placeExample} or json:$.orderId=$.order.id.`);
  const windowMs = window === undefined ? null : parseDurationMs(window);
  if (windowMs === 0) throw new InvalidArgumentError('A window is longer than 0.');
  return { row: parsePath(row), record: parsePath(record), windowMs };
}
