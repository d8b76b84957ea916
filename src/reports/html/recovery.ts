import { configurationName } from '../../results/configuration.ts';
import type { RecoverFindings } from '../../results/findings/recover.ts';
import { micros, perSecond } from '../../results/quantity.ts';
import { estimateText } from '../estimate-text.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './section.ts';
import { wideTable } from './wide-table.ts';

const heads = [
  ['configuration', 'findings.configurations[]'],
  ['worst latency', 'worstMicros'],
  ['by arithmetic', 'expectedWorstMicros'],
  ['drained after', 'drainMicros'],
  ['by arithmetic', 'expectedDrainMicros'],
  ['not drained', 'undrained'],
] as const;

/** What a burst did, beside what arithmetic says of the same arrivals. */
export function recoverySection({ basePerSecond, peakPerSecond, burstMs, configurations }: RecoverFindings): Section {
  const burst = `${perSecond(basePerSecond)} records/s, and ${perSecond(peakPerSecond)} for ${micros(burstMs * 1000)}.`;
  const about =
    'Medians of the units with their spread; by arithmetic: the same arrivals in virtual time, ' +
    "at each unit's own cost.";
  const body = html`
    <p>${burst} ${about}</p>
    ${wideTable('After a burst', heads, configurations.map(rowOf))}`;
  return { title: 'After a burst', body, charts: [] };
}

function rowOf(recovery: RecoverFindings['configurations'][number], index: number): Markup {
  const { worstMicros, expectedWorstMicros, drainMicros, expectedDrainMicros, undrained } = recovery;
  const cells = [worstMicros, expectedWorstMicros, drainMicros, expectedDrainMicros].map(
    (figure) => html`<td>${estimateText(figure, 'microseconds')}</td>`,
  );
  return html`
    <tr title="findings.configurations[${index}]">
      <th scope="row">${configurationName(recovery)}</th>${cells}<td>${undrained}</td>
    </tr>`;
}
