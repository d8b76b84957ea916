import { join } from 'node:path';
import { StreamBenchError } from '../../errors.ts';
import { Program, type ProgramOptions } from '../../processes/program.ts';
import { treeUsage } from '../../processes/tree-usage.ts';
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
  let isStopped = false;
  const lost = new Promise<StreamBenchError>((resolve) => {
    void program.ended.then(({ exitCode, signal, error }) => {
      if (isStopped) return;
      const how =
        error === undefined ? `ended with ${signal ?? `exit code ${exitCode}`}` : `does not start: ${error.message}`;
      const lines = program.lastLines();
      const why = reasonIn(lines);
      const what = `${name} ${how}${why === undefined ? '' : `: ${why}`}`;
      resolve(new StreamBenchError({ kind: 'environment', what }, new Error(lines)));
    });
  });
  return {
    lost,
    lastLine: () => lastLineOf(program.lastLines()),
    usage: () => (program.pid === undefined ? null : treeUsage([program.pid])),
    async stop() {
      isStopped = true;
      await program.stop();
    },
  };
}

const longestReason = 300;

/** The last line that names an exception or an error, or else the last one; undefined if there is none. */
function reasonIn(lines: string): string | undefined {
  const line = lines.split('\n').findLast((text) => /\b\w*(Exception|Error)\b/.test(text) && !/^\s+at /.test(text));
  return line?.trim().slice(0, longestReason) ?? lastLineOf(lines);
}

function lastLineOf(lines: string): string | undefined {
  const line = lines.split('\n').findLast((text) => text.trim() !== '');
  return line?.trim().slice(0, longestReason);
}
