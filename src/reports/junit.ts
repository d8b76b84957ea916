import { configurationName, isSameConfiguration } from '../results/configuration.ts';
import { counts, isExcluded, isFailed } from '../results/exclusion.ts';
import type { Capacity } from '../results/findings/capacity.ts';
import type { GateFigure, GateFindings, HeldObjective } from '../results/findings/gate.ts';
import type { LateRecords } from '../results/late-records.ts';
import { measuredPoints, type MeasuredPoint } from '../results/measured-point.ts';
import { shownMetrics } from '../results/metrics.ts';
import { perSecond } from '../results/quantity.ts';
import type { ResultFile } from '../results/read-result.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import { capacityText, limitText } from './capacity-text.ts';
import { estimateText } from './estimate-text.ts';
import { exclusionLists, reasonTexts } from './exclusions.ts';
import { amountText, changeText, loadText } from './gate-report.ts';
import { objectiveCells } from './held-objectives.ts';

interface Case {
  readonly name: string;
  readonly figures: readonly string[];
  readonly outcome: Outcome;
}

interface Outcome {
  readonly kind: 'passed' | 'failure' | 'skipped';
  readonly message: string;
  /** Further lines. */
  readonly details: readonly string[];
}

const passed: Outcome = { kind: 'passed', message: '', details: [] };
const doesNotKeepUp =
  'does not keep up: the backlog grows, or micro-batches or commits take longer than their interval or epoch';

/**
 * JUnit's XML, as CI systems read it: a suite for each file, a case for each configuration and rate, and for each
 * capacity or figure of a gate. A wrong answer, a regression or a backlog that grows is a failure; what is inconclusive
 * is skipped, with the reason.
 */
