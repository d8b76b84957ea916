import { join } from 'node:path';
import { Program, type ProgramOptions } from '../../processes/program.ts';
import { treeUsage } from '../../processes/tree-usage.ts';
import { EarlyEnd } from './early-end.ts';
import { endedEarly } from './ended-early.ts';
import type { Job } from './job.ts';

/** Starts a program of others as a job. What it prints is kept in the folder, for the message if it ends early. */
export function startProgram(
  name: string,
  command: string,
  args: readonly string[],
  folder: string,
  env: ProgramOptions['env'] = {},
): Job {
  const program = new Program(command, args, { cwd: folder, env, log: join(folder, 'job.log') });
  const end = new EarlyEnd(program.ended.then((ended) => endedEarly(name, program, ended, folder)));
  return {
    lost: end.lost,
    usage: () => (program.pid === undefined ? null : treeUsage([program.pid])),
    async stop() {
      end.stop();
      await program.stop();
    },
  };
}
