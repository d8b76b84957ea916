import { inspect } from 'node:util';
import type { Command } from 'commander';
import type * as Program from '../../src/cli/program.ts';
import { Choices } from './choices.ts';
import { randomCommandLine } from './command-line.ts';
import { outcomeOf, type Printed } from './command-outcome.ts';
import { doCases, seedOfBlock } from './in-blocks.ts';
import { Scratch } from './scratch.ts';

/**
 * Random command lines through the built program, within this process. Their experiments are interrupted before the
 * first unit, and installs before anything is fetched; `doctor`, which cannot be, is only parsed.
 */
const { programFor, runProgram } = (await import(
  new URL('../../dist/cli/program.js', import.meta.url).href
)) as typeof Program;
const silent = { write: () => true };
const interrupted = AbortSignal.abort();
const grammar = await programFor({ stdout: silent, stderr: silent, signal: interrupted }, () => {});
const scratch = new Scratch();
process.chdir(scratch.folder);
process.env['XDG_CACHE_HOME'] = scratch.cacheFolder;
process.env['PATH'] = scratch.noPrograms;
let rejection: unknown;
process.on('unhandledRejection', (reason) => (rejection = reason));

await doCases(async (index, begins) => {
  const choices = new Choices(seedOfBlock(), index);
  const args = randomCommandLine(choices, grammar);
  begins(JSON.stringify(args).slice(0, 300));
  const isTerminal = choices.chance(0.5);
  const row = 'command lines, in one process';
  if (await startsDoctor(args)) return { row, outcome: 'accepted' };
  const printed = await run(args, isTerminal);
  const outcome = outcomeOf(args, printed, scratch.damage(args));
  if (typeof outcome !== 'string' || args.includes('--force') || index % 50 === 0) scratch.reset();
  return { row, outcome };
});
scratch.remove();

async function run(args: readonly string[], isTerminal: boolean): Promise<Printed> {
  const [out, err]: string[][] = [[], []];
  const output = (to: string[]) => ({ isTTY: isTerminal, columns: 80, write: (text: string) => to.push(text) });
  rejection = undefined;
  let exitCode: number | null = null;
  try {
    exitCode = await runProgram(args, { stdout: output(out), stderr: output(err), signal: interrupted });
  } catch (error) {
    err.push(`stream-bench itself failed: ${String(error)}`);
  }
  if (rejection !== undefined) err.push(`stream-bench itself failed: unhandled ${inspect(rejection)}`);
  return { exitCode, stdout: out.join(''), stderr: err.join(''), isTerminal };
}

async function startsDoctor(args: readonly string[]): Promise<boolean> {
  if (!args.includes('doctor')) return false;
  let starts = false;
  const program = await programFor({ stdout: silent, stderr: silent, signal: interrupted }, () => {});
  const doctor = program.commands.find((command: Command) => command.name() === 'doctor')!;
  program.commands.forEach((command) => command.action(() => {}));
  doctor.action(() => {
    starts = true;
  });
  await program.parseAsync(args, { from: 'user' }).catch(() => {});
  return starts;
}
