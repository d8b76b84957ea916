import { configurationName } from '../../results/configuration.ts';
import { micros, perSecond } from '../../results/quantity.ts';
import { estimateText } from '../estimate-text.ts';
import { html } from './markup.ts';
import type { Section, Shown } from './section.ts';

/** What a burst did, beside what arithmetic says of the same arrivals. */
export function recoverySection({ result }: Shown): Section | undefined {
  const { recovery } = result;
  if (recovery === undefined) return undefined;
  const { basePerSecond, peakPerSecond, burstMs, configurations } = recovery;
  const rows = configurations.map((of, index) => {
    const figures = [of.worstMicros, of.expectedWorstMicros, of.drainMicros, of.expectedDrainMicros].map(
      (figure) => html`<td>${estimateText(figure, 'microseconds')}</td>`,
    );
    return html`<tr title="recovery.configurations[${index}]"><th scope="row">${configurationName(of)}</th>${figures}<td>${of.undrained}</td></tr>`;
  });
  const heads = [
    ['worst latency', 'worstMicros'],
    ['by arithmetic', 'expectedWorstMicros'],
    ['drained after', 'drainMicros'],
    ['by arithmetic', 'expectedDrainMicros'],
    ['not drained', 'undrained'],
  ].map(([head, field]) => html`<th scope="col">${head}<code>${field}</code></th>`);
  return {
    title: 'After a burst',
    body: html`<p>${perSecond(basePerSecond)} records/s, and ${perSecond(peakPerSecond)} for ${micros(burstMs * 1000)}. Medians of the units with their spread; by arithmetic: the same arrivals in virtual time, at each unit's own cost.</p>
      <div class="wide" tabindex="0" role="region" aria-label="After a burst"><table><thead><tr><th scope="col">configuration<code>recovery.configurations[]</code></th>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`,
    charts: [],
  };
}
