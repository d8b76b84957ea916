import { Dictionary } from '../../../columns/dictionary.ts';
import { sharedCells, Table } from '../../../columns/table.ts';
import type { GeneratedSource } from '../../../sources/source.ts';
import type { UnitSpec } from '../../unit-spec.ts';

/** Rows of a block, a power of two, so that a step can be compiled for it as for a ring. */
const blockRows = 1 << 14;

/** Records of which only a block is in memory at a time: each is written over the one before. */
export interface RecordBlocks {
  readonly records: Table;
  /** Writes the blocks, one after the other, and tells which records are there: [from, to). */
  readonly fill: () => Iterable<readonly [from: number, to: number]>;
}

export function recordBlocks(
  source: GeneratedSource,
  arrivalsNanos: Float64Array,
  { seed, records: shape }: Pick<UnitSpec, 'seed' | 'records'>,
): RecordBlocks {
  const records = Table.over(source.schema, new Dictionary(), sharedCells(source.schema, blockRows));
  return {
    records,
    *fill() {
      const make = source.maker(records, arrivalsNanos, seed, shape);
      for (let from = 0; from < arrivalsNanos.length; from += blockRows) {
        const to = Math.min(from + blockRows, arrivalsNanos.length);
        for (let record = from; record < to; record++) make(record, record - from);
        yield [from, to];
      }
    },
  };
}
