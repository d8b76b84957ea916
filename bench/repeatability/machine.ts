import { tmpdir } from 'node:os';
import { fsyncTimesMicros } from '../../src/measurement/machine/fsync-time.ts';
import { checkSpeed } from '../../src/measurement/machine/speed-check.ts';
import { median } from '../../src/statistics/median.ts';

/** As long as a unit of a search: 40 pieces take 0.4 s each for arithmetic and for reads. */
const pieces = 40;
const syncs = 1000;

/** The speed of this machine in one fresh process, as one line of JSON: medians in microseconds. */
const { arithmeticMicros, memoryMicros } = checkSpeed(pieces);
console.log(
  JSON.stringify({
    arithmetic: median(arithmeticMicros),
    memory: median(memoryMicros),
    fsync: median(fsyncTimesMicros(tmpdir(), syncs)),
  }),
);
