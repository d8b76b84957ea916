import { configurationName } from '../../results/configuration.ts';
import type { GateFigure, GateFindings, HeldObjective } from '../../results/findings/gate.ts';
import { percent } from '../../results/quantity.ts';
import { amountText, changeText, loadText, notesOf, pairsLegend } from '../gate-report.ts';
import { objectiveCells, objectiveHeads, objectivesLegend } from '../held-objectives.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './section.ts';
import { wideTable } from './wide-table.ts';

const heads = [
  ['configuration', 'findings.figures[]'],
  ['load', 'load'],
  ['figure', 'metric'],
  ['base', 'base'],
  ['head', 'head'],
  ['worse by', 'change'],
  ['margin', 'margin'],
  ['pairs', 'pairs'],
  ['verdict', 'verdict'],
] as const;

/** Base and head side by side, or head and its objectives. */
export function gateSection(findings: GateFindings): Section {
  const { base, figures, objectives } = findings;
  const title = base === null ? 'Objectives' : 'Base and head';
  const body = html`
    <p>${figures.length === 0 ? undefined : pairsLegend(figures)}
      ${objectives.length === 0 ? undefined : objectivesLegend(objectives)}</p>
    ${figures.length === 0 ? undefined : wideTable(title, heads, figures.map(rowOf))}
    ${objectives.length === 0 ? undefined : wideTable(title, objectiveFields, objectives.map(objectiveRow))}
    ${notesOf(findings).map((note) => html`<p>${note}</p>`)}`;
  return { title, body, charts: [] };
}

const fields = ['findings.objectives[]', 'objective', 'estimate', 'low', 'verdict'];
const objectiveFields = objectiveHeads.map((head, index) => [head, fields[index]] as const);

function objectiveRow(one: HeldObjective, index: number): Markup {
  const [name, ...cells] = objectiveCells(one);
  return html`
    <tr title="findings.objectives[${index}]">
      <th scope="row">${name}</th>
      ${cells.map((cell) => html`<td>${cell}</td>`)}
    </tr>`;
}

function rowOf(figure: GateFigure, index: number): Markup {
  return html`
    <tr title="findings.figures[${index}]">
      <th scope="row">${configurationName(figure)}</th>
      <td>${loadText(figure)}</td>
      <td>${figure.label}</td>
      <td>${amountText(figure.base, figure.unit)}</td>
      <td>${amountText(figure.head, figure.unit)}</td>
      <td>${changeText(figure)}</td>
      <td>${percent(figure.margin)}</td>
      <td>${figure.pairs}</td>
      <td title="${figure.why ?? ''}">${figure.verdict}</td>
    </tr>`;
}
