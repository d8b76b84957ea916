import type { MeasuredPoint } from '../../results/measured-point.ts';
import { micros, percent } from '../../results/quantity.ts';
import type { Unit } from '../../results/unit.ts';
import { html, type Markup } from './markup.ts';
import { forEachRate, type AtRate, type Section, type Shown } from './section.ts';
import { round } from './strip.ts';

type Split = NonNullable<Unit['splitMicros']>;
type Part = keyof Split;

const parts: Readonly<Record<Part, { readonly label: string; readonly about: string }>> = {
  triggerWait: { label: 'trigger wait', about: 'for the next micro-batch to be due' },
  queueing: { label: 'queueing', about: 'for records and commits before it' },
  processing: { label: 'processing', about: 'in the pipeline' },
  commit: { label: 'commit', about: 'until the effect is visible' },
};

/** A label is put on a part of at least this share of the bar. */
const labelledShare = 0.12;

/** Where the time goes: the parts of the mean latency, of all records and of the slowest. */
export function splitSection(shown: Shown): Section | undefined {
  const part = forEachRate(shown, (group) => {
    const body = bars(group);
    return body === undefined ? undefined : { body, charts: [] };
  });
  return part === undefined ? undefined : { title: 'Where the time goes', ...part };
}

function bars({ points }: AtRate): Markup | undefined {
  const rows = points.flatMap((point) => [
    ...barRow(
      point.name,
      'all records',
      meanOf(point, (run) => run.splitMicros),
    ),
    ...barRow(
      point.name,
      'slowest 1 %',
      meanOf(point, (run) => run.slowestSplitMicros),
    ),
  ]);
  if (rows.length === 0) return undefined;
  const legend = Object.entries(parts).map(
    ([part, { label, about }]) => html`<span><i class="part-${part}"></i> ${label}: ${about}</span>`,
  );
  return html`<figure><figcaption><h3>What is a record waiting for?</h3>
    <p>Parts of the mean latency, averaged over the valid units (means add up, percentiles do not); to the right the whole.</p></figcaption>
    <p class="legend">${legend}</p><div class="strips">${rows}</div></figure>`;
}

function meanOf({ units }: MeasuredPoint, read: (run: Unit) => Split | null): Split | undefined {
  const splits = units.flatMap((run) => (run.status === 'valid' ? (read(run) ?? []) : []));
  if (splits.length === 0) return undefined;
  const mean = (part: Part): number => splits.reduce((sum, split) => sum + split[part], 0) / splits.length;
  return {
    triggerWait: mean('triggerWait'),
    queueing: mean('queueing'),
    processing: mean('processing'),
    commit: mean('commit'),
  };
}

function barRow(name: string, which: string, split: Split | undefined): Markup[] {
  if (split === undefined) return [];
  const whole = Object.values(split).reduce((sum, part) => sum + part, 0);
  if (whole === 0) return [];
  let from = 0;
  const segments = (Object.keys(parts) as Part[]).map((part) => {
    const share = split[part] / whole;
    const segment = segmentOf(name, part, split[part], from, share);
    from += share;
    return segment;
  });
  const said = (Object.keys(parts) as Part[]).map((part) => `${parts[part].label} ${micros(split[part])}`).join(', ');
  return [
    html`<div class="strip-name">${name}<small> ${which}</small></div>
      <svg class="strip bar" height="26" role="img" aria-label="${name}, ${which}: ${said}">${segments}</svg>
      <div class="strip-note">${micros(whole)}</div>`,
  ];
}

function segmentOf(name: string, part: Part, partMicros: number, from: number, share: number): Markup {
  const label =
    share < labelledShare
      ? undefined
      : html`<text x="${round((from + share / 2) * 100)}%" y="17" text-anchor="middle">${micros(partMicros)}</text>`;
  return html`<g data-tip="${name}\n${parts[part].label} ${micros(partMicros)}, ${percent(share)}"><rect class="part-${part}" x="${round(from * 100)}%" y="1" width="${round(share * 100)}%" height="24"/>${label}</g>`;
}
