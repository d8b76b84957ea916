import { describe, expect, test } from 'vitest';
import { streamFrom, type Stream } from '../builder/stream.ts';
import { answerOf } from './answer.test-program.ts';
import { explodeNode } from './explode.ts';

function posts(): Stream<{ time: 'timestamp'; tags: 'text' }> {
  return streamFrom({ time: 'timestamp', tags: 'text?' }, 'time', 0);
}

describe('explode', () => {
  test('emits one row for each part, in the order of the text, with the columns of the input', () => {
    const { plan } = posts().explode({ column: 'tags', into: 'tag', separator: ', ' });
    expect(plan.schema).toEqual({ time: 'timestamp', tags: 'text?', tag: 'text' });
    expect(answerOf(plan, [[1, 'b, a, b']]).rows).toEqual([
      [0, 1, 'b, a, b', 'b'],
      [0, 1, 'b, a, b', 'a'],
      [0, 1, 'b, a, b', 'b'],
    ]);
  });

  test('leaves out empty parts, and drops a record whose text is null or has no parts', () => {
    const { plan } = posts().explode({ column: 'tags', into: 'tag', separator: ',' });
    const { rows, fates } = answerOf(plan, [
      [1, null],
      [2, ''],
      [3, ',,'],
      [4, ',a,,b,'],
    ]);
    expect(rows.map(([cause, , , tag]) => [cause, tag])).toEqual([
      [3, 'a'],
      [3, 'b'],
    ]);
    expect(fates).toEqual(['dropped', 'dropped', 'dropped', 'emitted']);
  });

  test('after another explode, emits the parts of each part', () => {
    const { plan } = posts()
      .explode({ column: 'tags', into: 'pair', separator: ' ' })
      .explode({ column: 'pair', into: 'side', separator: '=' });
    expect(answerOf(plan, [[1, 'a=b c=d']]).rows.map((row) => row.at(-1))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('refuses a column that is no text, a name that exists and a separator that would split characters', () => {
    expect(() => explodeNode(posts().plan, 'time', 'tag', ' ')).toThrow(
      "explode() takes a text, but column 'time' is timestamp",
    );
    expect(() => explodeNode(posts().plan, 'tag', 'x', ' ')).toThrow("there is no column 'tag'\nDid you mean 'tags'?");
    expect(() => explodeNode(posts().plan, 'tags', 'time', ' ')).toThrow("explode() would make a second column 'time'");
    expect(() => explodeNode(posts().plan, 'tags', 'tag', '')).toThrow('at least one character');
    expect(() => explodeNode(posts().plan, 'tags', 'tag', '\ud83d')).toThrow('at least one character');
  });
});
