import { configurationName, isOwnJob } from '../results/configuration.ts';
import { durableMetrics } from '../results/metrics.ts';
import { confidence, micros, perSecond } from '../results/quantity.ts';
import type { Findings } from '../results/findings/findings.ts';
import type { SweepFindings } from '../results/findings/sweep.ts';
import type { Result } from '../results/result.ts';
import type { Sentence } from '../results/schema-parts.ts';
import type { OutputFigures, Unit } from '../results/unit.ts';
import { jobAnswers, recordsWithoutRows } from './own-jobs.ts';

// Sentences that reports share. They have no colours and no line breaks.

/** `10,000 records/s, constant; sink sqlite (synchronous normal); 12,000 records measured in each unit`. */
export function conditions(result: Result): string {
  const length = measuredLength(result);
  const measured = length === undefined ? '' : `; ${length} measured in each unit`;
  return `${offeredLoad(result.experiment.load)}${sinkText(result)}${measured}`;
}

/** In records, if their number is the same in each unit; else in time. */
function measuredLength({ experiment: { measuredRecords, durationMs } }: Result): string | undefined {
  if (measuredRecords !== null) return `${perSecond(measuredRecords)} records`;
  return durationMs === null ? undefined : `${durationMs} ms`;
}

/** `; sink sqlite (synchronous normal)`; nothing where all engines write to topics. */
export function sinkText({ units, experiment: { sink, sync } }: Pick<Result, 'units' | 'experiment'>): string {
  const engines = new Set(units.map(({ engine }) => engine));
  if (engines.size > 0 && !engines.has('local')) return '';
  const whose = engines.size > 1 ? ' of the local engine' : '';
  return `; sink${whose} ${sync === null ? sink : `${sink} (synchronous ${sync})`}`;
}

function offeredLoad({ shape, rate, speed }: Result['experiment']['load']): string {
  if (shape === 'saturate') return 'all records at once';
  const arrivals = speed === null ? shape : `recorded, ${speedName(speed)}`;
  return rate === null ? `at several rates, ${arrivals}` : `${perSecond(rate)} records/s, ${arrivals}`;
}

/** `2 cores, AMD EPYC; ext4, fsync 374 µs; idle executors spin`. */
export function place({ machine, experiment }: Result): string {
  const { cores, cpu, filesystem, fsyncMicros } = machine;
  const fsync = fsyncMicros === null ? 'unknown' : micros(fsyncMicros);
  const decoded = experiment.payload === undefined ? '' : '; records are decoded from NDJSON';
  return `${cores} cores, ${cpu}; ${filesystem}, fsync ${fsync}; idle executors ${experiment.wait}${decoded}`;
}

/** What topics take by themselves; none where no unit was measured between topics. */
export function topicsText({ experiment: { topics } }: Result): string[] {
  if (topics === undefined) return [];
  const { floor, ceilingPerSecond, settings } = topics;
  const [p50, p99] = [floor?.p50Micros ?? null, floor?.p99Micros ?? null];
  const tail = p99 === null ? '' : `, p99 ${micros(p99)}`;
  const takes = floor === null || p50 === null ? [] : [`takes p50 ${micros(p50)}${tail}`];
  const handles = ceilingPerSecond === null ? [] : [`handles ${perSecond(ceilingPerSecond)} records/s`];
  const known = [...takes, ...handles].join(' and ');
  return [`Between topics a relay ${known === '' ? 'was not measured, for want of records' : known} (${settings})`];
}

function speedName(speed: number): string {
  return speed === 1 ? 'at original speed' : `at ${speed} times their speed`;
}

/** What estimates, spreads and latencies are. `where`: the place of the spread, such as `below it`. */
export function legend({ summary, experiment }: Result, where: string): string {
  const levels = summary
    .filter(({ metric, estimate }) => metric !== 'backlogSlopeShare' && estimate !== null)
    .map(({ level }) => level);
  const known = levels.filter((level) => level !== null);
  const others = known.length === levels.length ? '' : ', or of fewer than 6 units smallest to largest';
  const spread = known.length === 0 ? 'smallest to largest' : `an interval of ${confidence(known)}${others}`;
  const latency =
    experiment.load.shape === 'saturate'
      ? 'No latencies: with all records there at once they would only show the order of processing.'
      : `Latency: from the intended arrival to ${latencyEnd(summary)}, of records with an effect.`;
  return `Median of the units, ${where} ${spread}. ${latency}`;
}

function latencyEnd(summary: Result['summary']): string {
  const isDurableKnown = summary.some(({ metric, estimate }) => metric in durableMetrics && estimate !== null);
  const isRead = isDurableKnown || summary.some(({ engine }) => engine !== 'local');
  const durable = isDurableKnown ? ', durable to the commit' : '';
  const end = isRead ? `when the effect can be read${durable}` : 'the commit';
  return summary.some(({ commit, guarantee }) => commit !== 'invocation' && guarantee === 'none')
    ? `${end} (where nothing is guaranteed, to the write)`
    : end;
}

