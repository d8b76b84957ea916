import { configurationName } from '../../results/configuration.ts';
import { counts, countsWhole, isExcluded, isFailed, type FigureName } from '../../results/exclusion.ts';
import type { MeasuredPoint } from '../../results/measured-point.ts';
import { shownMetrics } from '../../results/metrics.ts';
import { micros, percent, perSecond } from '../../results/quantity.ts';
import type { Unit } from '../../results/unit.ts';
import { estimateText } from '../estimate-text.ts';
import { countedUnits, exclusionLists, reasonTexts } from '../exclusions.ts';
import { legend } from '../sentences.ts';
import { html, type Markup } from './markup.ts';
import { rateText, type Section, type Shown } from './section.ts';
import { wideTable, type Head } from './wide-table.ts';

/**
 * A column of the units' table: its head, its field in units[], the figure that it shows, and how. Where that figure is
 * excluded, there is a dash. A fact that is never excluded has null for the figure.
 */
type UnitColumn = readonly [head: string, field: string, figure: FigureName | null, show: (unit: Unit) => string];

const unitColumns: readonly UnitColumn[] = [
  ['records', 'records', null, ({ records }) => perSecond(records.measured)],
  ['rec/s', 'throughput', 'throughput', ({ throughput }) => orDash(throughput, perSecond)],
  ['keeps up', 'keepsUp', 'keepsUp', ({ keepsUp }) => keepsUp],
  ['mean', 'latencyMicros.mean', 'distribution', ({ latencyMicros }) => orDash(latencyMicros?.mean, micros)],
  ['p50', 'latencyMicros.p50', 'p50', ({ latencyMicros }) => orDash(latencyMicros?.p50, micros)],
  ['p90', 'latencyMicros.p90', 'p90', ({ latencyMicros }) => orDash(latencyMicros?.p90, micros)],
  ['p99', 'latencyMicros.p99', 'p99', ({ latencyMicros }) => orDash(latencyMicros?.p99, micros)],
  ['p99.9', 'latencyMicros.p999', 'p999', ({ latencyMicros }) => orDash(latencyMicros?.p999, micros)],
  ['max', 'latencyMicros.max', 'distribution', ({ latencyMicros }) => orDash(latencyMicros?.max, micros)],
  [
    'uncorrected p99',
    'local.uncorrectedLatencyMicros.p99',
    'p99',
    ({ local }) => orDash(local?.uncorrectedLatencyMicros?.p99, micros),
  ],
  ['durable p99', 'durableLatencyMicros.p99', 'p99', (unit) => orDash(unit.durableLatencyMicros?.p99, micros)],
  ['result p99', 'resultLatencyMicros.p99', 'p99', (unit) => orDash(unit.resultLatencyMicros?.p99, micros)],
  ['busy', 'local.busyShare', 'busy', ({ local }) => orDash(local?.busyShare, percent)],
  ['busy per record', 'local.busyNanosPerRecord', 'busy', ({ local }) => orDash(local?.busyNanosPerRecord, nanos)],
  ['CPU per record', 'cpuNanosPerRecord', 'processorTime', (unit) => orDash(unit.cpuNanosPerRecord, nanos)],
  ['harness', 'local.harnessShare', 'busy', ({ local }) => orDash(local?.harnessShare, percent)],
  ['commits', 'local.commits', null, ({ local }) => orDash(local?.commits, perSecond)],
  ['backlog', 'backlog.max', 'distribution', ({ backlog }) => orDash(backlog.max, perSecond)],
  ['GC', 'local.gc.count', null, ({ local }) => orDash(local?.gc.count, String)],
  ['longest GC', 'local.gc.maxMicros', null, ({ local }) => orDash(local?.gc.maxMicros, micros)],
  ['memory', 'peakRssBytes', null, ({ peakRssBytes }) => orDash(peakRssBytes, mebibytes)],
];

