import { markdownTable } from '../../src/reports/markdown.ts';
import { counts } from '../../src/results/exclusion.ts';
import { measuredPoints, type MeasuredPoint } from '../../src/results/measured-point.ts';
import { micros, percent, perSecond } from '../../src/results/quantity.ts';
import type { Result } from '../../src/results/result.ts';
import { median } from '../../src/statistics/median.ts';

const heads = ['micro-batches', 'p50', 'p99', 'p99.9', 'busy for a record', 'busy', 'records', 'keeps up'];

/** One load into one sink: a row for each way to start micro-batches. */
export function batchingTable(result: Result): string {
  const { load, sync } = result.experiment;
  const title = `## ${load.shape}, ${perSecond(load.rate!)} records/s in the mean, synchronous ${sync}`;
  return `${title}\n\n${markdownTable(heads, measuredPoints(result).map(rowOf))}`;
}

function rowOf({ name, units, of }: MeasuredPoint): string[] {
  const known = (metric: string, show: (value: number) => string): string => {
    const estimate = of(metric)?.estimate ?? null;
    return estimate === null ? '–' : show(estimate);
  };
  const counted = units.filter((unit) => counts(unit, 'busy')).flatMap(({ local }) => local ?? []);
  const busyNanos = median(
    counted.map(({ busyNanosPerRecord }) => busyNanosPerRecord).filter((nanos) => nanos !== null),
  );
  const records = median(counted.map(({ invocations }) => invocations.meanRecords).filter((mean) => mean !== null));
  return [
    name,
    ...['p50Micros', 'p99Micros', 'p999Micros'].map((metric) => known(metric, micros)),
    busyNanos === null ? '–' : micros(busyNanos / 1000),
    known('busyShare', percent),
    records === null ? '–' : perSecond(records),
    of('backlogSlopeShare')?.verdict ?? '–',
  ];
}