/** How many records could not be read; undefined where all could. */
function badRecords({ experiment }: Result): string | undefined {
  const { skipped, deadLettered } = experiment.badRecords;
  if (skipped + deadLettered === 0) return undefined;
  const fate = deadLettered === 0 ? 'skipped' : 'written to the dead-letter file';
  return `Records of ${experiment.source} that could not be read: ${perSecond(skipped + deadLettered)}, ${fate}.`;
}

/** How many records were late, and the likely cause; undefined where none was, or where the answer says it. */
function lateRecords({ experiment, recommendation }: Result): string | undefined {
  const text = experiment.late?.text;
  return text !== undefined && recommendation?.text.includes(text) === true ? undefined : text;
}

/** Records that are missing from the figures: those that could not be read, and those that were late. */
export function missingRecords(result: Result): string[] {
  return [badRecords(result), lateRecords(result)].filter((text) => text !== undefined);
}

/** Whether all units gave the same answer. */
export function answer(result: Result): string {
  const { sameAnswer, units } = result;
  const { jobs } = sameAnswer;
  if (jobs === undefined) return answerOfPlan(result);
  const others = units.filter((unit) => !isOwnJob(unit));
  const ofPlan = others.length === 0 ? [] : [answerOfPlan({ ...result, units: others })];
  return [...ofPlan, jobAnswers(units.filter(isOwnJob), jobs), recordsWithoutRows(units)].join(' ');
}

function answerOfPlan(result: Result): string {
  const { sameAnswer, units, interrupted } = result;
  const { equal, rows, digest } = sameAnswer;
  const failed = units.filter(({ failure }) => failure !== null).length;
  if (!equal) return `The answers differ: ${failed} of ${units.length} units failed.`;
  if (units.length === 0) return 'No unit was measured.';
  const known = units.filter(({ output }) => output !== null).length;
  const which = interrupted ? ' that finished before the interruption' : '';
  const repeated = repeatedRows(units);
  const compared = `${comparedAs(result)}${repeated}`;
  const same = `${known} of ${units.length} units${which} gave the same answer as batch${compared}`;
  if (rows === null || digest === null) return `${same} on the records of their rate.`;
  const unordered = units.filter(({ output }) => output !== null && output.digest === null).length;
  const inAnyOrder = unordered === 0 ? '' : ` (${unordered} of them compared in any order)`;
  return `${same}${inAnyOrder}: ${perSecond(rows)} rows, SHA-256 ${digest.slice(0, 12)}…`;
}

/** Of engines whose delivery may repeat rows: how many were left out; empty where none was repeated. */
function repeatedRows(units: readonly Unit[]): string {
  const byName = [...Map.groupBy(units, configurationName)].flatMap(([name, own]) => {
    const rows = own.reduce((sum, { output }) => sum + (output?.duplicates ?? 0), 0);
    return rows === 0 ? [] : [`${perSecond(rows)} of ${name}`];
  });
  return byName.length === 0 ? '' : `, without the rows that came twice (${byName.join(', ')})`;
}

/** Which rows of the units were compared; empty where the engine did not say. */
function comparedAs({ units, experiment }: Result): string {
  const count = (readBack: OutputFigures['readBack']): number =>
    units.filter(({ output }) => output?.readBack === readBack).length;
  const [read, tooMany] = [count('yes'), count('too many rows')];
  if (count('unreadable') > 0) return `, as handed to the sink (${experiment.sink} cannot be read)`;
  if (read === 0) return tooMany === 0 ? '' : ', as handed to the sink (too many rows to read them back)';
  const others = tooMany === 0 ? '' : ` (${tooMany} of them as handed to it: too many rows to read them back)`;
  return `, as read back from the sink${others}`;
}

/** What the experiment found, the most useful first. */
export function conclusions({ recommendation, findings }: Result): Sentence[] {
  const found = foundIn(findings);
  if (recommendation === null) return found;
  // The recommendation of a sweep repeats some of the others.
  return [recommendation, ...found.filter(({ text }) => !recommendation.text.includes(text))];
}

/** What the kind of experiment found beside its recommendation. */
function foundIn(findings: Findings): Sentence[] {
  switch (findings.kind) {
    case 'run':
      return [findings.saving, findings.precision].filter((one) => one !== null && one !== undefined);
    case 'capacity':
    case 'recover':
    case 'gate':
      return [];
    case 'sweep':
      return foundBySweep(findings);
  }
}

function foundBySweep({ choice, crossovers, saving, check }: SweepFindings): Sentence[] {
  const found = [choice, ...crossovers, saving, check].filter((one) => one !== null);
  return found.map((one) => ({ evidence: [], ...one }));
}
