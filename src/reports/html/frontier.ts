import type { SweepFindings } from '../../results/findings/sweep.ts';
import type { MeasuredPoint } from '../../results/measured-point.ts';
import { metrics } from '../../results/metrics.ts';
import { aligned, type Chart, type Line, type Span } from './chart.ts';
import { html } from './markup.ts';
import { byRate, figure, type Section, type Shown } from './section.ts';

/** Latency against the offered rate, where a sweep measured at several. */
export function frontierSection(shown: Shown, findings: SweepFindings): Section[] {
  const rated = shown.points.filter(({ offeredRate }) => offeredRate !== null);
  if (byRate(rated).length < 2) return [];
  const charts = ['p99Micros', 'p50Micros'].flatMap((metric) => frontierChart(shown, rated, metric, findings));
  if (charts.length === 0) return [];
  const about =
    'Medians of the units with their spread as a band. Hollow: not shown to keep up, so that latency may only show ' +
    `how long the load lasted.${crossoverLegend(findings)}`;
  const figures = charts.map(({ chart, label }) =>
    figure(chart, `Which configuration is best at which load? ${label} at each offered rate`, about),
  );
  return [{ title: 'Latency and load', body: html`${figures}`, charts: charts.map(({ chart }) => chart) }];
}

/** What the bands around the crossovers are: an interval needs six units. */
function crossoverLegend({ crossovers }: SweepFindings): string {
  if (crossovers.length === 0) return '';
  const isOfFew = crossovers.some(({ rate, level }) => rate !== null && level === null);
  const bands = [
    ...(crossovers.some(({ level }) => level !== null) ? ['with the interval of that rate'] : []),
    ...(isOfFew ? ['of fewer than 6 units smallest to largest'] : []),
    ...(crossovers.some(({ rate }) => rate === null) ? ['where it is inconclusive the two rates it lies between'] : []),
  ];
  return ` Vertical: where the best configuration changes, ${bands.join(', ')}.`;
}

/** The rates at which the best configuration changes, with their intervals. */
function spansOf({ crossovers }: SweepFindings): Span[] {
  return crossovers.map(({ below, above, rate, low, high }) => ({
    left: below,
    right: above ?? 'none keeps up',
    at: rate,
    from: low,
    to: high,
  }));
}

function frontierChart(
  shown: Shown,
  points: readonly MeasuredPoint[],
  metric: string,
  findings: SweepFindings,
): { chart: Chart; label: string }[] {
  const groups = [...Map.groupBy(points, ({ name }) => name)]
    .map(([name, own]) => {
      const measured = own
        .filter(({ of }) => (of(metric)?.estimate ?? null) !== null)
        .sort((left, right) => left.offeredRate! - right.offeredRate!);
      return { name, xs: measured.map(({ offeredRate }) => offeredRate!), ys: measured };
    })
    .filter(({ ys }) => ys.length > 0);
  const { xs, columns } = aligned(groups);
  if (xs.length === 0) return [];
  const { label } = metrics[metric];
  const chart: Chart = {
    id: `${shown.prefix}frontier-${metric}`,
    x: { label: 'offered rate in records/s', figures: 'records per second', scale: 'log' },
    y: { label: `${label} latency`, figures: 'microseconds', scale: 'log' },
    xs,
    lines: groups.map(({ name }, number) => lineOf(name, shown.lookOf(name), columns[number], metric)),
    spans: spansOf(findings),
  };
  return [{ chart, label }];
}

/** `column`: the points of the configuration, null at rates without one. */
function lineOf(name: string, look: number, column: readonly (MeasuredPoint | null)[], metric: string): Line {
  const figures = (of: 'estimate' | 'low' | 'high') => column.map((point) => point?.of(metric)?.[of] ?? null);
  return {
    name,
    look,
    dash: 'solid',
    marked: true,
    ys: figures('estimate'),
    lows: figures('low'),
    highs: figures('high'),
    hollow: column.map((point) => point !== null && point.of('backlogSlopeShare')?.verdict !== 'yes'),
  };
}
