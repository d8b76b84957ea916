import { configurationName } from '../results/configuration.ts';
import { measuredPoints, type MeasuredPoint } from '../results/measured-point.ts';
import { perSecond } from '../results/quantity.ts';
import type { ResultFile } from '../results/read-result.ts';
import type { Capacity } from '../results/findings/capacity.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import { metrics } from '../results/metrics.ts';
import { capacityText, limitText } from './capacity-text.ts';
import { estimateText } from './estimate-text.ts';

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

/**
 * JUnit's XML, as CI systems read it: a suite for each file, a case for each configuration and rate, or for each capacity. A wrong answer or
 * a backlog that grows is a failure; what could not be told is skipped, with the reason.
 */
export function junitReport(files: readonly ResultFile[]): string {
  const suites = files.map(suite);
  const outcomes = files.flatMap(({ result }) => casesOf(result).map(({ outcome }) => outcome));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="stream-bench"${counts(outcomes)}>\n${suites.join('')}</testsuites>\n`;
}

function suite({ path, result }: ResultFile): string {
  const cases = casesOf(result);
  const { experiment, startedAt, machine, command } = result;
  // Jenkins' schema has a time without zone or fraction.
  const head = `name="${escaped(experiment.workload)}"${counts(cases.map(({ outcome }) => outcome))} timestamp="${escaped(startedAt.slice(0, 19))}"`;
  const properties = Object.entries({
    file: path,
    command,
    cpu: machine.cpu,
    cores: String(machine.cores),
    sink: experiment.sink,
    sync: experiment.sync,
  });
  return [
    `  <testsuite ${head}>\n    <properties>\n`,
    ...properties.map(([name, value]) => `      <property name="${name}" value="${escaped(value)}"/>\n`),
    '    </properties>\n',
    ...cases.map((one) => testCase(result, one)),
    '  </testsuite>\n',
  ].join('');
}

function counts(outcomes: readonly Outcome[]): string {
  const of = (kind: Outcome['kind']): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  return ` tests="${outcomes.length}" failures="${of('failure')}" errors="0" skipped="${of('skipped')}"`;
}

/** Each configuration at each rate, and the capacity of each where that was looked for. */
function casesOf(result: Result): Case[] {
  return [...(result.capacity ?? []).map(capacityCase), ...measuredPoints(result).map(pointCase)];
}

function pointCase(point: MeasuredPoint): Case {
  const name =
    point.offeredRate === null
      ? `${point.name}, all records at once`
      : `${point.name} at ${perSecond(point.offeredRate)} records/s`;
  const figures = Object.entries(metrics).map(
    ([metric, { label, unit }]) => `${label}: ${estimateText(point.of(metric), unit)}`,
  );
  return { name, figures, outcome: outcomeOf(point) };
}

function capacityCase(one: Capacity): Case {
  const name = `capacity of ${configurationName(one)}${one.objective === null ? '' : ` under ${one.objective}`}`;
  const outcomes: Record<Capacity['verdict'], Outcome> = {
    yes: { kind: 'passed', message: '', details: [] },
    no: { kind: 'failure', message: 'no rate is sustained', details: one.evidence },
    inconclusive: { kind: 'skipped', message: 'inconclusive which rate is sustained', details: one.evidence },
  };
  return {
    name,
    figures: [`records/s: ${capacityText(one)}`, `limited by: ${limitText(one)}`],
    outcome: outcomes[one.verdict],
  };
}

function testCase({ experiment }: Result, { name, figures, outcome: { kind, message, details } }: Case): string {
  const text = escaped(details.join('\n'));
  const verdict = {
    passed: '',
    failure: `      <failure message="${escaped(message)}" type="stream-bench">${text}</failure>\n`,
    skipped: `      <skipped message="${escaped([message, ...details].join('; '))}"/>\n`,
  };
  return `    <testcase name="${escaped(name)}" classname="${escaped(experiment.workload)}">\n${verdict[kind]}      <system-out>${escaped(figures.join('\n'))}</system-out>\n    </testcase>\n`;
}

function outcomeOf({ units, of, offeredRate }: MeasuredPoint): Outcome {
  const failed = units.filter(({ status }) => status === 'failed');
  if (failed.length > 0)
    return { kind: 'failure', message: `${failed.length} of ${units.length} units failed`, details: reasonsOf(failed) };
  const growth = of('backlogSlopeShare');
  if (growth?.verdict === 'no')
    return {
      kind: 'failure',
      message:
        'does not keep up: the backlog grows, or micro-batches or commits take longer than their interval or epoch',
      details: [],
    };
  const spoilt = units.filter(({ status }) => status === 'invalid');
  if (spoilt.length === units.length) return { kind: 'skipped', message: 'no valid unit', details: reasonsOf(spoilt) };
  // With all records there at once there is nothing to keep up with.
  if (offeredRate !== null && growth?.verdict !== 'yes')
    return { kind: 'skipped', message: 'inconclusive whether it keeps up', details: reasonsOf(spoilt) };
  return { kind: 'passed', message: '', details: [] };
}

function reasonsOf(units: readonly Unit[]): string[] {
  return units.flatMap(({ repetition, reasons }) => reasons.map((reason) => `repetition ${repetition + 1}: ${reason}`));
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