/** All figures, with their uncertainty, and every unit, also those that do not count. */
export function tableSection({ result, points }: Shown): Section {
  const { units } = result;
  const excluded = exclusionLists(units).map(
    ({ head, items }) => html`
      <h3>${head}</h3>
      <ul class="exclusions">${items.map((item) => html`<li>${item}</li>`)}</ul>`,
  );
  const body = html`
    ${points.length === 0 ? undefined : configurations(legend(result, 'below it'), points)}
    ${excluded}
    <details class="units">
      <summary>Every unit: ${units.length} in the order in which they ran</summary>
      ${unitTable(units)}
    </details>`;
  return { title: 'All figures', body, charts: [] };
}

function configurations(about: string, points: readonly MeasuredPoint[]): Markup {
  const metrics = shownMetrics(points.map(({ of }) => of));
  const heads: readonly Head[] = [
    ['configuration', 'guarantee'],
    ['offered', 'offeredRate'],
    ...metrics.map(([metric, { label }]): Head => [label, metric]),
    ['keeps up', 'verdict'],
    ['units', 'units'],
  ];
  return html`
    <h3>Configurations</h3>
    <p>${about} Names in <code>this type</code> are those of the result file.</p>
    ${wideTable(
      'Configurations',
      heads,
      points.map((point) => summaryRow(point, metrics)),
    )}`;
}

function summaryRow(
  { name, guarantee, offeredRate, units, of }: MeasuredPoint,
  metrics: ReturnType<typeof shownMetrics>,
): Markup {
  const cells = metrics.map(([metric, { unit }]) => {
    const row = of(metric);
    const source = row === undefined ? '' : `summary[${row.index}]: ${row.method}, ${row.units} units`;
    return html`<td title="${source}">${withSpreadBelow(estimateText(row, unit))}</td>`;
  });
  const growth = of('backlogSlopeShare');
  const source = growth === undefined ? '' : `summary[${growth.index}]: ${growth.method}`;
  return html`
    <tr>
      <th scope="row">${name}<small>${guarantee}</small></th>
      <td>${offeredRate === null ? 'all at once' : perSecond(offeredRate)}</td>
      ${cells}
      <td title="${source}">${growth?.verdict ?? '–'}</td>
      <td>${countedUnits(units).length} of ${units.length}</td>
    </tr>`;
}

/** `28 µs (16–32)` in two lines. */
function withSpreadBelow(text: string): Markup {
  const [estimate, spread] = text.split(' (');
  return html`${estimate}${spread === undefined ? undefined : html`<small>${spread.slice(0, -1)}</small>`}`;
}

function unitTable(units: readonly Unit[]): Markup {
  const heads: readonly Head[] = [
    ['unit', 'units[]'],
    ['offered', 'offeredRate'],
    ['counts', 'exclusions'],
    ...unitColumns.map(([head, field]): Head => [head, field]),
  ];
  return wideTable('Every unit', heads, units.map(unitRows));
}

/** A row for the unit, and one for the reasons where it does not count, or not wholly. */
function unitRows(unit: Unit, index: number): Markup {
  const name = `${configurationName(unit)}, ${unit.repetition + 1}`;
  const cells = unitColumns.map(([, , figure, show]) => {
    const isShown = figure === null || counts(unit, figure);
    return html`<td>${isShown ? show(unit) : '–'}</td>`;
  });
  const reasons = reasonTexts(unit);
  const width = unitColumns.length + 2;
  return html`
    <tr class="${standingOf(unit).replace(' ', '-')}">
      <th scope="row">${name} <code>units[${index}]</code></th>
      <td>${rateText(unit.offeredRate)}</td>
      <td>${standingOf(unit)}</td>
      ${cells}
    </tr>
    ${
      reasons.length === 0
        ? undefined
        : html`<tr class="reasons"><td></td><td colspan="${width}">${reasons.join('; ')}</td></tr>`
    }`;
}

function standingOf(unit: Unit): 'failed' | 'excluded' | 'whole' | 'in part' {
  if (isFailed(unit)) return 'failed';
  if (isExcluded(unit)) return 'excluded';
  return countsWhole(unit) ? 'whole' : 'in part';
}

function orDash(value: number | null | undefined, show: (value: number) => string): string {
  return value === null || value === undefined ? '–' : show(value);
}

function nanos(value: number): string {
  return micros(value / 1000);
}

function mebibytes(bytes: number): string {
  return `${perSecond(Math.round(bytes / 2 ** 20))} MiB`;
}
