import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { sep } from 'node:path';
import { unitProgramIn } from '../../arms/tool-in.ts';
import { localEngine, referenceByBatch } from '../../engines/available.ts';
import type { MeasuringContext } from '../../engines/engine.ts';
import { OneAtATime } from '../../engines/one-at-a-time.ts';
import type { UnitSpec } from '../../engines/unit-spec.ts';
import { StreamBenchError } from '../../errors.ts';
import type { ExperimentTools } from '../../experiments/tools.ts';
import { schemaName } from '../../results/result.ts';
import { notifier } from '../experiment/notifier.ts';
import type { Terminal } from '../terminal.ts';
import type { GateOptions } from './options.ts';

/** Which measure copies, by their names. */
export type MeasuringTools = Pick<ExperimentTools, 'measure' | 'reference'>;

/** A copy of a version. */
export interface CopyAt {
  /** What it measures: its pipeline file, or a workload of the tool. */
  readonly workload: string;
  /** Its root. */
  readonly folder: string;
  /** That of its version, as users see it. */
  readonly versionName: string;
}

export type CopiesByName = ReadonlyMap<string, CopyAt>;

/** Measures by this tool, whatever the copies have. */
export function byThisTool(tools: MeasuringTools, copies: CopiesByName): MeasuringTools {
  return inCopies(() => tools, copies);
}

/** Measures by the tool that each copy is, or has among its packages. */
export function byOwnTools(
  copies: CopiesByName,
  file: string,
  { unitTimeout, quiet }: GateOptions,
  terminal: Terminal,
): MeasuringTools {
  const context: MeasuringContext = {
    signal: terminal.signal,
    machine: new OneAtATime(),
    unitTimeoutMs: unitTimeout,
    notify: notifier({ ...(quiet && { quiet }) }, terminal),
  };
  const own = new Map([...copies].map(([name, copy]) => [name, ownToolsOf(copy, file, context)]));
  return inCopies((name) => own.get(name)!, copies);
}

function ownToolsOf({ folder, versionName }: CopyAt, file: string, context: MeasuringContext): MeasuringTools {
  const program = ownProgramIn(folder, file, versionName);
  return {
    measure: async (spec) => localEngine(tmpdir(), { program }).measure(spec, context),
    reference: async (spec) => referenceByBatch(spec, tmpdir(), context, program),
  };
}

/** Specs name a copy in place of their workload. */
function inCopies(toolsOf: (name: string) => MeasuringTools, copies: CopiesByName): MeasuringTools {
  const inCopy = async <Value>(
    spec: UnitSpec,
    work: (tools: MeasuringTools, own: UnitSpec) => Promise<Value>,
  ): Promise<Value> => {
    const copy = copies.get(spec.workload)!;
    return ofVersion(copy, work(toolsOf(spec.workload), { ...spec, workload: copy.workload }));
  };
  return {
    measure: async (spec) => inCopy(spec, async (tools, own) => tools.measure(own)),
    reference: async (spec) => inCopy(spec, async (tools, own) => tools.reference(own)),
  };
}

/** A problem names the version. Of the folder of the copy users know nothing. */
async function ofVersion<Value>({ folder, versionName }: CopyAt, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof StreamBenchError) || error.problem.kind === 'interrupted') throw error;
    const { where } = error.problem;
    const inVersion = where === undefined ? versionName : `${versionName}, ${where.replace(`${folder}${sep}`, '')}`;
    throw new StreamBenchError({ ...error.problem, where: inVersion }, error.cause);
  }
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
