import { expect, test } from 'vitest';
import { RecordRandom } from '../../random/random.ts';
import { decide, looks, type Decision } from './decide.ts';

// Simulated gates, with differences that are normal, against the shares that are known of this design.

const jobs = 2000;

/** One metric of a family, in a job: what it was decided to be, and after how many pairs. */
function gated(family: number, margin: number, draw: () => number): { decision: Decision; pairs: number } {
  const worse: number[] = [];
  for (const pairs of looks) {
    while (worse.length < pairs) worse.push(draw());
    const [decision] = decide([{ margin, worse }], family);
    if (decision !== 'open') return { decision, pairs };
  }
  return { decision: 'open', pairs: looks.at(-1)! };
}

function simulated(family: number, marginShare: number, changeShare: number, deviation: number) {
  const random = new RecordRandom(31);
  const [margin, change] = [Math.log(1 + marginShare), Math.log(1 + changeShare)];
  const ended = Array.from({ length: jobs }, (_, job) => {
    random.at(job);
    return gated(family, margin, () => change + deviation * random.normal());
  });
  const shareOf = (decision: Decision): number => ended.filter((of) => of.decision === decision).length / jobs;
  const found = ended.filter(({ decision }) => decision === 'regression');
  const pairs = found.reduce((sum, of) => sum + of.pairs, 0) / found.length;
  return { regression: shareOf('regression'), pass: shareOf('pass'), pairs };
}

/** Four standard errors of a share. */
function tolerance(share: number): number {
  return 4 * Math.sqrt((Math.max(share, 1 / jobs) * (1 - Math.min(share, 1 - 1 / jobs))) / jobs);
}

test.each([
  { deviation: 0.02, margin: 0.05, change: 0.1, detected: 1, pairs: 17 },
  { deviation: 0.05, margin: 0.05, change: 0.1, detected: 1, pairs: 32 },
  { deviation: 0.05, margin: 0.1, change: 0.2, detected: 1, pairs: 18 },
  { deviation: 0.1, margin: 0.05, change: 0.1, detected: 1, pairs: 91 },
  { deviation: 0.15, margin: 0.05, change: 0.1, detected: 0.939, pairs: 159 },
  { deviation: 0.15, margin: 0.05, change: 0.2, detected: 1, pairs: 34 },
])(
  'of eight metrics, one that is worse by $change is found as often as it should be, at a deviation of $deviation',
  ({ deviation, margin, change, detected, pairs }) => {
    const found = simulated(8, margin, change, deviation);
    expect(Math.abs(found.regression - detected)).toBeLessThan(tolerance(detected));
    expect(Math.abs(found.pairs / pairs - 1)).toBeLessThan(0.06);
  },
);

test('a metric that is worse by exactly its margin is called a regression in 1 % of jobs at most', () => {
  const { regression } = simulated(1, 0.05, 0.05, 0.1);
  expect(regression).toBeLessThan(0.01 + tolerance(0.01));
  // A boundary that is too tight would show as well.
  expect(regression).toBeGreaterThan(0.004);
});

test('it passes in 5 % of jobs at most', () => {
  const { pass } = simulated(1, 0.05, 0.05, 0.1);
  expect(pass).toBeLessThan(0.05 + tolerance(0.05));
  expect(pass).toBeGreaterThan(0.02);
});

test.each([0.02, 0.05, 0.1, 0.15])('unchanged code is no regression at a deviation of %d', (deviation) => {
  const { regression, pass } = simulated(8, 0.05, 0, deviation);
  expect(regression).toBeLessThanOrEqual(1 / jobs);
  expect(pass).toBeGreaterThan(0.95);
});