export function junitReport(files: readonly ResultFile[]): string {
  const suites = files.map(({ path, result }) => ({ path, result, cases: casesOf(result) }));
  const totals = countAttributes(suites.flatMap(({ cases }) => cases));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites name="stream-bench"${totals}>\n`,
    ...suites.map(({ path, result, cases }) => suiteElement(path, result, cases)),
    '</testsuites>\n',
  ].join('');
}

function suiteElement(path: string, result: Result, cases: readonly Case[]): string {
  const { experiment, startedAt, machine, command } = result;
  // Jenkins' schema has a time without zone or fraction.
  const timestamp = escaped(startedAt.slice(0, 19));
  const name = escaped(experiment.workload);
  const properties = Object.entries({
    file: path,
    command,
    cpu: machine.cpu,
    cores: String(machine.cores),
    sink: experiment.sink,
    ...(experiment.sync !== null && { sync: experiment.sync }),
  });
  return [
    `  <testsuite name="${name}"${countAttributes(cases)} timestamp="${timestamp}">\n`,
    '    <properties>\n',
    ...properties.map(([property, value]) => `      <property name="${property}" value="${escaped(value)}"/>\n`),
    '    </properties>\n',
    ...cases.map((one) => caseElement(result, one)),
    '  </testsuite>\n',
  ].join('');
}

function countAttributes(cases: readonly Case[]): string {
  const of = (kind: Outcome['kind']): number => cases.filter(({ outcome }) => outcome.kind === kind).length;
  return ` tests="${cases.length}" failures="${of('failure')}" errors="0" skipped="${of('skipped')}"`;
}

/** The cases of the kind of experiment, then one for each configuration and rate. */
function casesOf(result: Result): Case[] {
  const cases = [...findingCases(result), ...measuredPoints(result).map(pointCase)];
  const { late } = result.experiment;
  return late === undefined ? cases : cases.map((one) => withLateRecords(one, late));
}

/** Nothing passes whose figures are those of another load. */
function withLateRecords({ figures, outcome, ...one }: Case, { tooMany, text }: LateRecords): Case {
  const isDoubtful = tooMany && outcome.kind === 'passed';
  const doubt: Outcome = { kind: 'skipped', message: text, details: [] };
  return { ...one, figures: [...figures, text], outcome: isDoubtful ? doubt : outcome };
}

function findingCases({ findings, units }: Result): Case[] {
  switch (findings.kind) {
    case 'run':
    case 'sweep':
    case 'recover':
      return [];
    case 'gate':
      return [
        ...answersCase(findings, units),
        ...findings.figures.map(gateCase),
        ...findings.objectives.map(objectiveCase),
      ];
    case 'capacity':
      return findings.capacities.map((one) => capacityCase(one, units));
  }
}

function pointCase(point: MeasuredPoint): Case {
  const { name, offeredRate, units, of } = point;
  const load = offeredRate === null ? ', all records at once' : ` at ${perSecond(offeredRate)} records/s`;
  const figures = shownMetrics([of]).map(([metric, { label, unit }]) => `${label}: ${estimateText(of(metric), unit)}`);
  const excluded = exclusionLists(units).flatMap(({ head, items }) => [`${head}:`, ...items]);
  return { name: `${name}${load}`, figures: [...figures, ...excluded], outcome: outcomeOf(point) };
}

function capacityCase(one: Capacity, units: readonly Unit[]): Case {
  const objective = one.objective === null ? '' : ` under ${one.objective}`;
  const outcomes: Record<Capacity['verdict'], Outcome> = {
    yes: passed,
    no: { kind: 'failure', message: 'keeps up with no rate', details: one.evidence },
    inconclusive: { kind: 'skipped', message: 'inconclusive with which rate it keeps up', details: one.evidence },
  };
  return {
    name: `capacity of ${configurationName(one)}${objective}`,
    figures: [`records/s: ${capacityText(one)}`, `limited by: ${limitText(one)}`],
    outcome: failureOf(units.filter((unit) => isSameConfiguration(unit, one))) ?? outcomes[one.verdict],
  };
}

function answersCase({ base, head, answers }: GateFindings, units: readonly Unit[]): Case[] {
  const differs: Outcome = { kind: 'failure', message: 'head has another answer than base', details: [] };
  const outcome = failureOf(units) ?? (answers === 'differ' ? differs : passed);
  return [
    { name: 'answers', figures: [...(base === null ? [] : [`base: ${base}`]), `head: ${head}`, answers], outcome },
  ];
}

function gateCase(figure: GateFigure): Case {
  const { label, base, head, unit, why = '' } = figure;
  const outcomes: Record<GateFigure['verdict'], Outcome> = {
    pass: passed,
    regression: { kind: 'failure', message: `worse by ${changeText(figure)}`, details: [] },
    inconclusive: { kind: 'skipped', message: `inconclusive: ${why}`, details: [] },
  };
  return {
    name: `${label} of ${configurationName(figure)} at ${loadText(figure)}`,
    figures: [
      `base: ${amountText(base, unit)}`,
      `head: ${amountText(head, unit)}`,
      `worse by: ${changeText(figure)}, in ${figure.pairs} pairs`,
    ],
    outcome: outcomes[figure.verdict],
  };
}

function objectiveCase(one: HeldObjective): Case {
  const [configuration, objective, latency, interval] = objectiveCells(one);
  const outcomes: Record<HeldObjective['verdict'], Outcome> = {
    held: passed,
    missed: { kind: 'failure', message: `missed: ${one.why ?? latency}`, details: [] },
    inconclusive: { kind: 'skipped', message: `inconclusive: ${one.why}`, details: [] },
  };
  const figures = [`latency: ${latency}, ${interval}, in ${one.units} units`];
  return { name: `${objective} with ${configuration}`, figures, outcome: outcomes[one.verdict] };
}

function caseElement({ experiment }: Result, { name, figures, outcome }: Case): string {
  return [
    `    <testcase name="${escaped(name)}" classname="${escaped(experiment.workload)}">\n`,
    outcomeElement(outcome),
    `      <system-out>${escaped(figures.join('\n'))}</system-out>\n`,
    '    </testcase>\n',
  ].join('');
}

function outcomeElement({ kind, message, details }: Outcome): string {
  switch (kind) {
    case 'passed':
      return '';
    case 'failure': {
      const text = escaped(details.join('\n'));
      return `      <failure message="${escaped(message)}" type="stream-bench">${text}</failure>\n`;
    }
    case 'skipped':
      return `      <skipped message="${escaped([message, ...details].join('; '))}"/>\n`;
  }
}

/** Undefined where no unit failed. */
function failureOf(units: readonly Unit[]): Outcome | undefined {
  const failed = units.filter(isFailed);
  if (failed.length === 0) return undefined;
  const message = `${failed.length} of ${units.length} units failed`;
  return { kind: 'failure', message, details: reasonsByUnit(failed) };
}

function outcomeOf({ units, of, offeredRate }: MeasuredPoint): Outcome {
  const failure = failureOf(units);
  if (failure !== undefined) return failure;
  const verdict = of('backlogSlopeShare')?.verdict ?? null;
  if (verdict === 'no') return { kind: 'failure', message: doesNotKeepUp, details: [] };
  if (units.every(isExcluded)) {
    return { kind: 'skipped', message: 'every unit is excluded', details: reasonsByUnit(units) };
  }
  if (offeredRate === null || verdict === 'yes') return passed;
  const silent = units.filter((unit) => !counts(unit, 'keepsUp'));
  return { kind: 'skipped', message: 'inconclusive whether it keeps up', details: reasonsByUnit(silent) };
}

function reasonsByUnit(units: readonly Unit[]): string[] {
  return units.flatMap((unit) => reasonTexts(unit).map((reason) => `repetition ${unit.repetition + 1}: ${reason}`));
}

/** For text and attributes; characters that XML 1.0 cannot hold become U+FFFD. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
