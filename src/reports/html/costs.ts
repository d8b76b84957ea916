import { estimateText } from '../estimate-text.ts';
import { html } from './markup.ts';
import type { Section, Shown } from './section.ts';

/** What an invocation costs, as a sweep fitted it. */
export function costSection({ result }: Shown): Section | undefined {
  const { costs = [] } = result.sweep ?? {};
  if (costs.length === 0) return undefined;
  const rows = costs.map(({ executor, commit, processing, committing, units, method }, index) => {
    const cells = [
      processing.fixedMicros,
      processing.perRecordMicros,
      committing.fixedMicros,
      committing.perRecordMicros,
    ].map((figure) => html`<td>${estimateText(figure, 'microseconds')}</td>`);
    return html`<tr title="sweep.costs[${index}]: ${method}"><th scope="row">${executor}<small>commit ${commit}</small></th>${cells}<td>${units}</td></tr>`;
  });
  const heads = [
    ['processing', 'fixedMicros'],
    ['per record', 'perRecordMicros'],
    ['commit', 'fixedMicros'],
    ['per record', 'perRecordMicros'],
  ].map(([head, field]) => html`<th scope="col">${head}<code>${field}</code></th>`);
  return {
    title: 'What an invocation costs',
    body: html`<p>An invocation of n records takes a fixed time and n times the time per record; fitted to all units, with intervals over units.</p>
      <div class="wide" tabindex="0" role="region" aria-label="Costs"><table><thead><tr><th scope="col">executor<code>sweep.costs[]</code></th>${heads}<th scope="col">units<code>units</code></th></tr></thead><tbody>${rows}</tbody></table></div>
      <ul>${costs.map(({ text }) => html`<li>${text}</li>`)}</ul>`,
    charts: [],
  };
}
