import { configurationName } from '../../results/configuration.ts';
import type { MeasuredPoint } from '../../results/measured-point.ts';
import { metrics } from '../../results/metrics.ts';
import { micros, percent, perSecond } from '../../results/quantity.ts';
import type { Unit } from '../../results/unit.ts';
import { estimateText } from '../estimate-text.ts';
import { excludedUnits } from '../exclusions.ts';
import { legend } from '../sentences.ts';
import { html, type Markup } from './markup.ts';
import { rateText, type Section, type Shown } from './section.ts';

/** Each column of the units' table: its field in units[], and how it is shown. */
const unitColumns: readonly (readonly [head: string, field: string, show: (run: Unit) => string])[] = [
  ['records', 'records', ({ records }) => perSecond(records.emitted + records.absorbed + records.dropped)],
  ['rec/s', 'throughput', ({ throughput }) => orDash(throughput, perSecond)],
  ['keeps up', 'sustained', ({ sustained }) => sustained],
  ['mean', 'latencyMicros.mean', ({ latencyMicros }) => orDash(latencyMicros?.mean, micros)],
  ['p50', 'latencyMicros.p50', ({ latencyMicros }) => orDash(latencyMicros?.p50, micros)],
  ['p90', 'latencyMicros.p90', ({ latencyMicros }) => orDash(latencyMicros?.p90, micros)],
  ['p99', 'latencyMicros.p99', ({ latencyMicros }) => orDash(latencyMicros?.p99, micros)],
  ['p99.9', 'latencyMicros.p999', ({ latencyMicros }) => orDash(latencyMicros?.p999, micros)],
  ['max', 'latencyMicros.max', ({ latencyMicros }) => orDash(latencyMicros?.max, micros)],
  ['uncorrected p99', 'uncorrectedLatencyMicros.p99', (run) => orDash(run.uncorrectedLatencyMicros?.p99, micros)],
  ['durable p99', 'durableLatencyMicros.p99', (run) => orDash(run.durableLatencyMicros?.p99, micros)],
  ['result p99', 'resultLatencyMicros.p99', (run) => orDash(run.resultLatencyMicros?.p99, micros)],
  ['busy', 'busyShare', ({ busyShare }) => orDash(busyShare, percent)],
  ['busy per record', 'busyNanosPerRecord', (run) => orDash(run.busyNanosPerRecord, (nanos) => micros(nanos / 1000))],
  ['CPU per record', 'cpuNanosPerRecord', (run) => orDash(run.cpuNanosPerRecord, (nanos) => micros(nanos / 1000))],
  ['harness', 'harnessShare', ({ harnessShare }) => orDash(harnessShare, percent)],
  ['commits', 'commits', ({ commits }) => perSecond(commits)],
  ['backlog', 'backlog.max', ({ backlog }) => perSecond(backlog.max)],
  ['GC', 'gc.count', ({ gc }) => `${gc.count}`],
  ['longest GC', 'gc.maxMicros', ({ gc }) => micros(gc.maxMicros)],
  ['memory', 'peakRssBytes', ({ peakRssBytes }) => `${perSecond(peakRssBytes / 2 ** 20)} MiB`],
];

/** All figures, with their uncertainty, and every unit, also those that do not count. */
export function tableSection({ result, points }: Shown): Section {
  const excluded = excludedUnits(result.units);
  return {
    title: 'All figures',
    body: html`${
      points.length === 0
        ? undefined
        : html`<h3>Configurations</h3>
      <p>${legend(result, 'below it')} Names in <code>this type</code> are those of the result file.</p>
      ${summaryTable(points)}`
    }
      ${excluded === undefined ? undefined : html`<h3>${excluded.head}</h3><ul class="excluded">${excluded.items.map((item) => html`<li>${item}</li>`)}</ul>`}
      <details class="units"><summary>Every unit: ${result.units.length} in the order in which they ran</summary>${unitTable(result.units)}</details>`,
    charts: [],
  };
}

function summaryTable(points: readonly MeasuredPoint[]): Markup {
  const heads = Object.entries(metrics).map(
    ([metric, { label }]) => html`<th scope="col">${label}<code>${metric}</code></th>`,
  );
  return html`<div class="wide" tabindex="0" role="region" aria-label="Configurations"><table>
    <thead><tr><th scope="col">configuration<code>guarantee</code></th><th scope="col">offered<code>offeredRate</code></th>${heads}
    <th scope="col">keeps up<code>verdict</code></th><th scope="col">units<code>units</code></th></tr></thead>
    <tbody>${points.map(summaryRow)}</tbody></table></div>`;
}

function summaryRow(point: MeasuredPoint): Markup {
  const cells = Object.entries(metrics).map(([metric, { unit }]) => {
    const row = point.of(metric);
    const source = row === undefined ? '' : `summary[${row.index}]: ${row.method}, ${row.units} units`;
    return html`<td title="${source}">${withSpreadBelow(estimateText(row, unit))}</td>`;
  });
  const growth = point.of('backlogSlopeShare');
  const valid = point.units.filter(({ status }) => status === 'valid').length;
  return html`<tr><th scope="row">${point.name}<small>${point.guarantee}</small></th><td>${point.offeredRate === null ? 'all at once' : perSecond(point.offeredRate)}</td>${cells}
    <td title="${growth === undefined ? '' : `summary[${growth.index}]: ${growth.method}`}">${growth?.verdict === 'inconclusive' ? 'unsure' : (growth?.verdict ?? '–')}</td><td>${valid} of ${point.units.length}</td></tr>`;
}

/** `28 µs (16–32)` in two lines. */
function withSpreadBelow(text: string): Markup {
  const [estimate, spread] = text.split(' (');
  return html`${estimate}${spread === undefined ? undefined : html`<small>${spread.slice(0, -1)}</small>`}`;
}

function unitTable(units: readonly Unit[]): Markup {
  const heads = unitColumns.map(([head, field]) => html`<th scope="col">${head}<code>${field}</code></th>`);
  return html`<div class="wide" tabindex="0" role="region" aria-label="Every unit"><table>
    <thead><tr><th scope="col">unit<code>units[]</code></th><th scope="col">offered<code>offeredRate</code></th><th scope="col">status<code>status</code></th>${heads}</tr></thead>
    <tbody>${units.map(unitRows)}</tbody></table></div>`;
}

function unitRows(run: Unit, index: number): Markup {
  const cells = unitColumns.map(([, , show]) => html`<td>${show(run)}</td>`);
  const reasons =
    run.reasons.length === 0
      ? undefined
      : html`<tr class="reasons"><td></td><td colspan="${unitColumns.length + 2}">${run.reasons.join('; ')}</td></tr>`;
  return html`<tr class="${run.status}"><th scope="row">${configurationName(run)}, ${run.repetition + 1} <code>units[${index}]</code></th><td>${rateText(run.offeredRate)}</td><td>${run.status}</td>${cells}</tr>${reasons}`;
}

function orDash(value: number | null | undefined, show: (value: number) => string): string {
  return value === null || value === undefined ? '–' : show(value);
}
