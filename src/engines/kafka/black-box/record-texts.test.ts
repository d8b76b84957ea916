import { describe, expect, test } from 'vitest';
import { Dictionary } from '../../../columns/dictionary.ts';
import { Table } from '../../../columns/table.ts';
import type { BlackBox, JsonPlace } from './black-box.ts';
import { recordTexts } from './record-texts.ts';

const records = new Table({ time: 'timestamp', card: 'text', amount: 'float?' }, new Dictionary());
records.append([Date.UTC(2026, 0, 1) * 1000, 'a "b"', 1.5]);
records.append([Date.UTC(2026, 0, 2) * 1000, 'c', null]);

const place = (...path: string[]): JsonPlace => ({ row: path, record: path, windowMs: null });

/** Of a job that takes JSON, and passes a header on. */
const plain: BlackBox = {
  trace: { kind: 'header', name: 'id' },
  ignored: [],
  key: null,
  template: null,
  format: 'text',
};

function textsOf(changes: Partial<BlackBox>): string[] {
  const textOf = recordTexts(records, false, { ...plain, ...changes });
  return [textOf(0), textOf(1)];
}

describe('the text of a record', () => {
  test('is JSON, to which nothing is added where a header has the number', () => {
    expect(textsOf({})).toEqual([
      '{"time":"2026-01-01T00:00:00Z","card":"a \\"b\\"","amount":1.5}',
      '{"time":"2026-01-02T00:00:00Z","card":"c","amount":null}',
    ]);
  });

  test('has its number in a member, where the id is in one that records do not have', () => {
    expect(textsOf({ trace: { kind: 'json', id: place('orderId') } })[1]).toMatch(/,"orderId":1\}$/);
    expect(textsOf({ trace: { kind: 'json', id: place('card') } })[1]).toBe(textsOf({})[1]);
  });

  test('is that of a template, with the values of the record', () => {
    expect(textsOf({ template: '<{{card}} at="{{ time }}">{{amount}}{ }</>' })).toEqual([
      '<a "b" at="2026-01-01T00:00:00Z">1.5{ }</>',
      '<c at="2026-01-02T00:00:00Z">{ }</>',
    ]);
    expect(() => textsOf({ template: '{{price}}' })).toThrow(/the template names 'price'.*\n.*time, card, amount/);
  });

  test('is the line itself, of a recording of lines', () => {
    const lines = new Table({ time: 'timestamp', line: 'text' }, new Dictionary());
    lines.append([0, '<as it is>']);
    expect(recordTexts(lines, true, plain)(0)).toBe('<as it is>');
  });
});
