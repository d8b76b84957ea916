import { configurationName } from '../../results/configuration.ts';
import type { SweepFindings } from '../../results/findings/sweep.ts';
import { estimateText } from '../estimate-text.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './section.ts';
import { wideTable } from './wide-table.ts';

const heads = [
  ['mode', 'findings.costs[]'],
  ['processing', 'fixedMicros'],
  ['per record', 'perRecordMicros'],
  ['commit', 'fixedMicros'],
  ['per record', 'perRecordMicros'],
  ['units', 'units'],
] as const;

/** What an invocation costs, as a sweep fitted it. */
export function costSection({ costs }: SweepFindings): Section[] {
  if (costs.length === 0) return [];
  const about =
    'An invocation of n records takes a fixed time and n times the time per record; fitted to all units, ' +
    'with intervals over units.';
  const body = html`
    <p>${about}</p>
    ${wideTable('Costs', heads, costs.map(rowOf))}
    <ul>${costs.map(({ text }) => html`<li>${text}</li>`)}</ul>`;
  return [{ title: 'What an invocation costs', body, charts: [] }];
}

function rowOf(cost: SweepFindings['costs'][number], index: number): Markup {
  const { commit, processing, committing, units, method } = cost;
  const name = configurationName({ ...cost, intervalMs: null, commit: 'invocation' });
  const cells = [
    processing.fixedMicros,
    processing.perRecordMicros,
    committing.fixedMicros,
    committing.perRecordMicros,
  ].map((figure) => html`<td>${estimateText(figure, 'microseconds')}</td>`);
  return html`
    <tr title="findings.costs[${index}]: ${method}">
      <th scope="row">${name}<small>commit ${commit}</small></th>${cells}<td>${units}</td>
    </tr>`;
}
