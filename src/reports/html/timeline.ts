import { counts } from '../../results/exclusion.ts';
import type { MeasuredPoint } from '../../results/measured-point.ts';
import type { LocalFigures, Unit } from '../../results/unit.ts';
import { median } from '../../statistics/median.ts';
import { aligned, type Chart, type Line, type Pause } from './chart.ts';
import { html } from './markup.ts';
import { figure, forEachRate, type AtRate, type Section, type Shown } from './section.ts';

type Timeline = NonNullable<Unit['timeline']>;

/** The one unit of a configuration that is drawn. `xs`: the middles of its slices, in seconds. */
interface Course {
  readonly name: string;
  readonly look: number;
  readonly unit: Unit;
  readonly index: number;
  readonly timeline: Timeline;
  readonly xs: readonly number[];
}

/**
 * Latency and backlog as the unit went on: one unit of each configuration, because an average over units would hide
 * what happened in each.
 */
export function timelineSection(shown: Shown): Section | undefined {
  const part = forEachRate(shown, (group) => {
    const courses = group.points.flatMap((point) => courseOf(shown, point));
    if (courses.length === 0) return undefined;
    const [latency, backlog] = [latencyChart(shown, group, courses), backlogChart(shown, group, courses)];
    const aboutLatency = `${latencyAbout(latency, courses)} ${unitsAbout(courses)}`;
    const aboutBacklog =
      'Records that have arrived and are not yet committed, the most in each slice of time; of the same units.';
    return {
      body: html`
        ${figure(latency, 'What happened while it ran? Latency over time', aboutLatency)}
        ${figure(backlog, 'Does work pile up? Backlog over time', aboutBacklog)}`,
      charts: [latency, backlog],
    };
  });
  return part === undefined ? undefined : { title: 'Over time', ...part };
}

function courseOf({ result, lookOf }: Shown, { name, units }: MeasuredPoint): Course[] {
  const drawn = units.flatMap((unit) => {
    const { timeline } = unit;
    if (timeline === null || timeline.records.length === 0 || !counts(unit, 'distribution')) return [];
    return [{ unit, timeline }];
  });
  if (drawn.length === 0) return [];
  const byTail = drawn.sort((left, right) => tailOf(left.unit) - tailOf(right.unit));
  const { unit, timeline } = byTail[(byTail.length - 1) >> 1];
  const xs = timeline.records.map((_, slice) => Math.round(timeline.startMs + (slice + 0.5) * timeline.sliceMs) / 1000);
  return [{ name, look: lookOf(name), unit, index: result.units.indexOf(unit), timeline, xs }];
}

function tailOf({ latencyMicros }: Unit): number {
  return latencyMicros?.p99 ?? latencyMicros?.max ?? 0;
}

/** Where slices hold too few records for a p99, the largest latency of each is shown. */
function hasTail(courses: readonly Course[]): boolean {
  return courses.every(
    ({ timeline }) => timeline.p99Micros.filter((value) => value !== null).length * 2 > timeline.p99Micros.length,
  );
}

function unitsAbout(courses: readonly Course[]): string {
  const units = courses.map(({ name, unit, index }) => `${name} repetition ${unit.repetition + 1} (units[${index}])`);
  return `Each line is one unit, the one with the middle p99: ${units.join(', ')}.`;
}

function latencyAbout({ area, pauses = [] }: Chart, courses: readonly Course[]): string {
  const solid = hasTail(courses) ? 'p99' : 'the largest latency';
  const arrivals = area === undefined ? '' : ' Grey: arrivals per second.';
  const silent = courses.filter(({ unit }) => unit.local === null).map(({ name }) => name);
  const unknown = silent.length === 0 ? '' : ` (of ${silent.join(', ')} unknown)`;
  const seen = (['collection', 'checkpoint'] as const).filter((kind) => pauses.some((pause) => pause.kind === kind));
  const kinds = seen.map((kind) => tickTexts[kind]).join('; ');
  const ticks = seen.length === 0 ? '' : ` Ticks at the foot: ${kinds}${unknown}.`;
  return `By when records arrived: solid ${solid} of each slice of time, dashed its p50.${arrivals}${ticks}`;
}

function latencyChart(shown: Shown, { rate }: AtRate, courses: readonly Course[]): Chart {
  const [tail, tailName] = hasTail(courses) ? (['p99Micros', 'p99'] as const) : (['maxMicros', 'largest'] as const);
  const arrivals = courses[0];
  const { xs, columns } = aligned<number | null>([
    ...courses.flatMap(({ xs: own, timeline }) => [
      { xs: own, ys: timeline[tail] },
      { xs: own, ys: timeline.p50Micros },
    ]),
    { xs: arrivals.xs, ys: arrivals.timeline.records.map((records) => (records / arrivals.timeline.sliceMs) * 1000) },
  ]);
  const lines = courses.flatMap(({ name, look }, number): Line[] => [
    { name, figure: tailName, look, dash: 'solid', marked: false, ys: columns[2 * number] },
    { name, figure: 'p50', look, dash: 'dashed', marked: false, ys: columns[2 * number + 1] },
  ]);
  return {
    id: `${shown.prefix}latency-over-time-${rate ?? 'max'}`,
    x: { label: 'time since the start of the unit', figures: 'seconds', scale: 'linear' },
    y: { label: 'latency', figures: 'microseconds', scale: 'log' },
    xs,
    lines: lines.filter(({ ys }) => ys.some((y) => y !== null)),
    ...(hasBursts(arrivals) && { area: { name: 'arrivals', figures: 'records per second', ys: columns.at(-1)! } }),
    pauses: courses.flatMap(pausesOf),
  };
}

/** Steady arrivals are not drawn: they would only be a grey background. */
function hasBursts({ timeline: { records } }: Course): boolean {
  return Math.max(...records) > 1.5 * (median(records) ?? 0);
}

const tickTexts = {
  collection: 'filled, garbage collection pauses',
  checkpoint: 'hollow, commits that also moved the log of the sink into its database (checkpoints)',
} as const;

/** The pauses within the period that is drawn. */
function pausesOf({ unit: { local }, look, xs }: Course): Pause[] {
  if (local === null) return [];
  const ofKind = (kind: Pause['kind'], pauses: LocalFigures['gc']['pauses']): Pause[] =>
    pauses.map(({ startMs, durationMs }) => ({
      kind,
      look,
      from: startMs / 1000,
      to: (startMs + durationMs) / 1000,
    }));
  const pauses = [...ofKind('collection', local.gc.pauses), ...ofKind('checkpoint', local.checkpoints?.pauses ?? [])];
  return pauses.filter(({ from, to }) => to >= xs[0] && from <= xs.at(-1)!);
}

function backlogChart(shown: Shown, { rate }: AtRate, courses: readonly Course[]): Chart {
  const { xs, columns } = aligned(courses.map(({ xs: own, timeline }) => ({ xs: own, ys: timeline.backlog })));
  return {
    id: `${shown.prefix}backlog-${rate ?? 'max'}`,
    x: { label: 'time since the start of the unit', figures: 'seconds', scale: 'linear' },
    y: { label: 'backlog in records', figures: 'records', scale: 'near-log' },
    xs,
    lines: courses.map(({ name, look }, number) => ({ name, look, dash: 'solid', marked: false, ys: columns[number] })),
  };
}
