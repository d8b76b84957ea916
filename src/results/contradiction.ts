import { median } from '../statistics/median.ts';
import { configurationKey, configurationName, isOwnJob } from './configuration.ts';
import { counts, isFailed } from './exclusion.ts';
import type { CapacityFindings } from './findings/capacity.ts';
import type { Findings } from './findings/findings.ts';
import type { GateFindings } from './findings/gate.ts';
import type { RecoverFindings } from './findings/recover.ts';
import type { RunFindings } from './findings/run.ts';
import type { SweepFindings } from './findings/sweep.ts';
import { pointKey } from './measured-point.ts';
import { metricNamed } from './metrics.ts';
import type { Result } from './result.ts';
import type { Summary } from './summary.ts';
import type { LatencyFigures, Unit } from './unit.ts';

/** Figures are written in full, so only another order of summation can make a difference. */
const rounding = 1e-9;

/** Describes the first place where parts of the document contradict each other, as after an edit by hand. */
export function contradiction(result: Result): string | undefined {
  const inUnits = result.units.flatMap((unit, index) => inUnit(`units[${index}]`, unit, result));
  return inUnits[0] ?? inNames(result) ?? inSummary(result) ?? inFindings(result.findings);
}

/** Reports and findings identify configurations by their names. */
function inNames({ units }: Result): string | undefined {
  const byName = Map.groupBy(units, configurationName);
  return firstOf([...byName], ([name, own]) => {
    const keys = new Set(own.map(configurationKey));
    return keys.size === 1 ? undefined : `units are of ${keys.size} configurations that are all called ${name}`;
  });
}

function inUnit(place: string, unit: Unit, { sameAnswer }: Result): string[] {
  const found = latenciesOf(unit).flatMap(([name, figures]) => inLatency(`${place}.${name}`, figures));
  const { local, latencyMicros } = unit;
  const splitMicros = local?.splitMicros ?? null;
  const mean = latencyMicros?.mean;
  if (splitMicros !== null && mean !== undefined && !isNear(sumOf(splitMicros), mean, 1e-6)) {
    found.push(`${place}.local.splitMicros does not add up to ${place}.latencyMicros.mean`);
  }
  return [...found, ...inLateRecords(place, unit.records), ...inAnswer(place, unit, sameAnswer)];
}

/** Late records are some of the measured ones, and each is late at least once. */
function inLateRecords(place: string, { measured, late, lateAdditions }: Unit['records']): string[] {
  if (late !== null && late > measured) return [`${place}.records.late is above ${place}.records.measured`];
  if (late === null || lateAdditions === null || late <= lateAdditions) return [];
  return [`${place}.records.late is above ${place}.records.lateAdditions`];
}

/** Compares the ordered digests where both exist, else the unordered ones. */
function inAnswer(place: string, unit: Unit, sameAnswer: Result['sameAnswer']): string[] {
  const { output } = unit;
  if (!sameAnswer.equal || isFailed(unit) || output === null || isOwnJob(unit)) return [];
  const name = output.digest === null || sameAnswer.digest === null ? 'unorderedDigest' : 'digest';
  if (sameAnswer[name] === null || output[name] === sameAnswer[name]) return [];
  return [`${place}.output.${name} is not sameAnswer.${name}, although sameAnswer.equal is true`];
}

function latenciesOf(unit: Unit): [string, LatencyFigures][] {
  const all = { ...unit, ...unit.local };
  return Object.entries(all).filter(
    (entry): entry is [string, LatencyFigures] => entry[0].endsWith('atencyMicros') && entry[1] !== null,
  );
}

/** A higher percentile is not below a lower one. */
function inLatency(place: string, figures: LatencyFigures): string[] {
  const names = (['p50', 'p90', 'p99', 'p999', 'max'] as const).filter((name) => figures[name] !== null);
  return names.slice(1).flatMap((name, before) => {
    const lower = names[before];
    return figures[lower]! <= figures[name]! ? [] : [`${place}.${lower} is above ${place}.${name}`];
  });
}

