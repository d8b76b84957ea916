import { microsAt, type CostCurve } from '../../results/findings/cost-curve.ts';
import { percent } from '../../results/quantity.ts';
import { median } from '../../statistics/median.ts';
import { leftOutSizes } from '../left-out-sizes.ts';
import { recordCosts } from '../record-costs.ts';
import { aligned, type Chart, type Line } from './chart.ts';
import { figure, type Section, type Shown } from './section.ts';

/** Points of the fitted curve in a factor of 10 of the size. */
const pointsPerDecade = 8;

/** What a record costs by the size of its micro-batch. */
export function costCurveSection(shown: Shown, curve: CostCurve | null): Section[] {
  if (curve === null) return [];
  const chart = chartOf(shown, curve);
  const title = 'What does a record cost? By the number of records that are committed together';
  return [{ title: 'What batching saves', body: figure(chart, title, about(curve)), charts: [chart] }];
}

function about(curve: CostCurve): string {
  const { deviation, lines } = curve;
  const sized =
    'Micro-batches of given sizes, one right after another, with all records there at once: medians of the units. ' +
    'Dotted: processing and commit apart.';
  const band = lines.length > 1 ? ', in a band from the lowest to the highest unit' : '';
  const most = deviation === null ? '' : ` No size is more than ${percent(deviation)} away from it.`;
  const line = lines.length === 0 ? '' : ` Dashed: a fixed cost and one per record, fitted to all sizes${band}.${most}`;
  const marked = ' The other marks are the configurations under their load.';
  return [`${sized}${line}${marked}`, ...leftOutSizes(curve)].join(' ');
}

/** Some ys over some xs, before they stand on the common xs. */
interface Curve extends Omit<Line, 'ys' | 'lows' | 'highs'> {
  readonly xs: readonly number[];
  readonly values: readonly { readonly y: number; readonly low?: number; readonly high?: number }[];
}

function chartOf(shown: Shown, curve: CostCurve): Chart {
  const curves = [...fitted(shown, curve), ...measured(shown, curve), ...configured(shown)];
  const { xs, columns } = aligned(curves.map(({ xs: own, values }) => ({ xs: own, ys: values })));
  return {
    id: `${shown.prefix}cost-curve`,
    x: { label: 'records that are committed together', figures: 'records', scale: 'log' },
    y: { label: 'cost of a record', figures: 'microseconds', scale: 'log' },
    xs,
    lines: curves.map(({ values, name, figure: part, look: ofLine, dash, marked }, number) => {
      const of = (bound: 'y' | 'low' | 'high') => columns[number].map((value) => positive(value?.[bound]));
      const isSpread = values.some(({ low }) => low !== undefined);
      const line = { name, ...(part !== undefined && { figure: part }), look: ofLine, dash, marked };
      return { ...line, ys: of('y'), ...(isSpread && { lows: of('low'), highs: of('high') }) };
    }),
  };
}

/** A logarithm needs a value above 0: without a sink a commit takes none. */
function positive(value: number | undefined): number | null {
  return value !== undefined && value > 0 ? value : null;
}

function fitted(shown: Shown, { points, lines }: CostCurve): Curve[] {
  if (lines.length === 0) return [];
  const decades = Math.log10(points.at(-1)!.records);
  const steps = Math.max(1, Math.round(decades * pointsPerDecade));
  const xs = Array.from({ length: steps + 1 }, (_, step) => 10 ** ((decades * step) / steps));
  const values = xs.map((records) => {
    const costs = lines.map((line) => microsAt(line, records) / records);
    return { y: median(costs)!, low: Math.min(...costs), high: Math.max(...costs) };
  });
  return [{ ...look(shown), figure: 'fitted', dash: 'dashed', marked: false, xs, values }];
}

function measured(shown: Shown, { points }: CostCurve): Curve[] {
  const xs = points.map(({ records }) => records);
  const part = (name: 'processingMicros' | 'commitMicros') =>
    points.map((point) => ({ y: point[name].estimate / point.records }));
  const whole = points.map(({ records, processingMicros, commitMicros }) => ({
    y: (processingMicros.estimate + commitMicros.estimate) / records,
  }));
  return [
    { ...look(shown), figure: 'in all', dash: 'solid', marked: true, xs, values: whole },
    { ...look(shown), figure: 'processing', dash: 'dotted', marked: false, xs, values: part('processingMicros') },
    { ...look(shown), figure: 'commit', dash: 'dotted', marked: false, xs, values: part('commitMicros') },
  ];
}

/** A look that no configuration has. */
function look({ points }: Shown): Pick<Line, 'name' | 'look'> {
  return { name: 'micro-batches of given sizes', look: new Set(points.map(({ name }) => name)).size };
}

/** A mark for each configuration, and for each rate of it. */
function configured({ points, lookOf }: Shown): Curve[] {
  const byName = Map.groupBy(recordCosts(points), ({ name }) => name);
  return [...byName].map(([name, costs]) => {
    const rising = costs.toSorted((left, right) => left.records - right.records);
    return {
      name,
      look: lookOf(name),
      dash: 'solid',
      marked: true,
      xs: rising.map(({ records }) => records),
      values: rising.map(({ micros }) => ({ y: micros.estimate })),
    };
  });
}
