import type { CostCurve } from '../results/findings/cost-curve.ts';
import type { MeasuredPoint } from '../results/measured-point.ts';
import { roundThousands } from '../results/quantity.ts';
import { leftOutSizes } from './left-out-sizes.ts';
import { logChart, markOf } from './log-chart.ts';
import { paragraph } from './paragraph.ts';
import { recordCosts } from './record-costs.ts';

const curveMark = '·';

/**
 * What a record costs against the records of a micro-batch, with the configurations marked, as lines of text: a head,
 * the chart, and whose marks these are.
 */
export function costCurveChart(measured: CostCurve, points: readonly MeasuredPoint[]): string[] {
  const { points: sizes } = measured;
  const curve = sizes.map(({ records, processingMicros, commitMicros }) => ({
    x: records,
    yMicros: (processingMicros.estimate + commitMicros.estimate) / records,
    mark: curveMark,
  }));
  const costs = recordCosts(points);
  const largest = sizes.at(-1)!.records;
  // Slow pipelines leave no time for large sizes, and configurations may have larger ones.
  const beyond = new Set(costs.map(({ records }) => Math.round(records)).filter((records) => records > largest));
  const xs = [...sizes.map(({ records }) => records), ...[...beyond].sort((left, right) => left - right)];
  const marked = costs.map(({ records, micros }, index) => ({
    x: nearest(xs, records),
    yMicros: micros.estimate,
    mark: markOf(index),
  }));
  const drawn = [...curve, ...marked].filter(({ yMicros }) => yMicros > 0);
  const legend = costs.map(({ name }, index) => `${markOf(index)} ${name}`);
  return [
    'What a record costs, by the number of records that are committed together:',
    ...logChart(drawn, { xs, show: (x) => (beyond.has(x) ? roundThousands(x) : decade(x)) }),
    paragraph(
      [[`${curveMark} sizes measured by themselves`, ...legend].join(', '), ...leftOutSizes(measured)].join('. '),
    ),
  ];
}

/** Only powers of 10 are written. */
function decade(records: number): string {
  return Number.isInteger(Math.log10(records)) ? roundThousands(records) : '';
}

/** In logarithms. */
function nearest(xs: readonly number[], value: number): number {
  const distance = (x: number): number => Math.abs(Math.log(x / value));
  return xs.reduce((best, x) => (distance(x) < distance(best) ? x : best));
}
