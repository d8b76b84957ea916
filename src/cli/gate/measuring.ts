import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Arms } from '../../arms/arms.ts';
import { unitProgramIn } from '../../arms/tool-in.ts';
import { localEngine, referenceByBatch } from '../../engines/available.ts';
import type { MeasuringContext } from '../../engines/engine.ts';
import { OneAtATime } from '../../engines/one-at-a-time.ts';
import type { UnitSpec } from '../../engines/unit-spec.ts';
import { StreamBenchError } from '../../errors.ts';
import { copies, copyName } from '../../experiments/gate/block.ts';
import type { ExperimentTools } from '../../experiments/tools.ts';
import { schemaName } from '../../results/result.ts';
import { notifier } from '../experiment/notifier.ts';
import type { Terminal } from '../terminal.ts';
import type { GateOptions } from './options.ts';

/** Which measure copies, by their names. */
export type MeasuringTools = Pick<ExperimentTools, 'measure' | 'reference'>;

/** What each copy measures: its pipeline file, or a workload of the tool; by the name of the copy. */
type Workloads = ReadonlyMap<string, string>;

/** Measures by this tool, whatever the copies have. */
export function byThisTool({ measure, reference }: MeasuringTools, workloads: Workloads): MeasuringTools {
  return {
    measure: async (spec) => measure(inCopy(spec, workloads)),
    reference: async (spec) => reference(inCopy(spec, workloads)),
  };
}

/** Measures by the tool that each copy is, or has among its packages. */
export function byOwnTools(
  arms: Arms,
  file: string,
  workloads: Workloads,
  { unitTimeout, quiet }: GateOptions,
  terminal: Terminal,
): MeasuringTools {
  const context: MeasuringContext = {
    signal: terminal.signal,
    machine: new OneAtATime(),
    unitTimeoutMs: unitTimeout,
    notify: notifier({ ...(quiet && { quiet }) }, terminal),
  };
  const programs = new Map<string, URL>(
    copies.map((copy) => {
      const { folders, name } = arms[copy.side];
      return [copyName(copy), ownProgramIn(folders[copy.place], file, name)];
    }),
  );
  const programOf = ({ workload: copy }: UnitSpec): URL => programs.get(copy)!;
  return {
    measure: async (spec) =>
      localEngine(tmpdir(), { program: programOf(spec) }).measure(inCopy(spec, workloads), context),
    reference: async (spec) => referenceByBatch(inCopy(spec, workloads), tmpdir(), context, programOf(spec)),
  };
}

/** This tool reads what it reports, so both need the same format. */
function ownProgramIn(folder: string, file: string, versionName: string): URL {
  const program = unitProgramIn(folder, file, versionName);
  const format = readFileSync(new URL('../../results/result.js', program), 'utf8');
  if (format.includes(`'${schemaName}'`)) return program;
  throw new StreamBenchError({
    kind: 'input',
    what: `the stream-bench of this version reports in another format than ${schemaName}`,
    where: versionName,
    remedy: 'Name a newer version as --base, or leave --own-tool out.',
  });
}

function inCopy(spec: UnitSpec, workloads: Workloads): UnitSpec {
  return { ...spec, workload: workloads.get(spec.workload)! };
}
