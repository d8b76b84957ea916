import type { MeasuredPoint } from '../../results/measured-point.ts';
import { metrics } from '../../results/metrics.ts';
import { aligned, type Chart, type Line, type Span } from './chart.ts';
import { html } from './markup.ts';
import { byRate, figure, type Section, type Shown } from './section.ts';

/** Latency against the offered rate, for an experiment that offered several. */
export function frontierSection(shown: Shown): Section | undefined {
  const rated = shown.points.filter(({ offeredRate }) => offeredRate !== null);
  if (byRate(rated).length < 2) return undefined;
  const charts = ['p99Micros', 'p50Micros'].flatMap((metric) => frontierChart(shown, rated, metric));
  const about = `Medians of the units with their spread as a band. Hollow: does not keep up, so that latency only tells how long the load lasted.${crossoverLegend(shown)}`;
  if (charts.length === 0) return undefined;
  const figures = charts.map(({ chart, label }) =>
    figure(chart, `Which is the better one at which load? ${label} at each offered rate`, about),
  );
  return { title: 'Latency and load', body: html`${figures}`, charts: charts.map(({ chart }) => chart) };
}

/** What the band around a crossover is: an interval only where one has six units. */
function crossoverLegend({ result }: Shown): string {
  const { crossovers = [] } = result.sweep ?? {};
  if (crossovers.length === 0) return '';
  const bands = [
    ...(crossovers.some(({ level }) => level !== null) ? ['with the interval of that rate'] : []),
    ...(crossovers.some(({ rate, level }) => rate !== null && level === null)
      ? ['of fewer than 6 units smallest to largest']
      : []),
    ...(crossovers.some(({ rate }) => rate === null) ? ['where none is told the two rates it lies between'] : []),
  ];
  return ` Vertical: where the better configuration changes, ${bands.join(', ')}.`;
}

/** Where the better configuration changes, with the interval of the rate. */
function crossoversOf({ result }: Shown): Span[] {
  const { crossovers = [] } = result.sweep ?? {};
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
): { chart: Chart; label: string }[] {
  const groups = [...Map.groupBy(points, ({ name }) => name)].map(([name, own]) => {
    const measured = own
      .filter(({ of }) => (of(metric)?.estimate ?? null) !== null)
      .sort((left, right) => left.offeredRate! - right.offeredRate!);
    return { name, xs: measured.map(({ offeredRate }) => offeredRate!), ys: measured };
  });
  const { xs, columns } = aligned(groups.filter(({ ys }) => ys.length > 0));
  if (xs.length === 0) return [];
  const lines = groups
    .filter(({ ys }) => ys.length > 0)
    .map(({ name }, number): Line => {
      const figures = (of: 'estimate' | 'low' | 'high') =>
        columns[number].map((point) => point?.of(metric)?.[of] ?? null);
      const hollow = columns[number].map((point) => point?.of('backlogSlopeShare')?.verdict === 'no');
      return {
        name,
        look: shown.lookOf(name),
        dash: 'solid',
        marked: true,
        ys: figures('estimate'),
        lows: figures('low'),
        highs: figures('high'),
        hollow,
      };
    });
  const { label } = metrics[metric];
  const chart: Chart = {
    id: `${shown.prefix}frontier-${metric}`,
    x: { label: 'offered rate in records/s', figures: 'records per second', scale: 'log' },
    y: { label: `${label} latency`, figures: 'microseconds', scale: 'log' },
    xs,
    lines,
    spans: crossoversOf(shown),
  };
  return [{ chart, label }];
}
