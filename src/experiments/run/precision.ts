import { configurationName, isSameConfiguration, type Configuration } from '../../results/configuration.ts';
import type { RunFindings } from '../../results/findings/run.ts';
import { metrics } from '../../results/metrics.ts';
import { percent, unitCount } from '../../results/quantity.ts';
import type { Unit } from '../../results/unit.ts';
import { largerSide } from '../../statistics/larger-side.ts';
import { summarize } from '../summarize.ts';

/** When a run has enough units: the interval of a latency is narrow, for every configuration that keeps up. */
export interface Precision {
  /** A name in `metrics`. */
  readonly metric: string;
  /** From the estimate to the farther end of its interval, as a share of the estimate. */
  readonly share: number;
  /** How long the run may take in all. */
  readonly longestMs: number;
}

interface Known {
  readonly configuration: Configuration;
  /** From the estimate to the farther end of its interval, as a share; null where there is no interval yet. */
  readonly share: number | null;
  readonly units: number;
  /** Whether units that count lack the figure, because they have too few records for it. */
  readonly isOutOfReach: boolean;
}

/** The configurations that need more units. Those that fall behind need none: their latency depends on the length. */
export function tooWide(
  { metric, share }: Precision,
  configurations: readonly Configuration[],
  units: readonly Unit[],
): Configuration[] {
  const known = knownOf(metric, configurations, units);
  const wide = known.filter((of) => !of.isOutOfReach && (of.share === null || of.share > share));
  return wide.map(({ configuration }) => configuration);
}

/**
 * How well the latency is known, and where it is not well enough, what would be.
 *
 * @param isWhole false where a problem ended the run early
 */
export function precisionText(
  { metric, share, longestMs }: Precision,
  configurations: readonly Configuration[],
  units: readonly Unit[],
  isWhole: boolean,
): NonNullable<RunFindings['precision']> {
  const { label } = metrics[metric];
  const known = knownOf(metric, configurations, units);
  const evidence = known.map(({ configuration, ...of }) => `${configurationName(configuration)}: ${inWords(of)}`);
  const wide = known.filter((of) => of.share === null || of.share > share);
  const isMet = wide.length === 0 && known.length > 0;
  if (known.length === 0) {
    return { isMet, text: `The ${label} was not looked at more closely: no configuration keeps up.`, evidence };
  }
  const goal = `±${percent(share)}`;
  if (isMet) {
    const counts = known.map((of) => of.units);
    const range = spanOf(Math.min(...counts), Math.max(...counts));
    return {
      isMet,
      text: `The ${label} is known to ${goal} (95 %), from ${range} units of each configuration that may keep up.`,
      evidence,
    };
  }
  const open = wide.map((of) => `of ${configurationName(of.configuration)} ${inWords(of)}${neededFor(of, share)}`);
  const isTimeOver = isWhole && wide.some((of) => !of.isOutOfReach);
  const when = isTimeOver ? `In ${minuteText(longestMs / 60_000)}` : 'When the run ended,';
  const text = `${when} the ${label} was not known to ${goal}: ${open.join('; ')}.`;
  return { isMet, text, evidence };
}

function minuteText(minutes: number): string {
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

function knownOf(metric: string, configurations: readonly Configuration[], units: readonly Unit[]): Known[] {
  return configurations.flatMap((configuration) => {
    const rows = summarize(configuration, units);
    if (rows.find((row) => row.metric === 'backlogSlopeShare')?.verdict === 'no') return [];
    const row = rows.find((one) => one.metric === metric);
    const { estimate = null, low = null, high = null, level = null, excluded = 0 } = row ?? {};
    const own = units.filter((unit) => isSameConfiguration(unit, configuration)).length;
    const isKnown = estimate !== null && low !== null && high !== null && level !== null;
    const share = isKnown ? largerSide({ estimate, low, high }) / estimate : null;
    const counted = row?.units ?? 0;
    return [{ configuration, share, units: counted, isOutOfReach: counted === 0 && excluded < own }];
  });
}

function inWords({ share, units, isOutOfReach }: Omit<Known, 'configuration'>): string {
  if (isOutOfReach) return 'its units have too few records for it: raise --rate or --duration';
  return `${share === null ? 'it has no interval' : `it is ±${percent(share)}`}, from ${unitCount(units)}`;
}

/** The width of an interval falls with the square root of the units. */
function neededFor({ share, units }: Known, goal: number): string {
  return share === null ? '' : `, and about ${Math.ceil(units * (share / goal) ** 2)} would do`;
}

function spanOf(low: number, high: number): string {
  return low === high ? `${low}` : `${low} to ${high}`;
}
