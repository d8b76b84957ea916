import { describe, expect, test } from 'vitest';
import { columnTypes, isColumnSpec, isNullable, specOf, typeOf } from './column-type.ts';

describe('column specs', () => {
  test.each(columnTypes)('%s, with and without nulls', (type) => {
    expect([isColumnSpec(type), isColumnSpec(`${type}?`)]).toEqual([true, true]);
    expect([typeOf(type), typeOf(`${type}?`)]).toEqual([type, type]);
    expect([isNullable(type), isNullable(`${type}?`)]).toEqual([false, true]);
    expect([specOf(type, false), specOf(type, true)]).toEqual([type, `${type}?`]);
  });

  test.each(['string', 'Integer', 'integer??', '?', '', 'integer ', 3, null, undefined])(
    '%j is not a column spec',
    (other) => {
      expect(isColumnSpec(other)).toBe(false);
    },
  );
});
