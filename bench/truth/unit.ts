import { compareReally, longCases } from '../../src/experiments/truth/real-time.ts';

/** One situation in this fresh process; its number and the seed are the arguments. Prints the answer as JSON. */
const [number, seed] = process.argv.slice(2).map(Number);
const warmUp = longCases(seed)[number];
// Code is compiled in a run of its own, of which nothing is kept.
compareReally(
  {
    ...warmUp,
    situation: { ...warmUp.situation, arrivalsNanos: warmUp.situation.arrivalsNanos.slice(0, 2000), measuredFrom: 0 },
  },
  0,
);
console.log(JSON.stringify(compareReally(longCases(seed)[number], 0)));
