import { decodeHistogram, type CountedRange } from '../../results/encoded-histogram.ts';
import { counts } from '../../results/exclusion.ts';
import type { MeasuredPoint } from '../../results/measured-point.ts';
import type { Unit } from '../../results/unit.ts';
import { median } from '../../statistics/median.ts';
import type { Chart, Line } from './chart.ts';
import { figure, forEachRate, type AtRate, type Section, type Shown } from './section.ts';

const pointsPerDecade = 20;

/** Latency at each percentile, on an axis that stretches the tail; from the whole histograms of the units. */
export function percentileSection(shown: Shown): Section | undefined {
  const part = forEachRate(shown, (group) => {
    const chart = percentileChart(shown, group);
    if (chart === undefined) return undefined;
    return { body: figure(chart, 'How slow are the slowest? Latency by percentile', about(chart)), charts: [chart] };
  });
  return part === undefined ? undefined : { title: 'Percentiles', ...part };
}

function about({ lines }: Chart): string {
  const has = (dash: Line['dash']): boolean => lines.some((line) => line.dash === dash);
  const solid =
    'At each percentile the median of the units, in a band from the smallest to the largest; units are not merged. ' +
    'A percentile that would rest on fewer than ten records of a unit is left out.';
  const dashed =
    ' Dashed: uncorrected, from when the system took the record up; what lies between is waiting that a closed loop ' +
    'would not see.';
  const dotted = ' Dotted: durable, until the effect survives a kill.';
  return `${solid}${has('dashed') ? dashed : ''}${has('dotted') ? dotted : ''}`;
}

function percentileChart(shown: Shown, { rate, points }: AtRate): Chart | undefined {
  const decoded = points.map((point) => ({
    point,
    latency: histogramsOf(shown, point, 'latency'),
    uncorrected: histogramsOf(shown, point, 'uncorrected'),
    durable: laterDurable(shown, point),
  }));
  const largest = Math.max(
    0,
    ...decoded.flatMap(({ latency, uncorrected }) => [...latency, ...uncorrected].map(countOf)),
  );
  const xs = grid(largest / 10);
  const lines = decoded.flatMap(({ point: { name }, latency, uncorrected, durable }): Line[] => {
    const look = shown.lookOf(name);
    return [
      curve(name, look, xs, latency),
      { ...curve(name, look, xs, uncorrected), figure: 'uncorrected', dash: 'dashed' },
      { ...curve(name, look, xs, durable), figure: 'durable', dash: 'dotted' },
    ];
  });
  const drawn = lines
    .filter(({ ys }) => ys.some((y) => y !== null))
    .map(({ lows, highs, ...line }) => (line.dash === 'solid' ? { ...line, lows, highs } : line) as Line);
  if (drawn.length === 0) return undefined;
  return {
    id: `${shown.prefix}percentiles-${rate ?? 'max'}`,
    x: { label: 'percentile of the records with an effect', figures: 'percentile', scale: 'log' },
    y: { label: 'latency', figures: 'microseconds', scale: 'log' },
    xs,
    lines: drawn,
  };
}

/** Percentiles as 1/(1 − q): 2 is p50, 10 is p90, 1000 is p99.9. */
function grid(largest: number): number[] {
  const steps = Math.max(0, Math.floor(Math.log10(Math.max(1, largest)) * pointsPerDecade + 1e-9));
  const xs = Array.from({ length: steps + 1 }, (_, step) => 10 ** (step / pointsPerDecade));
  return largest < 2 ? xs : [...new Set([...xs, 2])].sort((left, right) => left - right);
}

function histogramsOf(
  { path, result }: Shown,
  { units }: MeasuredPoint,
  latency: keyof Unit['histograms'],
): CountedRange[][] {
  return units.flatMap((unit) => {
    const text = unit.histograms[latency];
    if (!counts(unit, 'distribution') || text === null) return [];
    return [decodeHistogram(text, `${path}, units[${result.units.indexOf(unit)}].histograms.${latency}`)];
  });
}

/** None where effects are visible only when they are durable: it would be the same curve again. */
function laterDurable(shown: Shown, point: MeasuredPoint): CountedRange[][] {
  const isLater = point.units.some(({ histograms }) => histograms.durable !== histograms.latency);
  return isLater ? histogramsOf(shown, point, 'durable') : [];
}

function countOf(ranges: readonly CountedRange[]): number {
  return ranges.reduce((sum, { count }) => sum + count, 0);
}

/** At each x the median of the units, where all of them have enough records for it. */
function curve(name: string, look: number, xs: readonly number[], units: readonly CountedRange[][]): Line {
  const columns = units.map((ranges) => quantilesOf(ranges, xs));
  const at = (combine: (values: number[]) => number | null) =>
    xs.map((_, index) => {
      const values = columns.map((column) => column[index]);
      return values.length === 0 || values.includes(null) ? null : combine(values as number[]);
    });
  return {
    name,
    look,
    dash: 'solid',
    marked: false,
    ys: at(median),
    lows: at((values) => Math.min(...values)),
    highs: at((values) => Math.max(...values)),
  };
}

/** Microseconds at nearest rank, the middle of the range; null where fewer than ten records lie beyond. */
function quantilesOf(ranges: readonly CountedRange[], xs: readonly number[]): (number | null)[] {
  const count = countOf(ranges);
  let place = 0;
  let below = 0;
  return xs.map((x) => {
    if (x * 10 > count) return null;
    const rank = Math.max(1, Math.ceil(count * (1 - 1 / x)));
    while (below + ranges[place].count < rank) below += ranges[place++].count;
    return (ranges[place].low + ranges[place].high) / 2000;
  });
}
