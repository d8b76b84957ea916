import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FormatKind } from '../../src/sources/formats.ts';
import type { FaultCount } from './fault-count.ts';
import type { Cases, ReadCase } from './recording-reader.ts';

/** A case that takes longer is a fault. On a busy machine the slowest ones take about a second. */
const watchdogMs = 20_000;
/** The heap of the reading process; what is beyond it ends the process. */
const heapMiB = 1024;

const names: Readonly<Record<FormatKind, string>> = {
  parquet: 'Parquet recordings',
  arrow: 'Arrow recordings',
  csv: 'CSV recordings',
  ndjson: 'NDJSON recordings',
};

/** Breaks `count` valid recordings of each format, and reads them as users' files are read, in a process of its own. */
export async function brokenRecordings({ count, seed }: { count: number; seed: number }): Promise<FaultCount[]> {
  const directory = mkdtempSync(join(tmpdir(), 'stream-bench-faults-'));
  try {
    const counts: FaultCount[] = [];
    for (const kind of Object.keys(names) as FormatKind[]) counts.push(await breakFormat(kind, count, seed, directory));
    return counts;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function breakFormat(kind: FormatKind, count: number, seed: number, directory: string): Promise<FaultCount> {
  let [accepted, refused] = [0, 0];
  const faults: string[] = [];
  for (let first = 0; first < count;) {
    // A process that was ended by a fault is replaced, and goes on after the case at fault.
    for await (const { index, outcome, fault } of readCases({ kind, first, count, seed, directory })) {
      first = index + 1;
      if (outcome === 'accepted') accepted++;
      else if (outcome === 'refused') refused++;
      else faults.push(`case ${index} of seed ${seed}: ${fault}`);
    }
  }
  return { what: names[kind], cases: count, accepted, refused, faults };
}

async function* readCases({
  first,
  count,
  ...cases
}: Cases & { first: number; count: number }): AsyncGenerator<ReadCase> {
  const reader = fork(join(import.meta.dirname, 'recording-reader.ts'), [JSON.stringify(cases)], {
    execArgv: [`--max-old-space-size=${heapMiB}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  try {
    for (let index = first; index < count; index++) {
      reader.send(index);
      const answer = await answerOf(reader, index);
      yield answer;
      if (answer.outcome === 'fault') return;
    }
  } finally {
    reader.kill('SIGKILL');
  }
}

/** The next answer of the reader, or a fault if there is none. */
async function answerOf(reader: ChildProcess, index: number): Promise<ReadCase> {
  const ending = new AbortController();
  const { signal } = ending;
  const late = AbortSignal.any([signal, AbortSignal.timeout(watchdogMs)]);
  try {
    return await Promise.race([
      once(reader, 'message', { signal }).then(([answer]) => answer as ReadCase),
      once(reader, 'exit', { signal }).then(([code, name]): ReadCase =>
        faultOf(index, `the process ended: ${code ?? name}`),
      ),
      once(late, 'abort').then(() => faultOf(index, `no answer within ${watchdogMs / 1000} s`)),
    ]);
  } finally {
    ending.abort();
  }
}

function faultOf(index: number, fault: string): ReadCase {
  return { index, outcome: 'fault', fault };
}
