import { configurationName } from '../../results/configuration.ts';
import { micros, percent, perSecond } from '../../results/quantity.ts';
import type { Capacity } from '../../results/findings/capacity.ts';
import type { Sentence } from '../../results/schema-parts.ts';
import { median } from '../../statistics/median.ts';
import type { Threshold } from '../../statistics/threshold.ts';
import type { Line } from '../../statistics/weighted-line.ts';
import { isBlind, lineOf, type Probe } from './capacity-criteria.ts';
import type { CapacitySearch } from './capacity-search.ts';
import type { Objective } from '../objective.ts';
import { costOf } from './own-capacity.ts';
import type { Configuration } from '../settings.ts';
import { hasTooManyExcluded } from '../reservation.ts';
import { growthOf } from '../summarize.ts';

/** Above this share of the time, measuring itself limits. */
const maxHarnessShare = 0.05;
/** The objective limits where it takes off more than this of what could be kept up with. */
const objectiveShare = 0.98;

/** What the search of one configuration found, with its evidence. */
export function capacityOf(
  configuration: Configuration,
  search: CapacitySearch,
  objective: Objective | null,
): Capacity {
  const { threshold, counted, none, probes } = search;
  const { executor, intervalMs, commit } = configuration;
  const harnessShare = median(counted.map(({ run }) => run.harnessShare ?? 0)) ?? 0;
  return {
    executor,
    intervalMs,
    commit,
    guarantee: probes[0].run.guarantee,
    objective: objective?.text ?? null,
    verdict: none !== undefined ? 'no' : isConclusive(threshold, probes) ? 'yes' : 'inconclusive',
    estimate: threshold?.estimate ?? null,
    low: threshold?.low ?? null,
    high: threshold?.high ?? null,
    level: threshold?.level ?? null,
    method: threshold?.method ?? (none === undefined ? 'no unit that counts' : 'no rate that is sustained'),
    units: threshold?.units ?? 0,
    limitedBy:
      threshold === null
        ? none === undefined
          ? 'unknown'
          : limitWithout(none, objective)
        : limitOf(configuration, search, threshold, objective),
    harnessLimited: harnessShare > maxHarnessShare,
    evidence:
      none === undefined
        ? evidenceOf(configuration, search, threshold, objective, harnessShare)
        : [none, ...excludedUnits(probes)],
  };
}

function isConclusive(threshold: Threshold | null, probes: readonly Probe[]): boolean {
  const counting = probes.filter(({ counts }) => counts).map(({ run }) => run);
  return threshold !== null && threshold.level !== null && !hasTooManyExcluded(counting);
}

function limitWithout(none: string, objective: Objective | null): string {
  return objective !== null && none.startsWith(objective.text) ? objective.text : 'interval';
}

function limitOf(
  configuration: Configuration,
  search: CapacitySearch,
  { estimate }: Threshold,
  objective: Objective | null,
): string {
  const { counted, probes, keepingUp } = search;
  if (objective !== null && estimate < objectiveShare * keepingUp!.estimate) return objective.text;
  if (probes.some((probe) => isBlind(probe, probes, { ...configuration, objective }))) return 'committing thread';
  const { processing, commit } = partsOf(counted);
  const part = processing >= commit ? 'processing' : 'commit';
  return (configuration.intervalMs ?? 0) > 0 ? `interval, ${part}` : part;
}

/** Median shares of the busy time. */
function partsOf(units: readonly Probe[]): { readonly processing: number; readonly commit: number } {
  const shares = units.map(({ run }) => {
    const { meanProcessingMicros, meanCommitMicros } = run.invocations;
    return meanCommitMicros! / (meanProcessingMicros! + meanCommitMicros! || 1);
  });
  const commit = median(shares) ?? 0;
  return { processing: 1 - commit, commit };
}

function evidenceOf(
  configuration: Configuration,
  search: CapacitySearch,
  threshold: Threshold | null,
  objective: Objective | null,
  harnessShare: number,
): string[] {
  const { counted, probes } = search;
  if (threshold === null) return [`${probes.length} units, of which none counts`, ...excludedUnits(probes)];
  return [
    verdicts(counted, threshold.estimate, configuration, lineOf(probes, configuration)),
    costs(configuration, counted, probes),
    ...(objective === null ? [] : [latencies(counted, objective)]),
    ...((configuration.intervalMs ?? 0) > 0 ? catchingUp(probes, configuration) : []),
    `measuring took ${percent(harnessShare)} of the time`,
    ...excludedUnits(probes),
  ];
}

/** `below it (9,800 to 9,900 records/s) 4 units kept up: their backlog grew by …; above it (10,100 records/s) 2 units did not keep up: …`. */
function verdicts(units: readonly Probe[], estimate: number, { intervalMs }: Configuration, line: Line): string {
  const told = (intervalMs ?? 0) > 0 ? (some: readonly Probe[]): string => lengths(some, intervalMs!, line) : growth;
  const [below, above] = [
    units.filter(({ ratePerSecond }) => ratePerSecond <= estimate),
    units.filter(({ ratePerSecond }) => ratePerSecond > estimate),
  ];
  return [sideOf('below', below, told), sideOf('above', above, told)].filter((side) => side !== undefined).join('; ');
}

function sideOf(name: string, units: readonly Probe[], told: (units: readonly Probe[]) => string): string | undefined {
  if (units.length === 0) return undefined;
  const rates = units.map(({ ratePerSecond }) => ratePerSecond);
  const [from, to] = [perSecond(Math.min(...rates)), perSecond(Math.max(...rates))];
  return `${name} it (${from === to ? from : `${from} to ${to}`} records/s) ${told(units)}`;
}

