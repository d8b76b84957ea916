import type { Engines } from '../../engines/engines.ts';
import { StreamBenchError } from '../../errors.ts';
import { copies } from './block.ts';
import { lookPairs } from './decide.ts';
import type { GateSettings } from './gate-settings.ts';
import { pairsPerBlock } from './gated-figure.ts';
import type { ObjectivesSettings } from './hold-objectives.ts';
import { loadsOf } from './held-objective.ts';
import { glanceMsOf, shortestMsOf } from './unit-size.ts';
import { unitsPerSearch } from './version-capacity.ts';

const versions = 2;
/** Half and four fifths of what base sustains. Not all can be measured at more than that. */
const fewestLoads = 2;

/** Throws if the time of a gate of two versions would be over before each copy was measured at each load. */
export function requireTimeForPairs(
  { configurations, ratesPerSecond, warmUpMs, longestMs }: Omit<GateSettings, 'base' | 'head'>,
  engines: Engines,
): void {
  const lengthsOf = (measuredMs: typeof shortestMsOf): number[] =>
    configurations.map((configuration) => warmUpMs + measuredMs(configuration, engines));
  const roundMs = copies.length * (ratesPerSecond?.length ?? fewestLoads) * sum(lengthsOf(shortestMsOf));
  const searchMs = versions * unitsPerSearch * sum(lengthsOf(glanceMsOf));
  requireTime({ searchMs, roundMs, rounds: lookPairs[0] / pairsPerBlock, of: 'pairs' }, longestMs);
}

/** Throws if the time of a gate of objectives would be over before each was measured. */
export function requireTimeForUnits({ configurations, objectives, warmUpMs, longestMs }: ObjectivesSettings): void {
  const roundMs = configurations.length * sum(loadsOf(objectives).map(({ durationMs }) => warmUpMs + durationMs));
  requireTime({ searchMs: 0, roundMs, rounds: lookPairs[0], of: 'units' }, longestMs);
}

interface Least {
  readonly searchMs: number;
  readonly roundMs: number;
  /** Up to the first look. */
  readonly rounds: number;
  readonly of: 'pairs' | 'units';
}

function requireTime({ searchMs, roundMs, rounds, of }: Least, longestMs: number): void {
  if (searchMs + roundMs <= longestMs) return;
  const toRaise = `Raise it to ${minutesOf(searchMs + rounds * roundMs)}, in which ${lookPairs[0]} ${of} fit`;
  throw new StreamBenchError({
    kind: 'input',
    where: `--max-minutes ${longestMs / 60_000}`,
    what: `to measure everything once takes ${minutesOf(searchMs + roundMs)} minutes or more`,
    remedy: `${toRaise}, or name fewer configurations or shorter intervals.`,
  });
}

/** As many as are enough. */
function minutesOf(ms: number): number {
  return Math.ceil(ms / 60_000);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
