import { StreamBenchError } from '../../errors.ts';
import type { ExperimentCall } from '../experiment/experiment-input.ts';
import { gateObjectives } from './gate-objectives.ts';
import { gateVersions } from './gate-versions.ts';
import { requireReportPlaces } from './gate-reports.ts';
import type { GateOptions } from './options.ts';

export const gate: ExperimentCall<GateOptions> = async (input, terminal) => {
  const { workload, options } = input;
  // Before anything takes time.
  requireReportPlaces(workload, options);
  if (options.objective === undefined) return gateVersions({ ...input, base: requireBase(options) }, terminal);
  requireNothingOfBase(options);
  return gateObjectives({ ...input, objectives: options.objective }, terminal);
};

function requireBase({ base }: GateOptions): string {
  if (base !== undefined) return base;
  throw new StreamBenchError({
    kind: 'input',
    what: 'there is nothing to hold the pipeline to',
    remedy: 'Give a version, such as --base origin/main, or a latency, such as --objective p99=20ms@50k.',
  });
}

/** Options that mean something only beside --base. */
const ofBase = {
  base: '--base',
  rate: '--rate',
  prepare: '--prepare',
  ownTool: '--own-tool',
  expectAnswerChange: '--expect-answer-change',
} as const;

function requireNothingOfBase(options: GateOptions): void {
  const given = (Object.keys(ofBase) as (keyof typeof ofBase)[]).find((name) => options[name] !== undefined);
  if (given === undefined) return;
  const what = `${ofBase[given]} says how to compare two versions, and --objective needs only one`;
  throw new StreamBenchError({ kind: 'input', what, remedy: 'Leave one of them out.' });
}
