import type { SpentShares } from './decide.ts';

/**
 * Until when a gate looks at all figures, looks on at those that look worse, and confirms regressions: in lengths of
 * its time. To be sure of a regression takes more pairs than to be sure that there is none.
 */
export const ends = { all: 1, worse: 2, confirmed: 3 };

/**
 * What is spent of each error at an end. Only what looks worse is measured longer. So no regression is found at the
 * first end, and what looks no worse has to pass by then.
 */
const spentAt = {
  all: { regression: 0.5, pass: 0.8 },
  worse: { regression: 1, pass: 1 },
} as const;

/**
 * Which share of each error is spent after a time: between the ends evenly. Time does not depend on the figures, which
 * the number of pairs does once others drop out; and a gate may reach few pairs, but it always reaches its end.
 *
 * @param elapsed in lengths of the gate's time
 */
export function spentBy(elapsed: number): SpentShares {
  const { all, worse } = spentAt;
  const late = (elapsed - ends.all) / (ends.worse - ends.all);
  const shareOf = (what: keyof SpentShares): number =>
    late <= 0 ? (all[what] * elapsed) / ends.all : all[what] + (worse[what] - all[what]) * Math.min(1, late);
  return { regression: shareOf('regression'), pass: shareOf('pass') };
}
