import { describe, expect, test } from 'vitest';
import { fakeQuick } from '../../engines/fake-engine.test-program.ts';
import { exampleLocal, excluded } from '../../results/example.test-program.ts';
import type { Unit } from '../../results/unit.ts';
import type { Objective } from '../objective.ts';
import type { Cell } from './cell.ts';
import { cheapestAt, holds } from './cheapest.ts';
import { cell, continuous, doubtful, growing, microBatch } from './example-cell.test-program.ts';

const objective: Objective = { percentile: 'p99', limitMicros: 50_000, text: 'p99=50ms' };

function at(
  rate: number,
  figures: readonly (readonly [p99sMs: number[], busyShare: number, changes?: Partial<Unit>])[],
): Cell[] {
  const configurations = [continuous, microBatch(10), microBatch(100)];
  return figures.map(([p99s, busyShare, changes], place) =>
    cell(configurations[place], rate, p99s, { local: exampleLocal({ busyShare }), ...changes }),
  );
}

const low = at(10_000, [
  [[6], 0.38],
  [[13], 0.1],
  [[108], 0.068],
]);
const high = at(26_000, [
  [[900], 1, growing],
  [[14], 0.2],
  [[110], 0.1],
]);
const highest = at(90_000, [
  [[900], 1, growing],
  [[60], 0.6],
  [[115], 0.3],
]);

