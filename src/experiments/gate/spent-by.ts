import type { SpentShares } from './decide.ts';

/**
 * Until when a gate looks at all figures, looks on at those that are likely worse, and confirms regressions: in
 * lengths of its time. To be sure of a regression takes more pairs than to be sure that there is none, and to confirm
 * it as many again.
 */
export const ends = { all: 1, worse: 1.75, confirmed: 3 };

/**
 * What is spent of each error at an end. What looks no worse has to pass by the first one, since only the rest is
 * measured on.
 */
const spentAt = {
  all: { regression: 0.5, pass: 0.8 },
  worse: { regression: 1, pass: 1 },
} as const;

/**
 * Which share of each error is spent after a time: between the ends evenly. It must not depend on the figures. The
 * number of pairs does, once figures drop out; the time does not. And a gate always reaches its end, however few pairs.
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