const standing = { yes: 'kept up', no: 'did not keep up', inconclusive: 'too close to tell' };

/** Each is too short to tell by itself, so they do together. */
function growth(units: readonly Probe[]): string {
  const { estimate, low, high, verdict } = growthOf(units.map(({ run }) => run));
  const of = units.length === 1 ? '1 unit' : `${units.length} units`;
  if (estimate === null) return `${of} ${standing[verdict!]}`;
  const bounds = low === null || high === null ? '' : ` (${percent(low)} to ${percent(high)})`;
  return `${of} ${standing[verdict!]}: the backlog grew by ${percent(estimate)} of the rate${bounds}`;
}

/** Of units too short for a verdict of their own, and whose first and last micro-batches have fewer records than the others. */
function lengths(units: readonly Probe[], intervalMs: number, { intercept, slope }: Line): string {
  const shares = units.map(({ ratePerSecond, run }) => {
    const cost = costOf(run)!;
    const slowness = cost.micros / (intercept + slope * cost.records);
    return ((intercept + (slope * ratePerSecond * intervalMs) / 1000) * slowness) / (intervalMs * 1000);
  });
  const [least, most] = [percent(Math.min(...shares)), percent(Math.max(...shares))];
  return `micro-batches take ${least === most ? least : `${least} to ${most}`} of their interval`;
}

function costs({ intervalMs }: Configuration, units: readonly Probe[], probes: readonly Probe[]): string {
  const { processing, commit } = partsOf(units);
  const shares = `processing ${percent(processing)}, commit ${percent(commit)}`;
  if (intervalMs === null)
    return `an invocation of one record takes ${micros(median(units.map(({ run }) => costOf(run)!.micros))!)}: ${shares}`;
  const { intercept, slope } = lineOf(probes, { intervalMs });
  return `a micro-batch of n records takes ${micros(intercept)} + ${slope.toPrecision(3)} µs · n: ${shares}`;
}

function latencies(units: readonly Probe[], { percentile }: Objective): string {
  const values = units.map(({ run }) => run.latencyMicros![percentile]!);
  return `${percentile === 'p999' ? 'p99.9' : percentile} ${micros(Math.min(...values))} to ${micros(Math.max(...values))} at these rates`;
}

/** Beyond the capacity of its triggers a micro-batch is late, but stable up to 1/b. */
function catchingUp(probes: readonly Probe[], configuration: Configuration): string[] {
  const { intercept, slope } = lineOf(probes, configuration);
  return intercept > 0
    ? [`late but stable, with micro-batches longer than the interval, up to ${perSecond(1e6 / slope)} records/s`]
    : [];
}

function excludedUnits(probes: readonly Probe[]): string[] {
  const excluded = probes.filter(({ run }) => run.status !== 'valid').length;
  return excluded === 0 ? [] : [`${excluded} of ${probes.length} units not counted`];
}

/** Which configuration sustains most, by how much, and with what certainty. */
export function recommendCapacity(found: readonly Capacity[]): Sentence {
  const ranked = found.filter(isFound).toSorted((left, right) => right.estimate - left.estimate);
  const evidence = found.map((one) => `${configurationName(one)}: ${one.evidence.join('; ')}`);
  const [best, ...others] = ranked;
  const objective = found.find((one) => one.objective !== null)?.objective ?? null;
  const under = objective === null ? '' : ` with ${objective}`;
  if (best === undefined) {
    const sure = found.length > 0 && found.every(({ verdict }) => verdict === 'no');
    return {
      text: sure ? `None of these sustains any rate${under}.` : `No sustainable throughput was found: no unit counts.`,
      evidence,
    };
  }
  const worst = others.at(-1);
  const rate = `${perSecond(best.estimate)} records/s (${perSecond(best.low)} to ${perSecond(best.high)})`;
  const most =
    worst === undefined
      ? `${configurationName(best)} sustains ${rate}${under}`
      : `${configurationName(best)} sustains the most${under}: ${rate}, ${comparison(best, worst)}`;
  return { text: `${most}. ${reservations(found)}`.trim(), evidence };
}

type Found = Capacity & { readonly estimate: number; readonly low: number; readonly high: number };

function isFound(one: Capacity): one is Found {
  return one.estimate !== null && one.low !== null && one.high !== null;
}

function comparison(best: Found, worst: Found): string {
  const than = `${configurationName(worst)}, ${perSecond(worst.estimate)} (${perSecond(worst.low)} to ${perSecond(worst.high)})`;
  const guarantee =
    best.guarantee === worst.guarantee ? '' : `; their guarantees differ: ${best.guarantee} against ${worst.guarantee}`;
  if (worst.high >= best.low) return `not to be told from ${than}${guarantee}`;
  const [least, most] = [best.low / worst.high, best.high / worst.low];
  return `${factor(best.estimate / worst.estimate)} times (${factor(least)} to ${factor(most)}) that of ${than}${guarantee}`;
}

function factor(value: number): string {
  return value >= 9.95 ? Math.round(value).toLocaleString('en') : value.toPrecision(2);
}

function reservations(found: readonly Capacity[]): string {
  const doubtful = found.filter(({ verdict }) => verdict === 'inconclusive');
  const measuring = found.filter(({ harnessLimited }) => harnessLimited);
  return [
    doubtful.length > 0 && `Inconclusive: ${names(doubtful)}; too few units count.`,
    measuring.length > 0 && `Limited by the measuring itself: ${names(measuring)}.`,
  ]
    .filter((part) => part !== false)
    .join(' ');
}

function names(some: readonly Capacity[]): string {
  return some.map(configurationName).join(', ');
}
