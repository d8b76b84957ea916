import { compareReally, longCases } from '../../src/experiments/truth/real-time.ts';

/** Measures one situation in this process. Arguments: its number and the seed. Prints the answer as JSON. */
const [number, seed] = process.argv.slice(2).map(Number);
const warmUp = longCases(seed)[number];
// A first measurement, which is discarded, compiles the code.
compareReally(
  {
    ...warmUp,
    situation: { ...warmUp.situation, arrivalsNanos: warmUp.situation.arrivalsNanos.slice(0, 2000), measuredFrom: 0 },
  },
  0,
);
console.log(JSON.stringify(compareReally(longCases(seed)[number], 0)));