function inSummary({ units, summary }: Result): string | undefined {
  const unitsOf = Map.groupBy(units, pointKey);
  const seen = new Set<string>();
  for (const [index, row] of summary.entries()) {
    const found = inRow(`summary[${index}]`, row, unitsOf.get(pointKey(row)) ?? []);
    if (found !== undefined) return found;
    const key = `${pointKey(row)} ${row.metric}`;
    if (seen.has(key)) return `summary[${index}] is there twice: ${row.metric} of ${configurationName(row)}`;
    seen.add(key);
  }
  return undefined;
}

function inRow(place: string, row: Summary, own: readonly Unit[]): string | undefined {
  if (own.length === 0) return `${place} is about ${configurationName(row)}, of which there is no unit`;
  const metric = metricNamed(row.metric);
  const counted = own.filter((unit) => counts(unit, metric?.figure ?? 'keepsUp'));
  const excluded = own.length - counted.length;
  if (row.excluded !== excluded) return `${place}.excluded is ${row.excluded}, but it is ${excluded} of its units`;
  if (metric === undefined) return undefined;
  const values = counted.map(metric.read).filter((value) => value !== null);
  if (row.units !== values.length) {
    return `${place}.units is ${row.units}, but ${values.length} of its units have the figure`;
  }
  if (!isNear(row.estimate, median(values))) {
    return `${place}.estimate is ${row.estimate}, but the median of its units is ${median(values)}`;
  }
  return inSpread(place, row);
}

/** The checks for the findings of each kind of experiment. */
function inFindings(findings: Findings): string | undefined {
  switch (findings.kind) {
    case 'run':
      return inCostCurve(findings);
    case 'recover':
      return inRecoveries(findings);
    case 'gate':
      return inGate(findings);
    case 'capacity':
      return inCapacities(findings);
    case 'sweep':
      return inCrossovers(findings) ?? inCostCurve(findings);
  }
}

function inCostCurve({ costCurve }: RunFindings | SweepFindings): string | undefined {
  return firstOf(costCurve?.points ?? [], (point, index) =>
    firstOf(['processingMicros', 'commitMicros'] as const, (part) =>
      inSpread(`findings.costCurve.points[${index}].${part}`, point[part]),
    ),
  );
}

function inCapacities({ capacities }: CapacityFindings): string | undefined {
  return firstOf(capacities, (capacity, index) => inSpread(`findings.capacities[${index}]`, capacity));
}

function inRecoveries({ configurations }: RecoverFindings): string | undefined {
  return firstOf(configurations, (configuration, index) =>
    firstOf(['worstMicros', 'drainMicros', 'expectedWorstMicros', 'expectedDrainMicros'] as const, (name) =>
      inSpread(`findings.configurations[${index}].${name}`, configuration[name]),
    ),
  );
}

/** A change lies within its bounds, and a verdict has pairs to rest on. */
function inGate({ figures, objectives }: GateFindings): string | undefined {
  const inObjectives = firstOf(objectives, (one, index) => inSpread(`findings.objectives[${index}]`, one));
  return (
    inObjectives ??
    firstOf(figures, ({ change, low, high, verdict, pairs }, index) => {
      const place = `findings.figures[${index}]`;
      if (verdict !== 'inconclusive' && pairs === 0)
        return `${place}.verdict is ${verdict}, although there are no pairs`;
      return inSpread(place, { estimate: change, low, high }, 'change');
    })
  );
}

type Spread = Readonly<Record<'low' | 'estimate' | 'high', number | null>>;

/** An estimate lies within its bounds. */
function inSpread(place: string, { low, estimate, high }: Spread, name = 'estimate'): string | undefined {
  if (estimate === null || low === null || high === null) return undefined;
  return low <= estimate && estimate <= high ? undefined : `${place}.${name} is not between its low and high`;
}

function firstOf<Item>(items: readonly Item[], check: (item: Item, index: number) => string | undefined) {
  return items.map(check).find((found) => found !== undefined);
}

/** A rate lies within its bounds. Without a rate there is no level. */
function inCrossovers({ crossovers }: SweepFindings): string | undefined {
  for (const [index, { rate, low, high, level }] of crossovers.entries()) {
    const place = `findings.crossovers[${index}]`;
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
