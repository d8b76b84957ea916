import type { Table } from '../columns/table.ts';
import { groupKey } from './group-key.ts';

/**
 * The partition of each record: records with the same values in these columns are in the same one, as the producers of
 * Kafka do it by the hash of a key. Without columns they take turns.
 */
export function partitionsOf(records: Table, columns: readonly string[], count: number): Uint16Array {
  const keys = columns.map((name) => records.column(name));
  return Uint16Array.from({ length: records.length }, (_, row) =>
    keys.length === 0 ? row % count : partitionOfKey(groupKey(keys.map((column) => records.value(row, column))), count),
  );
}

export function partitionOfKey(key: string, count: number): number {
  return hashOf(key) % count;
}

/** FNV-1a in 32 bits (Fowler, Noll and Vo), over the characters of a text. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return hash >>> 0;
}
