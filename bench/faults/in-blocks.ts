import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { FaultCount } from './fault-count.ts';

/** What became of one case. */
export type CaseOutcome = 'accepted' | 'refused' | { readonly fault: string };

/** From the process of a block, before and after each case. */
export type BlockMessage =
  | { readonly begins: string }
  | { readonly index: number; readonly row: string; readonly outcome: CaseOutcome };

interface Blocks {
  /** A program that is called with a seed, the first case, and the first one that is not to be done. */
  readonly program: URL;
  readonly seed: number;
  readonly count: number;
  readonly blockLength: number;
  /** A case that takes longer hangs. */
  readonly caseMs: number;
}

/**
 * Runs many cases in processes of their own, so that one that hangs or ends its process is a fault of that case alone:
 * the next process goes on behind it. Returns a count for each row that the cases name.
 */
export async function inBlocks(blocks: Blocks): Promise<FaultCount[]> {
  const rows = new Map<string, { cases: number; accepted: number; refused: number; faults: string[] }>();
  const add = (row: string, outcome: CaseOutcome): void => {
    const counted = rows.get(row) ?? { cases: 0, accepted: 0, refused: 0, faults: [] };
    rows.set(row, counted);
    counted.cases++;
    if (typeof outcome === 'string') counted[outcome]++;
    else counted.faults.push(outcome.fault);
  };
  // Of the whole, since a process that is ended removes nothing.
  const temporary = mkdtempSync(join(tmpdir(), 'stream-bench-faults-'));
  let next = 0;
  let done = 0;
  const takeBlocks = async (): Promise<void> => {
    while (next < blocks.count) {
      const from = next;
      const to = Math.min(blocks.count, from + blocks.blockLength);
      next = to;
      for (let at = from; at < to;) at = await runBlock({ ...blocks, temporary }, at, to, add);
      done += to - from;
      console.error(`${basename(blocks.program.pathname)}: ${done} of ${blocks.count}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, takeBlocks));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return [...rows].map(([what, counted]) => ({ what, ...counted }));
}

/** Returns the first case that is still to be done. */
async function runBlock(
  { program, seed, caseMs, temporary }: Blocks & { readonly temporary: string },
  from: number,
  to: number,
  add: (row: string, outcome: CaseOutcome) => void,
): Promise<number> {
  // Whatever a case prints by itself belongs to nobody.
  const child = fork(program, [String(seed), String(from), String(to)], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let [next, input, complaint, hangs] = [from, '', '', false];
  const stop = (): void => {
    hangs = true;
    child.kill('SIGKILL');
  };
  let watchdog = setTimeout(stop, caseMs);
  child.stderr!.on('data', (text: Buffer) => (complaint = `${complaint}${text.toString()}`.slice(-500)));
  child.on('message', (message: BlockMessage) => {
    clearTimeout(watchdog);
    watchdog = setTimeout(stop, caseMs);
    if ('begins' in message) input = message.begins;
    else {
      next = message.index + 1;
      add(message.row, message.outcome);
    }
  });
  await once(child, 'close');
  clearTimeout(watchdog);
  if (next === to) return to;
  add('cases that ended their process', { fault: `${hangs ? 'hangs' : `ends the process: ${complaint}`}: ${input}` });
  return next + 1;
}

/** The part of the program of a block: does its cases one after the other, and tells of each. */
export async function doCases(
  oneCase: (index: number, begins: (input: string) => void) => Promise<{ row: string; outcome: CaseOutcome }>,
): Promise<void> {
  const [from, to] = process.argv.slice(3).map(Number);
  for (let index = from; index < to; index++) {
    const { row, outcome } = await oneCase(index, (begins) => send({ begins }));
    send({ index, row, outcome } satisfies BlockMessage);
  }
  process.disconnect();
}

function send(message: BlockMessage): void {
  process.send!(message);
}

/** Of the program of a block. */
export function seedOfBlock(): number {
  return Number(process.argv[2]);
}
