import { join } from 'node:path';
import { Program, type ProgramOptions } from '../../../processes/program.ts';
import { treeUsage } from '../../../processes/tree-usage.ts';
import { EarlyEnd } from '../broker/early-end.ts';
import { endedEarly } from '../broker/ended-early.ts';
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
  const end = new EarlyEnd(program.ended.then((ended) => endedEarly(name, program, ended, folder)));
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
