import { tmpdir } from 'node:os';
import { referenceByBatch } from '../../engines/available.ts';
import type { MeasuringContext } from '../../engines/engine.ts';
import type { Engines } from '../../engines/engines.ts';
import { OneAtATime } from '../../engines/one-at-a-time.ts';
import type { ExperimentTools } from '../../experiments/tools.ts';
import { describeMachine } from '../../measurement/machine/machine.ts';
import { paragraph } from '../../reports/paragraph.ts';
import { progressLine } from '../../reports/progress.ts';
import type { Unit } from '../../results/unit.ts';
import type { ExperimentOptions } from '../options/experiment-options.ts';
import type { OutputOptions } from '../options/output-options.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { notifier } from './notifier.ts';
import type { Progress } from './progress.ts';

/**
 * The real tools of an experiment: the engines, this machine, and progress, if it is shown.
 *
 * @param nameOf names a unit in the progress; by default its configuration does
 */
export function experimentTools(
  engines: Engines,
  options: Pick<ExperimentOptions, keyof OutputOptions | 'unitTimeout'>,
  startedAt: string,
  terminal: Terminal,
  progress: Progress | undefined,
  nameOf?: (unit: Unit) => string,
): ExperimentTools {
  const temporary = tmpdir();
  const notify = notifier(options, terminal);
  const context: MeasuringContext = {
    signal: terminal.signal,
    machine: new OneAtATime(),
    unitTimeoutMs: options.unitTimeout,
    notify,
  };
  return {
    engines,
    measure: async (spec) => engines.of(spec.configuration).measure(spec, context),
    reference: async (spec) => referenceByBatch(spec, temporary, context),
    machine: describeMachine(temporary),
    tool: { version: version(), node: process.versions.node },
    startedAt,
    topics: () => engines.topics,
    now: () => performance.now(),
    notice: (text) => notify(`${paragraph(text)}\n`),
    onUnit: (unit, done, total) =>
      progress?.unitDone(progressLine(unit, done, total, nameOf?.(unit)), done, total, performance.now()),
    onPart: (part, done, total) => progress?.partDone(part, done, total, performance.now()),
  };
}
