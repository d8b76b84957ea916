import { describe, expect, test } from 'vitest';
import { count } from '../builder/aggregate.ts';
import { streamFrom, type Stream } from '../builder/stream.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { answerOf } from './answer.test-program.ts';
import { Rankings, topKNode } from './top-k.ts';
import { moveWatermark } from './move-watermark.test-program.ts';
import { Watermark } from './watermark.ts';

function tags(): Stream<{ time: 'timestamp'; tag: 'text'; country: 'text' }> {
  return streamFrom({ time: 'timestamp', tag: 'text', country: 'text' }, 'time', 0);
}

/** Records that already have the end of a window. */
function scores(): Stream<{ time: 'timestamp'; name: 'text'; score: 'float'; windowEnd: 'timestamp' }> {
  return streamFrom({ time: 'timestamp', name: 'text?', score: 'float?', windowEnd: 'timestamp' }, 'time', 0);
}

describe('top k', () => {
  test('emits the k largest rows of each window when it closes, with their rank', () => {
    const { plan } = tags()
      .tumblingWindow({ sizeMs: 0.01, by: ['tag'], aggregates: () => ({ posts: count() }) })
      .topK({ k: 2, by: 'posts' });
    const { rows } = answerOf(plan, [
      [1, 'a', 'x'],
      [2, 'b', 'x'],
      [3, 'c', 'x'],
      [3, 'c', 'x'],
      [4, 'b', 'x'],
      [4, 'c', 'x'],
      [15, 'a', 'x'],
    ]);
    expect(rows).toEqual([
      [6, 'c', 0, 10, 3, 1],
      [6, 'b', 0, 10, 2, 2],
      [7, 'a', 10, 20, 1, 1],
    ]);
  });

  test('ranks within each partition, and emits rows in the order of (windowEnd, partition, rank)', () => {
    const { plan } = tags()
      .tumblingWindow({ sizeMs: 0.01, by: ['tag', 'country'], aggregates: () => ({ posts: count() }) })
      .topK({ k: 1, by: 'posts', partitionBy: ['country'] });
    const { rows } = answerOf(plan, [
      [1, 'a', 'y'],
      [1, 'b', 'y'],
      [1, 'b', 'y'],
      [2, 'a', 'x'],
      [11, 'a', 'x'],
    ]);
    expect(rows.map((row) => row.slice(1))).toEqual([
      ['a', 'x', 0, 10, 1, 1],
      ['b', 'y', 0, 10, 2, 1],
      ['a', 'x', 10, 20, 1, 1],
    ]);
  });

  test('ties go to the smaller key', () => {
    const { plan } = tags()
      .tumblingWindow({ sizeMs: 0.01, by: ['tag'], aggregates: () => ({ posts: count() }) })
      .topK({ k: 2, by: 'posts' });
    expect(
      answerOf(plan, [
        [1, 'c', 'x'],
        [2, 'b', 'x'],
        [3, 'a', 'x'],
      ]).rows.map(([, tag]) => tag),
    ).toEqual(['a', 'b']);
  });

  test('nulls rank after all values in both directions, and NaN is above all numbers', () => {
    const records = [
      [1, 'null', null, 5],
      [1, 'two', 2, 5],
      [1, 'NaN', NaN, 5],
      [1, 'one', 1, 5],
    ];
    const names = (descending: boolean): unknown[] =>
      answerOf(scores().topK({ k: 4, by: 'score', descending }).plan, records).rows.map(([, , name]) => name);
    expect(names(true)).toEqual(['NaN', 'two', 'one', 'null']);
    expect(names(false)).toEqual(['one', 'two', 'NaN', 'null']);
  });

  test('a row whose windowEnd the watermark has reached is late, and dropped', () => {
    const { rows, fates, late } = answerOf(scores().topK({ k: 1, by: 'score' }).plan, [
      [5, 'a', 1, 6],
      [6, 'b', 1, 7],
      [6, 'c', 2, 6],
    ]);
    expect(rows).toEqual([
      [1, 5, 'a', 1, 6, 1],
      [3, 6, 'b', 1, 7, 1],
    ]);
    expect(fates).toEqual(['absorbed', 'emitted', 'dropped']);
    expect(late).toEqual({ records: 1, additions: 1 });
  });

  test('a window after it counts its rows at the time of the window that they come from', () => {
    const { plan } = tags()
      .tumblingWindow({ sizeMs: 0.01, by: ['tag'], aggregates: () => ({ posts: count() }) })
      .topK({ k: 1, by: 'posts' })
      .tumblingWindow({ sizeMs: 0.02, aggregates: () => ({ winners: count() }) });
    expect(
      answerOf(plan, [
        [1, 'a', 'x'],
        [1, 'b', 'x'],
        [11, 'b', 'x'],
      ]).rows,
    ).toEqual([[3, 0, 20, 2]]);
  });

  test('emitted rows are forgotten', () => {
    const watermark = new Watermark();
    const rankings = new Rankings(topKNode(scores().plan, 3, 'score', true, []), new Dictionary(), watermark);
    for (let end = 1; end < 1000; end++) {
      rankings.add(rankings.partition(end, []), rankings.reserve());
      moveWatermark(watermark, end - 1, rankings);
      expect(rankings.openEnds).toBe(1);
    }
    moveWatermark(watermark, 2000, rankings);
    expect(rankings.openEnds).toBe(0);
  });

  test('needs rows with a windowEnd, a column to rank by, and a k', () => {
    expect(() => topKNode(tags().plan, 1, 'tag', true, [])).toThrow(
      /^topK\(\) needs rows with a timestamp 'windowEnd' that is never null\n.*after a window/,
    );
    expect(() => topKNode(scores().plan, 1, 'scor', true, [])).toThrow("Did you mean 'score'?");
    expect(() => topKNode(scores().plan, 0, 'score', true, [])).toThrow('topK() needs a whole number k above 0, not 0');
    expect(() => scores().topK({ k: 1, by: 'score' }).topK({ k: 1, by: 'score' })).toThrow(
      "topK() would make a second column 'rank'",
    );
  });
});
