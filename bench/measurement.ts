import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Bench } from 'tinybench';
import { compile } from '../src/compile/compile.ts';
import { driveOf } from '../src/engines/local/drive.ts';
import { OwnCommitting } from '../src/engines/local/own-committing.ts';
import { invokeAndCommit, type Drive } from '../src/executors/executor.ts';
import { constant } from '../src/loads/constant.ts';
import type { Clock } from '../src/measurement/clock.ts';
import { HarnessCost } from '../src/measurement/harness-cost.ts';
import { RealClock } from '../src/measurement/real-clock.ts';
import { RowLog } from '../src/measurement/row-log.ts';
import { RunLog } from '../src/measurement/run-log.ts';
import { openSink } from '../src/sinks/index.ts';
import type { SinkKind } from '../src/sinks/sink.ts';
import { median } from '../src/statistics/median.ts';
import { fraud } from '../src/workloads/fraud.ts';

/**
 * What measuring costs: the capacity for the same records, step and sink, once with the clock, the log and the digest
 * of a unit, once without any. Both take turns, and each pair gives one ratio. `npm run bench`
 */
interface Configuration {
  readonly sink: SinkKind;
  /** 1: continuous. */
  readonly recordsPerInvocation: number;
  readonly recordCount: number;
}

const configurations: readonly Configuration[] = [
  { sink: 'sqlite', recordsPerInvocation: 1, recordCount: 20_000 },
  { sink: 'sqlite', recordsPerInvocation: 1000, recordCount: 500_000 },
  { sink: 'none', recordsPerInvocation: 1, recordCount: 500_000 },
  { sink: 'none', recordsPerInvocation: 1000, recordCount: 500_000 },
];
/** Compiled code settles in these, which are not counted. */
const warmUpRounds = 3;
const rounds = 21;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const folder = mkdtempSync(join(tmpdir(), 'stream-bench-'));
const records = await fraud.source.read(constant({ ratePerSecond: 500_000 }).arrivalsNanos(1e9, 1), 1);
/** All there from the start: nobody waits, so the time of a pass is busy time. */
const arrivalsNanos = new Float64Array(records.length);
/** Is always there, and costs nothing. */
const noClock: Clock = { now: () => 0, waitUntil: () => 0 };
let opened = 0;

interface Pass {
  readonly drive: Drive;
  close(): void;
}

/** A new step and sink; with measurement, all that a unit drives. */
function prepare({ sink, recordCount }: Configuration, isMeasured: boolean): Pass {
  const step = compile(fraud.plan, records);
  const directory = mkdtempSync(join(folder, `${opened++}-`));
  const committing = new OwnCommitting(openSink(sink, { directory, schema: fraud.plan.schema, sync: 'normal', visibleAt: 'commit' }), true);
  const clock = isMeasured ? new RealClock('spin') : noClock;
  const measuring = { log: new RunLog(recordCount, false), rows: new RowLog(), harness: new HarnessCost(clock, 0) };
  const drive = driveOf({ arrivalsNanos, clock, step, committing, ...measuring });
  collectGarbage();
  return {
    drive: isMeasured ? drive : { ...drive, observe: () => {} },
    close() {
      committing.close();
      rmSync(directory, { recursive: true });
    },
  };
}

function drain({ recordsPerInvocation, recordCount }: Configuration, drive: Drive): void {
  for (let from = 0; from < recordCount; from += recordsPerInvocation) {
    invokeAndCommit(drive, from, from + recordsPerInvocation, drive.clock.waitUntil(arrivalsNanos[from]));
  }
}

/** Records per second of each configuration: without measurement and with it. */
async function round(index: number): Promise<[without: number, measured: number][]> {
  const bench = new Bench({ iterations: 1, time: 0, warmup: false });
  // The second of a pair may find a warmer machine: each is that every other time.
  const turns = index % 2 === 0 ? [false, true] : [true, false];
  for (const configuration of configurations) {
    for (const isMeasured of turns) {
      let pass: Pass | undefined;
      bench.add(nameOf(configuration, isMeasured), () => drain(configuration, pass!.drive), {
        beforeEach: () => void (pass = prepare(configuration, isMeasured)),
        afterEach: () => pass!.close(),
      });
    }
  }
  await bench.run();
  return configurations.map((configuration) => [perSecond(bench, configuration, false), perSecond(bench, configuration, true)]);
}

function nameOf({ sink, recordsPerInvocation }: Configuration, isMeasured: boolean): string {
  return `${sink} ${recordsPerInvocation} ${isMeasured ? 'measured' : 'alone'}`;
}

function perSecond(bench: Bench, configuration: Configuration, isMeasured: boolean): number {
  const result = bench.getTask(nameOf(configuration, isMeasured))?.result;
  if (result?.state !== 'completed') throw new Error(`${nameOf(configuration, isMeasured)} did not run`, { cause: result });
  return configuration.recordCount / (result.latency.mean / 1000);
}

try {
  const all: Awaited<ReturnType<typeof round>>[] = [];
  for (let index = 0; index < warmUpRounds + rounds; index++) all.push(await round(index));
  console.table(
    configurations.map(({ sink, recordsPerInvocation }, index) => {
      const pairs = all.slice(warmUpRounds).map((results) => results[index]);
      const costs = pairs.map(([without, measured]) => 100 * (1 - measured / without)).sort((left, right) => left - right);
      const rate = (of: 0 | 1): string => Math.round(median(pairs.map((pair) => pair[of]))!).toLocaleString('en');
      return {
        sink,
        'records per invocation': recordsPerInvocation,
        'records/s without': rate(0),
        'records/s measured': rate(1),
        'cost of measuring, median of pairs': `${median(costs)!.toFixed(1)} %`,
        'middle half of pairs': `${costs[Math.floor(rounds / 4)].toFixed(1)} to ${costs[Math.floor((3 * rounds) / 4)].toFixed(1)} %`,
      };
    }),
  );
} finally {
  rmSync(folder, { recursive: true });
}
