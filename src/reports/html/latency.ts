import type { MeasuredPoint } from '../../results/measured-point.ts';
import { metrics } from '../../results/metrics.ts';
import { percent, processorSeconds, roundMicros } from '../../results/quantity.ts';
import { estimateText } from '../estimate-text.ts';
import { html, type Markup } from './markup.ts';
import { forEachRate, type AtRate, type Section, type Shown } from './section.ts';
import { axisRow, legendMark, logScale, spreadMark, stripRow, type LogScale, type Shape, type Strip } from './strip.ts';

const shapes: Readonly<Record<string, Shape>> = { p50Micros: 'circle', p99Micros: 'triangle', p999Micros: 'square' };

/** A logarithm needs a value above 0. */
const leastMicros = 0.01;

/** All configurations side by side: the latency of each, and what it costs. */
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
  const scale = logScale(values.map((value) => Math.max(value, leastMicros)));
  const legend = Object.entries(shapes).map(
    ([metric, shape]) => html`<span>${legendMark(shape)} ${metrics[metric].label}</span>`,
  );
  const about =
    'Median of the units; the bar is its spread. Busy: the share of time spent on processing and commits. ' +
    'In seconds: processor time of a job for a million records.';
  const rows = points.map((point) => stripRow(stripOf(point, scale, lookOf(point.name)), scale));
  return html`
    <figure>
      <figcaption>
        <h3>How long does a record wait for its effect, and at which cost?</h3>
        <p>${about}</p>
      </figcaption>
      <p class="legend">${legend}</p>
      <div class="strips">${rows}${axisRow(scale, roundMicros)}</div>
    </figure>`;
}

function spreadOf({ of }: MeasuredPoint, metric: string): [estimate: number, low: number, high: number] | undefined {
  const { estimate = null, low = null, high = null } = of(metric) ?? {};
  return estimate === null ? undefined : [estimate, low ?? estimate, high ?? estimate];
}

function stripOf(point: MeasuredPoint, scale: LogScale, look: number): Strip {
  const { name, of } = point;
  const known = Object.entries(shapes).filter(([metric]) => spreadOf(point, metric) !== undefined);
  const textOf = (metric: string): string => `${metrics[metric].label} ${estimateText(of(metric), 'microseconds')}`;
  const marks = known.map(([metric, shape]) => {
    const [estimate, low, high] = spreadOf(point, metric)!.map((value) => scale.at(Math.max(value, leastMicros)));
    return spreadMark(`${name}\n${textOf(metric)}`, shape, { estimate, low, high });
  });
  return {
    name,
    look,
    said: known.length === 0 ? 'no latency that counts' : known.map(([metric]) => textOf(metric)).join(', '),
    marks,
    note: costNote(of),
  };
}

/** How busy the local engine is, or else the processor time of the job. */
function costNote(of: MeasuredPoint['of']): string {
  const [busy, micros] = ['busyShare', 'processorMicros'].map((metric) => of(metric)?.estimate ?? null);
  if (busy !== null) return `busy ${percent(busy)}`;
  return micros === null ? '–' : processorSeconds(micros);
}
