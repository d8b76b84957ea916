import { describe, expect, test } from 'vitest';
import { streamFrom, type Stream } from '../builder/stream.ts';
import { answerOf } from './answer.test-program.ts';
import { lagNode } from './lag.ts';

function payments(): Stream<{ time: 'timestamp'; card: 'text'; city: 'text'; online: 'boolean' }> {
  return streamFrom({ time: 'timestamp', card: 'text?', city: 'text', online: 'boolean?' }, 'time', 0);
}

describe('lag', () => {
  test("adds the values of the key's previous row, by arrival and not by event time; nulls to its first row", () => {
    const { plan } = payments().lag({ by: ['card'], columns: (t) => ({ previousCity: t.city, previousTime: t.time }) });
    expect(plan.schema).toEqual({
      time: 'timestamp',
      card: 'text?',
      city: 'text',
      online: 'boolean?',
      previousCity: 'text?',
      previousTime: 'timestamp?',
    });
    const { rows } = answerOf(plan, [
      [5, 'a', 'Oslo', true],
      [6, 'b', 'Rome', true],
      [4, 'a', 'Bonn', true],
      [7, 'a', 'Kiel', true],
    ]);
    expect(rows.map((row) => row.slice(5))).toEqual([
      [null, null],
      [null, null],
      ['Oslo', 5],
      ['Bonn', 4],
    ]);
  });

  test('accepts null as a key and as a value', () => {
    const { plan } = payments().lag({ by: ['card'], columns: (t) => ({ wasOnline: t.online }) });
    const { rows } = answerOf(plan, [
      [1, null, 'x', false],
      [2, null, 'x', null],
      [3, null, 'x', true],
    ]);
    expect(rows.map((row) => row[5])).toEqual([null, false, null]);
  });

  test('forgets a key after its idle time', () => {
    const { plan } = payments().lag({ by: ['card'], columns: (t) => ({ previous: t.time }), idleMs: 0.01 });
    expect(
      answerOf(plan, [
        [0, 'a', 'x', true],
        [10, 'a', 'x', true],
        [21, 'a', 'x', true],
      ]).rows.map((row) => row[5]),
    ).toEqual([null, 0, null]);
  });

  test('without keys uses the previous row, whatever it is', () => {
    const { plan } = payments().lag({ columns: (t) => ({ before: t.card }) });
    expect(
      answerOf(plan, [
        [1, 'a', 'x', true],
        [2, 'b', 'x', true],
      ]).rows.map((row) => row[5]),
    ).toEqual([null, 'a']);
  });

  test('a row that a later filter drops was absorbed', () => {
    const { plan } = payments()
      .lag({ by: ['card'], columns: (t) => ({ before: t.city }) })
      .filter((t) => t.before.ne(t.city));
    expect(
      answerOf(plan, [
        [1, 'a', 'Oslo', true],
        [2, 'a', 'Rome', true],
        [3, 'a', 'Rome', true],
      ]).fates,
    ).toEqual(['absorbed', 'emitted', 'absorbed']);
  });

  test('refuses an unknown key, a name that exists and a negative idle time', () => {
    expect(() => lagNode(payments().plan, ['crd'], {})).toThrow("Did you mean 'card'?");
    expect(() => payments().lag({ columns: (t) => ({ city: t.city }) })).toThrow(
      "lag() would make a second column 'city'",
    );
    expect(() => lagNode(payments().plan, [], {}, -1)).toThrow(
      'the idle time of lag() must be a whole number of microseconds, 0 or more',
    );
  });
});
