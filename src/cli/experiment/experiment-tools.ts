import { tmpdir } from 'node:os';
import { inFreshProcesses, oneAfterAnother } from '../../engines/local/fresh-process.ts';
import type { CapacityTools } from '../../experiments/capacity/capacity.ts';
import type { RunTools } from '../../experiments/run/run.ts';
import { describeMachine } from '../../measurement/machine/machine.ts';
import { progressLine } from '../../reports/progress.ts';
import { showsProgress } from './deliver.ts';
import type { Unit } from '../../results/unit.ts';
import type { OutputOptions } from '../options/output-options.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';

/**
 * What an experiment takes from outside, for real: fresh processes, this machine, and progress where somebody looks.
 *
 * @param nameOf what tells a unit from the others; without it its configuration
 */
export function experimentTools(
  options: OutputOptions,
  startedAt: string,
  terminal: Terminal,
  nameOf?: (run: Unit) => string,
): RunTools & CapacityTools {
  const tells = showsProgress(options, terminal);
  const measureUnit = inFreshProcesses(tmpdir(), terminal.signal);
  return {
    measureUnit,
    runUnit: oneAfterAnother(measureUnit),
    machine: describeMachine(tmpdir()),
    tool: { version: version(), node: process.versions.node },
    startedAt,
    onRun: (finished, done, total) => {
      if (tells) terminal.stderr.write(progressLine(finished, done, total, nameOf?.(finished)));
    },
  };
}