describe('the cheapest that holds an objective', () => {
  test('is the least busy one of those that do, with its head-room in latency and in rate', () => {
    expect(cheapestAt(low, [high, highest], objective)).toMatchObject({
      held: 'yes',
      cell: { name: 'micro-batch 10 ms' },
    });
    const { text } = cheapestAt(low, [high, highest], objective).sentence;
    expect(text).toMatch(
      /^At 10,000 records\/s micro-batch 10 ms is the cheapest that holds p99=50ms \(inc.* no spread\): busy for 10 %/,
    );
    expect(text).toMatch(/ p99 13 ms, 3\.8 times below the limit\. .*26,000 records\/s, 2\.6 times the rate\.$/);
  });

  test('may have no head-room in rate, or an unknown one', () => {
    expect(cheapestAt(high, [highest], objective).sentence.text).toMatch(
      /3\.6 times below the limit\. At 90,000 records\/s it does not\.$/,
    );
    expect(cheapestAt(high, [], objective).sentence.text).toMatch(/3.6 times below the limit.$/);
    expect(
      cheapestAt(
        high,
        [
          at(90_000, [
            [[9], 1],
            [[40, 60], 1],
            [[9], 1],
          ]),
        ],
        objective,
      ).sentence.text,
    ).toMatch(/below the limit.$/);
  });

  test('goes by processor time where idle executors leave the processor', () => {
    const parked = at(10_000, [
      [[6], 0.1, { cpuNanosPerRecord: 60_000 }],
      [[13], 0.9, { cpuNanosPerRecord: 9000 }],
      [[13], 0.9, { cpuNanosPerRecord: 20_000 }],
    ]);
    const { text } = cheapestAt(parked, [], objective).sentence;
    expect(text).toMatch(
      /^At 10,000 records\/s micro-batch 10 ms is the cheapest that holds p99=50ms \(inc.* no spread\): 9\.00 s of/,
    );
    expect(text).toMatch(/for a million records, p99 13 ms, 3\.8 times below the limit\.$/);
  });

  test('is the first in order of those whose costs overlap', () => {
    const [slow] = at(10_000, [[[6], 0.2]]);
    const [, fast, last] = at(10_000, [
      [[1], 1],
      [[13], 0.1],
      [[14], 0.1],
    ]);
    const found = cheapestAt([slow, last, fast], [], objective);
    expect(found.cell).toBe(last);
    expect(found.sentence.text).toContain(
      ': busy for 10 % of the time, indistinguishable from micro-batch 10 ms, which is less simple, p99 14 ms',
    );
  });

  test('names its guarantee where those of the others differ', () => {
    const cells = at(10_000, [
      [[6], 0.1, { guarantee: 'at-least-once' }],
      [[13], 0.2],
    ]);
    expect(cheapestAt(cells, [], objective).sentence.text).toMatch(/8.3 times below the limit, at-least-once.$/);
  });

  test('is limited to what was measured, and to those of which it is sure that they hold it', () => {
    const [first, second, third] = low;
    const gone = at(10_000, [[[6], 0.38, excluded('a pause')]])[0];
    expect(cheapestAt([gone, second, third], [], objective).isOpen).toBe(true);
    expect(cheapestAt([gone, second, third], [], objective).sentence.text).toMatch(
      /^Inconclusive: continuous was not measured.*\. By what was measured, at 10,000 .*holds p99=50ms: /,
    );
    const [, unclear] = at(10_000, [
      [[6], 0.38],
      [[40, 60], 0.1],
    ]);
    expect(cheapestAt([first, unclear], [], objective).isOpen).toBe(true);
    expect(cheapestAt([first, unclear], [], objective).sentence.text).toMatch(
      /^Inconclusive: whether micro-batch 10 ms holds it is open.*\. By what was measured, at 10,000 .*continuous/,
    );
    // It cannot be the cheapest one.
    const withDearer = at(10_000, [
      [[6, 6, 6], 0.38],
      [[40, 60], 0.9],
    ]);
    expect(cheapestAt(withDearer, [], objective).isOpen).toBe(false);
    expect(cheapestAt(withDearer, [], objective).sentence.text).toMatch(/^At .* continuous .* \(sure: .*\): /);
  });

  test.each<[string, number[], Partial<Unit>[]]>([
    ['a single unit shows no spread', [49], []],
    ['a single unit shows no spread', [51], []],
    ['more than a tenth of the units of continuous were excluded', [6, 6, 6], [excluded('a pause')]],
    ['more than a tenth of the units of continuous were excluded', [60, 60, 60], [excluded('a pause')]],
  ])('is inconclusive where %s, also beside a limit alone: %j ms', (doubt, p99s, changes) => {
    const [one] = at(10_000, [[p99s, 0.1]]);
    const units = one.units.map((unit, place) => ({ ...unit, ...changes[place] }));
    const { isOpen, sentence } = cheapestAt([{ ...one, units }], [], objective);
    expect(isOpen).toBe(true);
    expect(sentence.text).toContain(`(inconclusive: ${doubt})`);
  });

  test('is inconclusive where one was not measured and none surely holds it', () => {
    const gone = at(10_000, [[[6], 0.38, excluded('a pause')]])[0];
    const [, , slow] = low;
    expect(cheapestAt([gone, slow], [], objective)).toMatchObject({ held: 'inconclusive', isOpen: true });
    expect(cheapestAt([gone, slow], [], objective).sentence.text).toMatch(
      /^Inconclusive: .* is open: continuous was not measured; by what was measured, the nearest is micro-/,
    );
  });

  test('is none: the nearest one is named', () => {
    const tight: Objective = { percentile: 'p99', limitMicros: 5000, text: 'p99=5ms' };
    const cells = at(10_000, [
      [[6, 6], 0.38],
      [[13, 13], 0.1],
    ]);
    expect(cheapestAt(cells, [high], tight)).toMatchObject({ held: 'no', isOpen: false, cell: null });
    expect(cheapestAt(cells, [high], tight).sentence.text).toMatch(
      /^No.* holds p99=5ms at 10,000 .*: the nearest is continuous .*6\.0 ms \(6\.0 ms to 6\.0 ms\), 1\.2 times .*\.$/,
    );
  });

  test('is none where none keeps up', () => {
    const cells = at(10_000, [
      [[1], 1, growing],
      [[1], 1, growing],
    ]);
    const { held, sentence } = cheapestAt(cells, [], objective);
    expect(held).toBe('no');
    expect(sentence.text).toMatch(/^No.* holds p99=50ms at 10,000 records\/s \(sure: both .*\): none keeps up\.$/);
  });

  test('is inconclusive where units lie on both sides of the limit, or may not keep up', () => {
    expect(
      cheapestAt(
        at(10_000, [
          [[45, 48, 55], 0.1],
          [[99], 0.1],
        ]),
        [],
        objective,
      ),
    ).toMatchObject({ held: 'inconclusive', cell: null });
    expect(
      cheapestAt(
        at(10_000, [
          [[4, 5, 6], 0.1, doubtful],
          [[99], 0.1],
        ]),
        [],
        objective,
      ).sentence.text,
    ).toMatch(/^Inconclusive: .* holds p99=50ms .* continuous .* 5\.0 ms \(4\.0 ms to 6\.0 ms\), .*may not keep up\.$/);
    expect(cheapestAt([cell(continuous, 10_000, [null])], [], objective).sentence.text).toMatch(
      /^Inconclusive: .*too few records had an effect\.$/,
    );
  });

  describe('of cells of which some engines do not report their cost', () => {
    const fake = (p99Ms: number): Cell => cell(fakeQuick, 10_000, [p99Ms], { local: null });

    test('is one whose cost is known: unknown is not 0', () => {
      const found = cheapestAt([fake(6), ...low], [], objective);
      expect(found.cell!.name).toBe('micro-batch 10 ms');
      expect(found.sentence.text).toMatch(/^At 10,000 records\/s micro-batch 10 ms is the cheapest .*busy for 10 %/);
      // That it holds the objective too is not hidden.
      expect(found.sentence.text).toMatch(/fake quick .*unknown/);
      expect(found.sentence.evidence[0]).toMatch(/^fake quick at 10,000 records\/s: p99 6\.0 ms .*cost unknown/);
    });

    test('says how far its own rate may rise before it speaks of others', () => {
      const { text } = cheapestAt([fake(6), ...low], [high], objective).sentence;
      expect(text).toMatch(/below the limit\. .*26,000 records\/s, 2\.6 times the rate\. .*fake quick .*unknown/);
    });

    test('and none holds it but one of these, is that one, without a rank', () => {
      const [, , slow] = low;
      const found = cheapestAt([fake(6), slow], [], objective);
      expect(found).toMatchObject({ held: 'yes', cell: { name: 'fake quick' } });
      expect(found.sentence.text).toMatch(/^At 10,000 records\/s fake quick .*p99=50ms \(.*\): .*unknown.*p99 6\.0 ms/);
      expect(found.sentence.text).not.toMatch(/cheapest|busy for|NaN|null/);
    });

    test('goes by busy time where processor time is known of some alone', () => {
      const parked = at(10_000, [
        [[6], 0.2, { cpuNanosPerRecord: 1000 }],
        [[13], 0.1, { cpuNanosPerRecord: 9000 }],
      ]);
      const found = cheapestAt([...parked, fake(6)], [], objective);
      expect(found.cell!.name).toBe('micro-batch 10 ms');
      expect(found.sentence.text).toContain('busy for 10 %');
    });
  });

  test('goes by the units in which its cost and its percentile count', () => {
    const excluding = (...figures: Unit['exclusions'][number]['figures']): Partial<Unit> => ({
      exclusions: [{ reason: 'a pause', figures }],
    });
    const [first, second] = at(10_000, [
      [[6], 0.05, excluding('busy')],
      [[13], 0.1, excluding('p999', 'p50')],
    ]);
    const found = cheapestAt([first, second], [], objective);
    expect(found.cell).toBe(second);
    expect(found.sentence.evidence[0]).toContain('cost unknown');
    const [, withoutP99] = at(10_000, [
      [[6], 0.05],
      [[13], 0.1, excluding('p99')],
    ]);
    expect(holds(withoutP99, objective)).toBe('inconclusive');
  });

  test('has the figures of all as its evidence', () => {
    expect(cheapestAt(low, [], objective).sentence.evidence[2]).toMatch(
      /^micro-batch 100 ms at 10,000 .*: p99 108 ms \(108 ms to 108 ms, units: 1\), busy for 6\.8 % .*, keeps up: yes$/,
    );
  });
});

test.each([
  [[13, 14, 20], undefined, 'yes'],
  // They differ by more than they are below the limit.
  [[13, 14, 30], undefined, 'inconclusive'],
  [[13, 14, 51], undefined, 'inconclusive'],
  [[51, 55, 60], undefined, 'inconclusive'],
  [[100, 110, 120], undefined, 'no'],
  [[13, 14], growing, 'no'],
  [[13, 14], doubtful, 'inconclusive'],
])('units with p99 %j ms hold 50 ms or not', (p99s, changes, verdict) => {
  expect(holds(cell(continuous, 10_000, p99s, changes), objective)).toBe(verdict);
});

test('an objective may be about another percentile', () => {
  // The example's p50 is a quarter of its p99.
  expect(holds(cell(continuous, 10_000, [80]), { percentile: 'p50', limitMicros: 21_000, text: 'p50=21ms' })).toBe(
    'yes',
  );
  expect(holds(cell(continuous, 10_000, [80]), { percentile: 'p90', limitMicros: 20_000, text: 'p90=20ms' })).toBe(
    'no',
  );
});
