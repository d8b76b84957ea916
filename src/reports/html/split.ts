import { counts } from '../../results/exclusion.ts';
import type { MeasuredPoint } from '../../results/measured-point.ts';
import { micros, percent } from '../../results/quantity.ts';
import { median } from '../../statistics/median.ts';
import type { LocalFigures } from '../../results/unit.ts';
import { microBatchTimes } from '../micro-batch-times.ts';
import { html, type Markup } from './markup.ts';
import { forEachRate, type AtRate, type Section, type Shown } from './section.ts';
import { round } from './strip.ts';

type Split = NonNullable<LocalFigures['splitMicros']>;
type Part = keyof Split;

const parts: Readonly<Record<Part, { readonly label: string; readonly about: string }>> = {
  triggerWait: { label: 'trigger wait', about: 'for the next micro-batch to be due' },
  queueing: { label: 'queueing', about: 'for records and commits before it' },
  processing: { label: 'processing', about: 'in the pipeline' },
  commit: { label: 'commit', about: 'until the effect is visible' },
};
const partNames = Object.keys(parts) as Part[];

/** Parts of at least this share of the bar have a label. */
const labelledShare = 0.12;

/** Where the time goes: the parts of the mean latency, of all records and of the slowest. */
export function splitSection(shown: Shown): Section | undefined {
  const part = forEachRate(shown, (group) => {
    const body = bars(group);
    return body === undefined ? undefined : { body, charts: [] };
  });
  const times = microBatchTimes(shown.result);
  if (part === undefined && times === undefined) return undefined;
  const body = html`${part?.body}${times === undefined ? undefined : html`<p>${times}</p>`}`;
  return { title: 'Where the time goes', body, charts: part?.charts ?? [] };
}

function bars({ points }: AtRate): Markup | undefined {
  const rows = points.flatMap((point) => [
    ...barRow(point, 'all records', ({ splitMicros }) => splitMicros),
    ...barRow(point, 'slowest 1 %', ({ slowestSplitMicros }) => slowestSplitMicros),
  ]);
  if (rows.length === 0) return undefined;
  const legend = partNames.map((part) => {
    const { label, about } = parts[part];
    return html`<span><i class="part-${part}"></i> ${label}: ${about}</span>`;
  });
  const silent = points.filter(({ units }) => units.every(({ local }) => local === null)).map(({ name }) => name);
  const unknown = silent.length === 0 ? '' : ` Of ${silent.join(', ')} unknown.`;
  const about =
    'Parts of the mean latency, averaged over the units in which it counts (means add up, percentiles do not); ' +
    `to the right the whole.${unknown}`;
  return html`
    <figure>
      <figcaption><h3>What is a record waiting for?</h3><p>${about}</p></figcaption>
      <p class="legend">${legend}</p>
      <div class="strips">${rows}</div>
      ${checkpointNotes(points).map((note) => html`<p>${note}</p>`)}
    </figure>`;
}

/** A percentile that checkpoints made longer than it would be without them by this factor is worth a word. */
const tellingFactor = 1.1;

/** What checkpoints within commits cost, of each configuration whose p99 or p99.9 they make. */
function checkpointNotes(points: readonly MeasuredPoint[]): string[] {
  return points.flatMap(({ name, units }) => {
    const own = units.filter((unit) => counts(unit, 'p99') && (unit.local?.checkpoints?.count ?? 0) > 0);
    const is = median(own.flatMap(({ latencyMicros }) => latencyMicros?.p99 ?? []));
    const without = median(own.flatMap(({ local }) => local?.checkpoints?.p99WithoutMicros ?? []));
    if (is === null || without === null || is < tellingFactor * without) return [];
    const perUnit = median(own.map(({ local }) => local!.checkpoints!.count))!;
    return [
      `In the slowest records of ${name} are checkpoints, ${Math.round(perUnit)} in a unit: a commit of SQLite that ` +
        'also moves its log into the database, with all that waits behind it. Outside of commits, as by another ' +
        `connection, the p99 would be ${micros(without)} instead of ${micros(is)}.`,
    ];
  });
}

/** Empty where the split is unknown. */
function barRow(point: MeasuredPoint, which: string, read: (local: LocalFigures) => Split | null): Markup[] {
  const { name } = point;
  const split = meanOf(point, read);
  if (split === undefined) return [];
  const whole = partNames.reduce((sum, part) => sum + split[part], 0);
  if (whole === 0) return [];
  let from = 0;
  const segments = partNames.map((part) => {
    const segment = segmentOf(name, { part, partMicros: split[part], from, share: split[part] / whole });
    from += split[part] / whole;
    return segment;
  });
  const said = partNames.map((part) => `${parts[part].label} ${micros(split[part])}`).join(', ');
  return [
    html`
      <div class="strip-name">${name}<small> ${which}</small></div>
      <svg class="strip bar" height="26" role="img" aria-label="${name}, ${which}: ${said}">${segments}</svg>
      <div class="strip-note">${micros(whole)}</div>`,
  ];
}

function meanOf({ units }: MeasuredPoint, read: (local: LocalFigures) => Split | null): Split | undefined {
  const splits = units
    .filter((unit) => counts(unit, 'distribution'))
    .map(({ local }) => (local === null ? null : read(local)))
    .filter((split) => split !== null);
  if (splits.length === 0) return undefined;
  const mean = (part: Part): number => splits.reduce((sum, split) => sum + split[part], 0) / splits.length;
  return {
    triggerWait: mean('triggerWait'),
    queueing: mean('queueing'),
    processing: mean('processing'),
    commit: mean('commit'),
  };
}

/** A part of a bar; `from` and `share` are shares of its whole length. */
interface Segment {
  readonly part: Part;
  readonly partMicros: number;
  readonly from: number;
  readonly share: number;
}

function segmentOf(name: string, { part, partMicros, from, share }: Segment): Markup {
  const shown = micros(partMicros);
  const label =
    share < labelledShare
      ? undefined
      : html`<text x="${inPercent(from + share / 2)}%" y="17" text-anchor="middle">${shown}</text>`;
  return html`
    <g data-tip="${name}\n${parts[part].label} ${shown}, ${percent(share)}">
      <rect class="part-${part}" x="${inPercent(from)}%" y="1" width="${inPercent(share)}%" height="24"/>${label}
    </g>`;
}

function inPercent(share: number): number {
  return round(share * 100);
}
