import { recommend } from '../../src/experiments/run/recommend.ts';
import { spreadOver } from '../../src/experiments/sweep/running-cost.ts';
import { growthOf, summarize } from '../../src/experiments/summarize.ts';
import { capacityText } from '../../src/reports/capacity-text.ts';
import { jobMemory } from '../../src/reports/job-costs.ts';
import { plain, markdownTable } from '../../src/reports/markdown.ts';
import { configurationName } from '../../src/results/configuration.ts';
import { counts, type FigureName } from '../../src/results/exclusion.ts';
import { measuredPoints, type MeasuredPoint } from '../../src/results/measured-point.ts';
import { metrics } from '../../src/results/metrics.ts';
import { perSecond, processorSeconds } from '../../src/results/quantity.ts';
import type { Result } from '../../src/results/result.ts';
import type { Unit } from '../../src/results/unit.ts';
import { median } from '../../src/statistics/median.ts';

const figures = { p50: 'p50', p90: 'p90', p99: 'p99', max: 'distribution' } as const satisfies Record<
  string,
  FigureName
>;

/** What a run says first, and a row for each configuration. */
export function latencyTable(result: Result): string {
  const { workload, load } = result.experiment;
  const isParallel = result.units.some(({ parallelism }) => parallelism !== undefined);
  const title = `## ${workload} at ${perSecond(load.rate!)} records/s${isParallel ? ', in several processes' : ''}`;
  const head = ['engine and mode', 'p50', 'p90', 'p99', 'max', 'records/s', 'cost', 'memory', 'keeps up', 'units'];
  const points = measuredPoints(result);
  return [title, plain(answerOf(points)), markdownTable(head, points.map(rowOf))].join('\n\n');
}

export function capacityTable(result: Result): string {
  if (result.findings.kind !== 'capacity') throw new Error('not a result of stream-bench capacity');
  const rows = result.findings.capacities.map((capacity) => {
    const { estimate, low, high } = capacity;
    const range = low === null || high === null ? '–' : `${perSecond(low)} to ${perSecond(high)}`;
    const rate = estimate === null ? capacityText(capacity) : perSecond(estimate);
    return [plain(configurationName(capacity)), rate, range];
  });
  const title = `## Capacity on ${result.experiment.workload}, in records/s`;
  const answer = plain(result.recommendation?.text ?? 'Nothing was recommended.');
  return [title, answer, markdownTable(['engine and mode', 'capacity', 'range'], rows)].join('\n\n');
}

/** In the words of today, whenever it was measured. */
function answerOf(points: readonly MeasuredPoint[]): string {
  const [configurations, units] = [points.map((point) => point.configuration), points.flatMap((point) => point.units)];
  const summary = configurations.flatMap((configuration) => summarize(configuration, units));
  return recommend(configurations, summary, units).text;
}

function rowOf({ configuration, name, units }: MeasuredPoint): string[] {
  const latencies = (Object.keys(figures) as (keyof typeof figures)[]).map((figure) => latencyOf(units, figure));
  const { figure, read } = metrics['processorMicros'];
  const cost = spreadOver(units, figure, read);
  const label = configuration.engine === 'local' ? `local ${name}` : name;
  const counted = units.filter((unit) => counts(unit, 'p50')).length;
  return [
    plain(label),
    ...latencies,
    rateOf(units),
    cost === null ? '–' : processorSeconds(cost.estimate),
    (configuration.engine === 'local' ? null : jobMemory(units)) ?? '–',
    growthOf(units).verdict ?? '–',
    `${counted} of ${units.length}`,
  ];
}

/** What it got through. */
function rateOf(units: readonly Unit[]): string {
  const { figure, read } = metrics['throughput'];
  const rates = units.filter((unit) => counts(unit, figure)).flatMap((unit) => read(unit) ?? []);
  return rates.length === 0 ? '–' : perSecond(median(rates)!);
}

function latencyOf(units: readonly Unit[], figure: keyof typeof figures): string {
  const values = units
    .filter((unit) => counts(unit, figures[figure]))
    .flatMap(({ latencyMicros }) => latencyMicros?.[figure] ?? []);
  if (values.length === 0) return '–';
  const range = values.length === 1 ? '' : ` (${ms(Math.min(...values))} to ${ms(Math.max(...values))})`;
  return `${ms(median(values)!)}${range}`;
}

function ms(micros: number): string {
  const value = micros / 1000;
  return value >= 99.5 ? perSecond(value) : value.toPrecision(2);
}
