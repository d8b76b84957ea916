import type { UnitFigures } from '../engines/local/unit-figures.ts';
import type { Machine } from '../measurement/machine/machine.ts';
import { planDigest } from '../pipeline/plan-digest.ts';
import { schemaName, type Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import type { Workload } from '../workloads/workload.ts';
import type { RunSettings } from './settings.ts';

/** Where and when an experiment took place, and by which version of the tool. */
export interface Circumstances {
  readonly machine: Machine;
  readonly tool: Result['tool'];
  readonly startedAt: string;
}

type Beginning = Pick<Result, 'schema' | 'command' | 'startedAt' | 'tool' | 'machine' | 'experiment'>;

/**
 * What the document of every experiment begins with.
 *
 * @param references of each rate; what differs between them is null
 */
export function beginningOf(
  kind: Result['experiment']['kind'],
  settings: RunSettings,
  workload: Workload,
  { machine, tool, startedAt }: Circumstances,
  references: readonly UnitFigures[],
): Beginning {
  const { command, seed, records, durationMs, repetitions, sink, sync, wait } = settings;
  return {
    schema: schemaName,
    command,
    startedAt,
    tool,
    machine,
    experiment: {
      kind,
      workload: workload.name,
      planDigest: planDigest(workload.plan),
      seed,
      records,
      engine: 'local',
      source: workload.source.name,
      load: loadOf(
        settings,
        common(references, ({ offeredRate }) => offeredRate),
      ),
      durationMs,
      warmUpMs: settings.load === 'saturate' ? null : settings.warmUpMs,
      recordCount: common(references, ({ recordCount }) => recordCount),
      measuredRecords: common(references, ({ measuredRecords }) => measuredRecords),
      badRecords: references[0].badRecords,
      repetitions,
      sink,
      sync,
      wait,
    },
  };
}

/** With all that is needed to make the same arrivals again. */
function loadOf({ load, loadParameters, speed }: RunSettings, rate: number | null): Result['experiment']['load'] {
  const parameters = Object.keys(loadParameters).length > 0 && { parameters: loadParameters };
  return { shape: load, rate, speed, ...parameters };
}

function common<T>(references: readonly UnitFigures[], read: (figures: UnitFigures) => T): T | null {
  const [first, ...others] = references.map(read);
  return others.every((value) => value === first) ? first : null;
}

/** Whether all units gave the answer of the reference. */
export function sameAnswerOf(units: readonly Unit[], { output }: UnitFigures): Result['sameAnswer'] {
  return {
    equal: units.every(({ status }) => status !== 'failed'),
    reference: 'batch',
    digest: output.digest,
    rows: output.rows,
  };
}
