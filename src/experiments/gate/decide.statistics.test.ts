import { describe, expect, test } from 'vitest';
import { RecordRandom } from '../../random/random.ts';
import { hodgesLehmann, walshInterval } from '../../statistics/hodges-lehmann.ts';
import type { Interval } from '../../statistics/interval.ts';
import { decide, lookAgain, lookPairs, type Decision, type GateLook, type SpentShares } from './decide.ts';
import { ends, spentBy } from './spent-by.ts';

// Simulated gates, with differences that are normal, against the shares that are known of this design.

const jobs = 2000;

/** A job of one metric of a family: the pairs at which it is looked at, and what is spent by then. */
interface Schedule {
  readonly family: number;
  readonly looks: readonly GateLook[];
}

const most = lookPairs.at(-1)!;

/** As the shares are known: of each error as much is spent as there are pairs, of 256. */
function byPairs(family: number): Schedule {
  const spentAt = (pairs: number): SpentShares => ({ regression: pairs / most, pass: pairs / most });
  return { family, looks: lookPairs.map((pairs) => ({ pairs, spent: spentAt(pairs) })) };
}

interface Ended {
  readonly decision: Decision;
  /** The differences of all pairs. */
  readonly worse: readonly number[];
}

/** What a metric was decided to be, and of which pairs. */
function gated({ family, looks }: Schedule, margin: number, draw: () => number): Ended {
  const worse: number[] = [];
  for (const [index, { pairs }] of looks.entries()) {
    while (worse.length < pairs) worse.push(draw());
    const [decision] = decide([{ margin, worse, looks: looks.slice(0, index + 1) }], family);
    if (decision !== 'open') return { decision, worse };
  }
  return { decision: 'open', worse };
}

interface Change {
  readonly margin: number;
  readonly change: number;
  readonly deviation: number;
}

/** @param gate what ends a job, from differences that are drawn */
function simulated(of: Change, gate: (margin: number, draw: () => number) => Ended) {
  const random = new RecordRandom(31);
  const [margin, change] = [Math.log(1 + of.margin), Math.log(1 + of.change)];
  const ended = Array.from({ length: jobs }, (_, job) => {
    random.at(job);
    return gate(margin, () => change + of.deviation * random.normal());
  });
  const shareOf = (decision: Decision): number => ended.filter((one) => one.decision === decision).length / jobs;
  const found = ended.filter(({ decision }) => decision === 'regression');
  const pairs = found.reduce((sum, one) => sum + one.worse.length, 0) / found.length;
  /** The share of jobs in which the interval at the end holds the change. */
  const held = (): number => ended.filter(({ worse }) => isWithin(change, walshInterval(worse)!)).length / jobs;
  return { regression: shareOf('regression'), pass: shareOf('pass'), pairs, held };
}

function isWithin(value: number, { low, high }: Interval): boolean {
  return low <= value && value <= high;
}

/** Four standard errors of a share. */
function tolerance(share: number): number {
  return 4 * Math.sqrt((Math.max(share, 1 / jobs) * (1 - Math.min(share, 1 - 1 / jobs))) / jobs);
}

test.each([
  { deviation: 0.02, margin: 0.05, change: 0.1, detected: 1, pairs: 17 },
  { deviation: 0.05, margin: 0.05, change: 0.1, detected: 1, pairs: 32 },
  // 18 where the look after 12 pairs, which are too few to reject anything, spends error too.
  { deviation: 0.05, margin: 0.1, change: 0.2, detected: 1, pairs: 17 },
  { deviation: 0.1, margin: 0.05, change: 0.1, detected: 1, pairs: 91 },
  { deviation: 0.15, margin: 0.05, change: 0.1, detected: 0.939, pairs: 159 },
  { deviation: 0.15, margin: 0.05, change: 0.2, detected: 1, pairs: 34 },
])(
  'of eight metrics, one that is worse by $change is found as often as it should be, at a deviation of $deviation',
  ({ detected, pairs, ...change }) => {
    const found = simulated(change, (margin, draw) => gated(byPairs(8), margin, draw));
    expect(Math.abs(found.regression - detected)).toBeLessThan(tolerance(detected));
    expect(Math.abs(found.pairs / pairs - 1)).toBeLessThan(0.06);
  },
);

/**
 * A gate whose time is over after `pairs`: then all figures are looked at, and on, up to twice the time, where the
 * metric looks worse.
 */
function timed(pairs: number, family: number) {
  return (margin: number, draw: () => number): Ended => {
    const worse: number[] = [];
    let looks: readonly GateLook[] = [];
    const lookAt = (elapsed: number): Decision => {
      looks = lookAgain(looks, { pairs: worse.length, spent: spentBy(elapsed) });
      return decide([{ margin, worse, looks }], family)[0];
    };
    for (const end of [ends.all, ends.worse]) {
      if (end === ends.worse && (hodgesLehmann(worse) ?? 0) <= margin) break;
      while (worse.length < end * pairs) {
        worse.push(draw());
        const decision = lookPairs.includes(worse.length) ? lookAt(worse.length / pairs) : 'open';
        if (decision !== 'open') return { decision, worse };
      }
      const decision = lookAt(end);
      if (decision !== 'open') return { decision, worse };
    }
    return { decision: 'open', worse };
  };
}

describe.each([10, 14, 40])('where the time is enough for %d pairs', (pairs) => {
  test('a metric that is worse by exactly its margin is called a regression in 1 % of jobs at most', () => {
    const { regression } = simulated({ margin: 0.05, change: 0.05, deviation: 0.1 }, timed(pairs, 1));
    expect(regression).toBeLessThan(0.01 + tolerance(0.01));
    // A boundary that is too tight would show as well.
    expect(regression).toBeGreaterThan(0.002);
  });

  test('it passes in 5 % of jobs at most', () => {
    const { pass } = simulated({ margin: 0.05, change: 0.05, deviation: 0.1 }, timed(pairs, 1));
    expect(pass).toBeLessThan(0.05 + tolerance(0.05));
    expect(pass).toBeGreaterThan(0.02);
  });

  test.each([0.02, 0.05])('unchanged code passes in most jobs at a deviation of %d', (deviation) => {
    const { regression, pass } = simulated({ margin: 0.05, change: 0, deviation }, timed(pairs, 8));
    expect(regression).toBeLessThanOrEqual(1 / jobs);
    expect(pass).toBeGreaterThan(0.8);
  });
});

test.each([0.02, 0.05, 0.1, 0.15])('with time enough, unchanged code passes at a deviation of %d', (deviation) => {
  const { regression, pass } = simulated({ margin: 0.05, change: 0, deviation }, timed(most, 8));
  expect(regression).toBeLessThanOrEqual(1 / jobs);
  expect(pass).toBeGreaterThan(0.95);
});

// Measuring ends when a figure is decided, and the interval does not allow for that.
test.each([
  { change: 0, deviation: 0.1, share: 0.95 },
  { change: 0.05, deviation: 0.05, share: 0.93 },
  { change: 0.07, deviation: 0.05, share: 0.92 },
  { change: 0.1, deviation: 0.1, share: 0.93 },
  { change: 0.2, deviation: 0.1, share: 0.95 },
])(
  'of a change of $change, with a deviation of $deviation, the interval at the end holds the truth in $share of jobs',
  ({ share, ...change }) => {
    const { held } = simulated({ margin: 0.05, ...change }, timed(36, 8));
    expect(Math.abs(held() - share)).toBeLessThan(tolerance(share));
  },
);
