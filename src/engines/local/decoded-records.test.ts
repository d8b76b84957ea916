import { expect, test } from 'vitest';
import { Dictionary } from '../../columns/dictionary.ts';
import { Table } from '../../columns/table.ts';
import type { Step } from '../../compile/step.ts';
import { decodingFirst } from './decoded-records.ts';

const schema = { time: 'timestamp', key: 'text', amount: 'float?', isNew: 'boolean' } as const;

/** Of so many rows, some with a null. */
function tableOf(rows: number): Table {
  const table = new Table(schema, new Dictionary());
  for (let row = 0; row < rows; row++)
    table.append([row * 1000, `key "${row % 7}" ä`, row % 5 === 0 ? null : row / 3, row % 2 === 0]);
  return table;
}

/** A step that notes what it sees of each record. */
function seeing(records: Table): { readonly step: Step; readonly seen: unknown[][] } {
  const seen: unknown[][] = [];
  const invoke = (from: number, to: number): void => {
    for (let row = from; row < to; row++) seen.push(records.row(row));
  };
  return { step: { invoke } as Step, seen };
}

test('each record is decoded when the step is invoked for it, and not before', () => {
  const records = tableOf(70_000);
  const before = Array.from({ length: records.length }, (_, row) => records.row(row));
  const { step, seen } = seeing(records);
  const decoding = decodingFirst(step, records);
  expect(records.row(60_001)).toEqual([0, before[0][1], 0, false]);
  decoding.invoke(0, 1);
  decoding.invoke(1, 65_537);
  expect(records.row(65_537)).toEqual([0, before[0][1], 0, false]);
  decoding.invoke(65_537, 70_000);
  expect(seen).toEqual(before);
});
