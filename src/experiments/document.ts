import type { ReferenceReport } from '../engines/unit-report.ts';
import { planDigest } from '../pipeline/plan-digest.ts';
import { sinks } from '../sinks/kinds.ts';
import { isFailed } from '../results/exclusion.ts';
import { schemaName, type Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import type { Workload } from '../workloads/workload.ts';
import type { JobsHeld } from './held-answers.ts';
import { lateRecordsOf } from './late-records.ts';
import type { ExperimentSettings } from './settings.ts';
import type { Circumstances } from './tools.ts';

type Beginning = Pick<Result, 'schema' | 'command' | 'startedAt' | 'tool' | 'machine' | 'experiment'>;

/** The records of a unit. */
type Records = Pick<ReferenceReport, 'offeredRate' | 'recordCount' | 'records' | 'badRecords' | 'late'>;

/**
 * The members that the documents of all experiments share.
 *
 * @param records of each rate; a figure that differs between them is null in the document, but for the bad records
 */
export function beginningOf(
  settings: ExperimentSettings,
  workload: Workload,
  { machine, tool, startedAt, topics, jobs }: Circumstances,
  records: readonly Records[],
): Beginning {
  const { command, seed, payload, durationMs, warmUpMs, repetitions, sink, sync, wait } = settings;
  const betweenTopics = topics?.();
  const late = lateRecordsOf(records, settings.records);
  return {
    schema: schemaName,
    command,
    startedAt,
    tool,
    machine,
    experiment: {
      workload: workload.name,
      planDigest: planDigest(workload.plan),
      seed,
      records: settings.records,
      source: workload.source.name,
      load: loadOf(
        settings,
        common(records, ({ offeredRate }) => offeredRate),
      ),
      durationMs,
      warmUpMs: settings.load === 'saturate' ? null : warmUpMs,
      recordCount: common(records, ({ recordCount }) => recordCount),
      measuredRecords: common(records, ({ records: { measured } }) => measured),
      badRecords: mostRead(records).badRecords,
      ...(late !== undefined && { late }),
      repetitions,
      sink,
      sync: sinks[sink].syncs ? sync : null,
      wait,
      ...(payload !== 'columns' && { payload }),
      ...(betweenTopics !== undefined && { topics: betweenTopics }),
      ...(jobs !== undefined && { jobs }),
    },
  };
}

/** All read the recording from its start, so that this one has met the bad records of the others too. */
function mostRead(records: readonly Records[]): Records {
  return records.reduce((most, each) => (each.recordCount > most.recordCount ? each : most));
}

/** With everything needed to generate the same arrivals again. */
function loadOf(settings: ExperimentSettings, rate: number | null): Result['experiment']['load'] {
  const { load, loadParameters, speed } = settings;
  const hasParameters = Object.keys(loadParameters).length > 0;
  return { shape: load, rate, speed, ...(hasParameters && { parameters: loadParameters }) };
}

/** The value that all of them have; null where it differs. */
export function common<Item, Value>(items: readonly Item[], read: (of: Item) => Value): Value | null {
  const [first, ...others] = items.map(read);
  return others.every((value) => value === first) ? first : null;
}

/** In place of a rate and a length where the units of an experiment have their own. */
export const unknownLoad = { ratePerSecond: null, durationMs: null };

/** For an experiment whose units all have the same records, and so one reference answer. */
export function sameAnswerOf(
  units: readonly Unit[],
  { answer }: ReferenceReport,
  jobs?: JobsHeld,
): Result['sameAnswer'] {
  const { digest, unorderedDigest, rows } = answer;
  const ofJobs = jobs !== undefined && { jobs };
  return { equal: !units.some(isFailed), reference: 'batch', digest, unorderedDigest, rows, ...ofJobs };
}

/** For an experiment in which each rate has records and a reference answer of its own. */
export function sameAnswerByRate(units: readonly Unit[], reference: string, jobs?: JobsHeld): Result['sameAnswer'] {
  const ofJobs = jobs !== undefined && { jobs };
  return { equal: !units.some(isFailed), reference, digest: null, unorderedDigest: null, rows: null, ...ofJobs };
}
