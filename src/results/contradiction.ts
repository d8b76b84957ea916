import { median } from '../statistics/median.ts';
import { configurationName } from './configuration-name.ts';
import { pointKey } from './measured-point.ts';
import { durableMetrics, metrics } from './metrics.ts';
import type { LatencyFigures, Result, Run, Summary } from './result.ts';

/** Figures are written in full, so that only another order of the same sums can make a difference. */
const rounding = 1e-9;

/** What an experiment of a kind has found, beside its runs. */
const findingsOf: Readonly<Partial<Record<Result['experiment']['kind'], 'capacity' | 'sweep' | 'recovery'>>> = { capacity: 'capacity', sweep: 'sweep', recover: 'recovery' };

/** The first place where parts of the document contradict each other, as they do when it was edited by hand; in words. */
export function contradiction(result: Result): string | undefined {
  const missing = findingsOf[result.experiment.kind];
  if (missing !== undefined && result[missing] === undefined) return `experiment.kind is ${result.experiment.kind}, but there is no ${missing}`;
  return [...result.runs.entries()].flatMap(([index, run]) => inRun(`runs[${index}]`, run, result))[0] ?? inSummary(result) ?? inCrossovers(result);
}

function inRun(place: string, run: Run, { sameAnswer }: Result): string[] {
  const { status, reasons, output } = run;
  const found = latenciesOf(run).flatMap(([name, figures]) => inLatency(`${place}.${name}`, figures));
  if (run.splitMicros !== null && run.latencyMicros?.mean !== undefined && !isNear(sumOf(run.splitMicros), run.latencyMicros.mean, 1e-6)) {
    found.push(`${place}.splitMicros does not add up to ${place}.latencyMicros.mean`);
  }
  if (status === 'valid' && reasons.length > 0) found.push(`${place}.status is valid, although it has reasons not to be`);
  if (status !== 'valid' && reasons.length === 0) found.push(`${place}.status is ${status}, without a reason`);
  if (sameAnswer.equal && sameAnswer.digest !== null && status === 'valid' && output !== null && output.digest !== sameAnswer.digest) {
    found.push(`${place}.output.digest is not sameAnswer.digest, although sameAnswer.equal is true`);
  }
  return found;
}

function latenciesOf(run: Run): [string, LatencyFigures][] {
  return Object.entries(run).filter((entry): entry is [string, LatencyFigures] => entry[0].endsWith('atencyMicros') && entry[1] !== null);
}

/** Percentiles rise. */
function inLatency(place: string, figures: LatencyFigures): string[] {
  const names = (['p50', 'p90', 'p99', 'p999', 'max'] as const).filter((name) => figures[name] !== null);
  return names.slice(1).flatMap((name, before) => {
    const lower = names[before];
    return figures[lower]! <= figures[name]! ? [] : [`${place}.${lower} is above ${place}.${name}`];
  });
}

function inSummary({ runs, summary }: Result): string | undefined {
  const runsOf = Map.groupBy(runs, pointKey);
  const seen = new Set<string>();
  for (const [index, row] of summary.entries()) {
    const found = inRow(`summary[${index}]`, row, runsOf.get(pointKey(row)) ?? []);
    if (found !== undefined) return found;
    const key = `${pointKey(row)} ${row.metric}`;
    if (seen.has(key)) return `summary[${index}] is there twice: ${row.metric} of ${configurationName(row)}`;
    seen.add(key);
  }
  return undefined;
}

function inRow(place: string, row: Summary, own: readonly Run[]): string | undefined {
  if (own.length === 0) return `${place} is about ${configurationName(row)}, of which there is no run`;
  const valid = own.filter(({ status }) => status === 'valid');
  if (row.excluded !== own.length - valid.length) return `${place}.excluded is ${row.excluded}, but ${own.length - valid.length} of its runs are not valid`;
  const metric = metrics[row.metric] ?? durableMetrics[row.metric];
  if (metric === undefined) return undefined;
  const values = valid.map(metric.read).filter((value) => value !== null);
  if (row.units !== values.length) return `${place}.units is ${row.units}, but ${values.length} of its runs have the figure`;
  if (!isNear(row.estimate, median(values))) return `${place}.estimate is ${row.estimate}, but the median of its runs is ${median(values)}`;
  return row.low! <= row.estimate! && row.estimate! <= row.high! ? undefined : `${place}.estimate is not between its low and high`;
}

/** A rate lies within its bounds, whether they are an interval or smallest to largest; without a rate nothing has a confidence. */
function inCrossovers({ sweep }: Result): string | undefined {
  for (const [index, { rate, low, high, level }] of (sweep?.crossovers ?? []).entries()) {
    const place = `sweep.crossovers[${index}]`;
    if (low > high) return `${place}.low is above its high`;
    if (rate === null && level !== null) return `${place}.level is ${level}, although there is no rate`;
    if (rate !== null && !(low <= rate && rate <= high)) return `${place}.rate is not between its low and high`;
  }
  return undefined;
}

function sumOf(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((sum, part) => sum + part, 0);
}

function isNear(left: number | null, right: number | null, tolerance = rounding): boolean {
  if (left === null || right === null) return left === right;
  return Math.abs(left - right) <= tolerance * Math.max(Math.abs(left), Math.abs(right));
}
