import { configurationName } from '../../results/configuration.ts';
import { perSecond, thousands } from '../../results/quantity.ts';
import type { Capacity } from '../../results/findings/capacity.ts';
import { capacityText, limitText } from '../capacity-text.ts';
import { html, type Markup } from './markup.ts';
import type { Section, Shown } from './section.ts';
import { logScale, mark, type LogScale } from './strip.ts';

/** How much each configuration sustains, with what limits it. */
export function capacitySection({ result, lookOf }: Shown): Section | undefined {
  const { capacity = [] } = result;
  if (capacity.length === 0) return undefined;
  const values = capacity
    .flatMap(({ estimate, low, high }) => (estimate === null ? [] : [estimate, low ?? estimate, high ?? estimate]))
    .filter((value) => value > 0);
  const strips = values.length === 0 ? undefined : capacityStrips(capacity, logScale(values), lookOf);
  const objective = capacity[0].objective === null ? '' : ` and holds ${capacity[0].objective}`;
  return {
    title: 'Capacity',
    body: html`<figure><figcaption><h3>How much can each sustain?</h3>
      <p>The highest rate at which it keeps up${objective}, in records/s: median of the units; the bar is its interval.</p></figcaption>${strips}</figure>
      ${capacityTable(capacity)}`,
    charts: [],
  };
}

function capacityStrips(capacity: readonly Capacity[], scale: LogScale, lookOf: (name: string) => number): Markup {
  const rows = capacity.map((one) => {
    const name = configurationName(one);
    const ticks = scale.ticks.map(
      (tick) => html`<line class="tick" x1="${scale.at(tick)}%" x2="${scale.at(tick)}%" y1="0" y2="28"/>`,
    );
    return html`<div class="strip-name">${name}</div>
      <svg class="strip look-${Math.max(0, lookOf(name))}" height="28" role="img" aria-label="${name}: ${capacityText(one)}">${ticks}${markOf(one, scale)}</svg>
      <div class="strip-note">${one.estimate === null ? capacityText(one) : perSecond(one.estimate)}</div>`;
  });
  const labels = scale.ticks.map(
    (tick) =>
      html`<text x="${scale.at(tick)}%" y="12" text-anchor="middle">${thousands(tick).replace(/\.0+(?=[kM])/, '')}</text>`,
  );
  return html`<div class="strips">${rows}<div class="strip-name"></div><svg class="strip axis" height="18" aria-hidden="true">${labels}</svg><div class="strip-note"></div></div>`;
}

function markOf(one: Capacity, scale: LogScale): Markup | undefined {
  if (one.estimate === null || one.estimate <= 0) return undefined;
  const [at, low, high] = [one.estimate, one.low ?? one.estimate, one.high ?? one.estimate].map((value) =>
    scale.at(Math.max(value, one.estimate! / 1000)),
  );
  return html`<g data-tip="${configurationName(one)}\n${capacityText(one)} records/s"><line class="spread" x1="${low}%" x2="${high}%" y1="14" y2="14"/>${mark('circle', at, 14)}</g>`;
}

function capacityTable(capacity: readonly Capacity[]): Markup {
  const rows = capacity.map(
    (one, index) =>
      html`<tr title="capacity[${index}]: ${one.method}"><th scope="row">${configurationName(one)}<small>${one.guarantee}</small></th><td>${capacityText(one)}</td><td>${limitText(one)}</td><td>${one.units}</td></tr>`,
  );
  const evidence = capacity.flatMap((one) =>
    one.evidence.map((text) => html`<li>${configurationName(one)}: ${text}</li>`),
  );
  return html`<div class="wide" tabindex="0" role="region" aria-label="Capacity"><table>
    <thead><tr><th scope="col">configuration<code>capacity[]</code></th><th scope="col">records/s<code>estimate</code></th><th scope="col">limited by<code>limitedBy</code></th><th scope="col">units<code>units</code></th></tr></thead>
    <tbody>${rows}</tbody></table></div>${evidence.length === 0 ? undefined : html`<details><summary>Evidence</summary><ul>${evidence}</ul></details>`}`;
}
