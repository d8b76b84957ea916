import { join } from 'node:path';
import { StreamBenchError } from '../../errors.ts';
import { Program, type ProgramOptions } from '../../processes/program.ts';
import { treeUsage } from '../../processes/tree-usage.ts';
import { EarlyEnd } from './early-end.ts';
import { failureReason, searchedLines } from './failure-reason.ts';
import type { Job } from './job.ts';

/**
 * Starts a program of others as a job. What it prints is kept in the folder, for the message if it ends early.
 *
 * @param cwd where it runs; absent: in the folder
 */
export function startProgram(
  name: string,
  command: string,
  args: readonly string[],
  folder: string,
  env: ProgramOptions['env'] = {},
  cwd: string = folder,
): Job {
  const program = new Program(command, args, { cwd, env, log: join(folder, 'job.log') });
  const end = new EarlyEnd(
    program.ended.then(({ exitCode, signal, error }) => {
      const how =
        error === undefined ? `ended with ${signal ?? `exit code ${exitCode}`}` : `does not start: ${error.message}`;
      // What it printed last is no reason where somebody has killed it.
      const reason = signal === null ? failureReason(program.lastLines(searchedLines), folder) : undefined;
      const what = `${name} ${how}${reason === undefined ? '' : `: ${reason}`}`;
      return new StreamBenchError({ kind: 'environment', what }, new Error(program.lastLines()));
    }),
  );
  return {
    lost: end.lost,
    lastLine: () => lastLineOf(program.lastLines()),
    usage: () => (program.pid === undefined ? null : treeUsage([program.pid])),
    async stop() {
      end.stop();
      await program.stop();
    },
  };
}

const longestLine = 300;

function lastLineOf(lines: string): string | undefined {
  const line = lines.split('\n').findLast((text) => text.trim() !== '');
  return line?.trim().slice(0, longestLine);
}
