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
import type { OutputOptions } from '../options/output-options.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { showsProgress } from './deliver.ts';

/**
 * The real tools of an experiment: the engines, this machine, and progress on a terminal.
 *
 * @param nameOf names a unit in the progress; by default its configuration does
 */
export function experimentTools(
  engines: Engines,
  options: OutputOptions,
  startedAt: string,
  terminal: Terminal,
  nameOf?: (unit: Unit) => string,
): ExperimentTools {
  const isShown = showsProgress(options, terminal);
  const notices = options.quiet !== true && options.json !== true;
  const temporary = tmpdir();
  const context: MeasuringContext = { signal: terminal.signal, machine: new OneAtATime() };
  return {
    engines,
    measure: async (spec) => engines.of(spec.configuration).measure(spec, context),
    reference: async (spec) => referenceByBatch(spec, temporary, context),
    machine: describeMachine(temporary),
    tool: { version: version(), node: process.versions.node },
    startedAt,
    notice: (text) => {
      if (notices) terminal.stderr.write(`${paragraph(text)}\n`);
    },
    onUnit: (unit, done, total) => {
      if (isShown) terminal.stderr.write(progressLine(unit, done, total, nameOf?.(unit)));
    },
  };
}
