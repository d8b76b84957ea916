import { jobCost } from '../../src/reports/job-costs.ts';
import { plain, markdownTable } from '../../src/reports/markdown.ts';
import { configurationName } from '../../src/results/configuration.ts';
import { counts, type FigureName } from '../../src/results/exclusion.ts';
import { measuredPoints, type MeasuredPoint } from '../../src/results/measured-point.ts';
import { perSecond } from '../../src/results/quantity.ts';
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
  const head = ['engine and mode', 'p50', 'p90', 'p99', 'max', 'cost', 'memory', 'keeps up', 'units'];
  return [title, answerOf(result), markdownTable(head, measuredPoints(result).map(rowOf))].join('\n\n');
}

export function capacityTable(result: Result): string {
  if (result.findings.kind !== 'capacity') throw new Error('not a result of stream-bench capacity');
  const rows = result.findings.capacities.map((capacity) => {
    const { estimate, low, high } = capacity;
    const range = low === null || high === null ? '–' : `${perSecond(low)} to ${perSecond(high)}`;
    return [plain(configurationName(capacity)), estimate === null ? '–' : perSecond(estimate), range];
  });
  const title = `## Capacity on ${result.experiment.workload}, in records/s`;
  return [title, answerOf(result), markdownTable(['engine and mode', 'capacity', 'range'], rows)].join('\n\n');
}

function answerOf({ recommendation }: Result): string {
  return plain(recommendation?.text ?? 'Nothing was recommended.');
}

function rowOf({ configuration, name, units }: MeasuredPoint): string[] {
  const latencies = (Object.keys(figures) as (keyof typeof figures)[]).map((figure) => latencyOf(units, figure));
  const cost = configuration.engine === 'local' ? { processorTime: null, memory: null } : jobCost(units);
  const label = configuration.engine === 'local' ? `local ${name}` : name;
  const keeping = new Set(units.map(({ keepsUp }) => keepsUp));
  const counted = units.filter((unit) => counts(unit, 'p50')).length;
  return [
    plain(label),
    ...latencies,
    cost.processorTime ?? '–',
    cost.memory ?? '–',
    [...keeping].join(', '),
    `${counted} of ${units.length}`,
  ];
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
