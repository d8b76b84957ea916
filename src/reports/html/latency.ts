import type { MeasuredPoint } from '../../results/measured-point.ts';
import { metrics } from '../../results/metrics.ts';
import { percent, roundMicros } from '../../results/quantity.ts';
import { estimateText } from '../estimate-text.ts';
import { html, type Markup } from './markup.ts';
import { forEachRate, type AtRate, type Section, type Shown } from './section.ts';
import { legendMark, logScale, mark, type LogScale, type Shape } from './strip.ts';

const shapes: Readonly<Record<string, Shape>> = { p50Micros: 'circle', p99Micros: 'triangle', p999Micros: 'square' };

/** All configurations side by side: what each costs, and the latency that it buys. */
export function latencySection(shown: Shown): Section | undefined {
  const part = forEachRate(shown, (group) => {
    const body = strips(shown, group);
    return body === undefined ? undefined : { body, charts: [] };
  });
  return part === undefined ? undefined : { title: 'Latency and what it costs', ...part };
}

function strips({ lookOf }: Shown, { points }: AtRate): Markup | undefined {
  const values = points.flatMap((point) => Object.keys(shapes).flatMap((metric) => spreadOf(point, metric) ?? []));
  if (values.length === 0) return undefined;
  const scale = logScale(values.map((value) => Math.max(value, 0.01)));
  const legend = Object.entries(shapes).map(
    ([metric, shape]) => html`<span>${legendMark(shape)} ${metrics[metric].label}</span>`,
  );
  return html`<figure><figcaption><h3>How long does a record wait for its effect, and at which cost?</h3>
    <p>Median of the units; the bar is its spread. Busy: the share of time spent on processing and commits.</p></figcaption>
    <p class="legend">${legend}</p>
    <div class="strips">${points.map((point) => stripRow(point, scale, lookOf(point.name)))}${axisRow(scale)}</div></figure>`;
}

function spreadOf({ of }: MeasuredPoint, metric: string): number[] | undefined {
  const row = of(metric);
  return row === undefined || row.estimate === null
    ? undefined
    : [row.estimate, row.low ?? row.estimate, row.high ?? row.estimate];
}

function stripRow(point: MeasuredPoint, scale: LogScale, look: number): Markup {
  const known = Object.entries(shapes).filter(([metric]) => spreadOf(point, metric) !== undefined);
  const said = known
    .map(([metric]) => `${metrics[metric].label} ${estimateText(point.of(metric), 'microseconds')}`)
    .join(', ');
  const lines = scale.ticks.map(
    (tick) => html`<line class="tick" x1="${scale.at(tick)}%" x2="${scale.at(tick)}%" y1="0" y2="28"/>`,
  );
  const marks = known.map(([metric, shape]) => {
    const [estimate, low, high] = spreadOf(point, metric)!.map((value) => scale.at(Math.max(value, 0.01)));
    return html`<g data-tip="${point.name}\n${metrics[metric].label} ${estimateText(point.of(metric), 'microseconds')}"><line class="spread" x1="${low}%" x2="${high}%" y1="14" y2="14"/>${mark(shape, estimate, 14)}</g>`;
  });
  const busy = point.of('busyShare')?.estimate ?? null;
  return html`<div class="strip-name">${point.name}</div>
    <svg class="strip look-${look}" height="28" role="img" aria-label="${point.name}: ${said === '' ? 'no valid unit' : said}">${lines}${marks}</svg>
    <div class="strip-note">${busy === null ? '–' : `busy ${percent(busy)}`}</div>`;
}

function axisRow(scale: LogScale): Markup {
  const labels = scale.ticks.map(
    (tick) => html`<text x="${scale.at(tick)}%" y="12" text-anchor="middle">${roundMicros(tick)}</text>`,
  );
  return html`<div class="strip-name"></div><svg class="strip axis" height="18" aria-hidden="true">${labels}</svg><div class="strip-note"></div>`;
}
