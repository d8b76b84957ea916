import { configurationName } from '../../results/configuration.ts';
import type { Capacity, CapacityFindings } from '../../results/findings/capacity.ts';
import { perSecond, roundThousands } from '../../results/quantity.ts';
import { capacityText, limitText } from '../capacity-text.ts';
import { scaleOutText } from '../scale-out-text.ts';
import { html, type Markup } from './markup.ts';
import type { Section, Shown } from './section.ts';
import { axisRow, logScale, spreadMark, stripRow, type LogScale } from './strip.ts';
import { wideTable } from './wide-table.ts';

/** With how much each configuration keeps up, and what limits it. */
export function capacitySection({ lookOf }: Shown, { capacities, scaleOut = [] }: CapacityFindings): Section[] {
  if (capacities.length === 0) return [];
  const [{ objective }] = capacities;
  const held = objective === null ? '' : ` and holds ${objective}`;
  const rate = `The highest rate at which it keeps up${held}, in records/s`;
  const body = html`
    <figure>
      <figcaption>
        <h3>How much can each keep up with?</h3>
        <p>${rate}: median of the units; the bar is its interval.</p>
      </figcaption>
      ${capacityStrips(capacities, lookOf)}
    </figure>
    ${capacityTable(capacities)}
    ${scaleOut.map((one) => html`<p>${scaleOutText(one)}</p>`)}
    ${evidenceOf(capacities)}`;
  return [{ title: 'Capacity', body, charts: [] }];
}

function capacityStrips(capacities: readonly Capacity[], lookOf: Shown['lookOf']): Markup | undefined {
  const values = capacities
    .flatMap(({ estimate, low, high }) => (estimate === null ? [] : [estimate, low ?? estimate, high ?? estimate]))
    .filter((value) => value > 0);
  if (values.length === 0) return undefined;
  const scale = logScale(values);
  const rows = capacities.map((one) => {
    const name = configurationName(one);
    const note = one.estimate === null ? capacityText(one) : perSecond(one.estimate);
    const look = Math.max(0, lookOf(name));
    return stripRow({ name, look, said: capacityText(one), marks: marksOf(one, scale), note }, scale);
  });
  return html`<div class="strips">${rows}${axisRow(scale, roundThousands)}</div>`;
}

function marksOf(one: Capacity, scale: LogScale): Markup[] {
  const { estimate } = one;
  if (estimate === null || estimate <= 0) return [];
  // A logarithm needs a value above 0.
  const at = (value: number | null): number => scale.at(Math.max(value ?? estimate, estimate / 1000));
  const spread = { estimate: at(estimate), low: at(one.low), high: at(one.high) };
  return [spreadMark(`${configurationName(one)}\n${capacityText(one)} records/s`, 'circle', spread)];
}

function capacityTable(capacities: readonly Capacity[]): Markup {
  const rows = capacities.map(
    (one, index) => html`
      <tr title="findings.capacities[${index}]: ${one.method}">
        <th scope="row">${configurationName(one)}<small>${one.guarantee}</small></th>
        <td>${capacityText(one)}</td><td>${limitText(one)}</td><td>${one.units}</td>
      </tr>`,
  );
  const heads = [
    ['configuration', 'findings.capacities[]'],
    ['records/s', 'estimate'],
    ['limited by', 'limitedBy'],
    ['units', 'units'],
  ] as const;
  return wideTable('Capacity', heads, rows);
}

function evidenceOf(capacities: readonly Capacity[]): Markup | undefined {
  const items = capacities.flatMap((one) =>
    one.evidence.map((text) => html`<li>${configurationName(one)}: ${text}</li>`),
  );
  return items.length === 0 ? undefined : html`<details><summary>Evidence</summary><ul>${items}</ul></details>`;
}
