import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { compile } from '../src/compile/compile.ts';
import { driveOf } from '../src/engines/local/drive.ts';
import { InvocationCommitPath } from '../src/engines/local/invocation-commit-path.ts';
import { invokeAndCommit, type Drive } from '../src/executors/executor.ts';
import { constant } from '../src/loads/constant.ts';
import type { Clock } from '../src/measurement/clock/clock.ts';
import { watchRunDelay } from '../src/measurement/clock/run-delay.ts';
import { HarnessCost } from '../src/measurement/meter/harness-cost.ts';
import { RealClock } from '../src/measurement/clock/real-clock.ts';
import { RowLog } from '../src/answers/row-log.ts';
import { InvocationLog } from '../src/measurement/meter/invocation-log.ts';
import { openSink } from '../src/sinks/index.ts';
import type { SinkKind } from '../src/sinks/kinds.ts';
import type { Table } from '../src/columns/table.ts';
import { markdownTable } from '../src/reports/markdown.ts';
import { perSecond } from '../src/results/quantity.ts';
import { median } from '../src/statistics/median.ts';
import { fraud } from '../src/workloads/fraud.ts';

/**
 * The cost of measuring. Compares the same records, step and sink with and without the clock, the log
 * and the digest of a unit. Both take turns every 1 to 15 ms, so that a change in the machine's speed affects both.
 * They share a heap, so part of the garbage of measuring is collected in the turns without it.
 */
interface Configuration {
  readonly sink: SinkKind;
  /** 1: continuous. */
  readonly recordsPerInvocation: number;
  readonly recordsPerTurn: number;
}

const configurations: readonly Configuration[] = [
  { sink: 'sqlite', recordsPerInvocation: 1, recordsPerTurn: 500 },
  { sink: 'sqlite', recordsPerInvocation: 1000, recordsPerTurn: 5000 },
  { sink: 'none', recordsPerInvocation: 1, recordsPerTurn: 5000 },
  { sink: 'none', recordsPerInvocation: 1000, recordsPerTurn: 5000 },
];
const turns = 60;
/** Left out of each round, and of all rounds: compiled code settles in these, as in the warm-up of a unit. */
const warmUpTurns = 10;
const warmUpRounds = 3;
const rounds = 25;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
/** A clock that costs nothing. */
const noClock: Clock = { now: () => 0, waitUntil: () => 0 };

interface Pass {
  readonly drive: Drive;
  close(): void;
}

/** Milliseconds of each turn, without measurement and with it. */
type Pair = readonly [alone: number, measured: number];

class MeasuringBench {
  readonly #folder = mkdtempSync(join(tmpdir(), 'stream-bench-'));
  readonly #records: Table;
  /** All records are there from the start, so nothing waits, and the time of a pass is busy time. */
  readonly #arrivalsNanos: Float64Array;
  #opened = 0;

  constructor(records: Table) {
    this.#records = records;
    this.#arrivalsNanos = new Float64Array(records.length);
  }

  round(configuration: Configuration): Pair[] {
    const [alone, measured] = [this.#prepare(configuration, false), this.#prepare(configuration, true)];
    collectGarbage();
    const pairs = Array.from({ length: turns }, (_, turn): Pair => {
      // The second of a pair may find warmer caches, so they change places each time.
      if (turn % 2 === 0) return [timeTurn(configuration, alone, turn), timeTurn(configuration, measured, turn)];
      const second = timeTurn(configuration, measured, turn);
      return [timeTurn(configuration, alone, turn), second];
    });
    alone.close();
    measured.close();
    return pairs.slice(warmUpTurns);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }

  /** A new step and sink; if measured, with all parts of a unit. */
  #prepare({ sink, recordsPerTurn }: Configuration, isMeasured: boolean): Pass {
    const step = compile(fraud.plan, this.#records);
    const directory = mkdtempSync(join(this.#folder, `${this.#opened++}-`));
    const commitPath = new InvocationCommitPath(
      openSink(sink, { directory, schema: fraud.plan.schema, sync: 'normal', visibleAt: 'commit' }),
      sink !== 'none',
    );
    const clock = isMeasured ? new RealClock('spin') : noClock;
    const measuring = {
      log: new InvocationLog(turns * recordsPerTurn, false),
      rows: new RowLog(),
      harness: new HarnessCost(clock, 0, commitPath.isCommitting),
      runDelay: watchRunDelay(),
    };
    const drive = driveOf({ arrivalsNanos: this.#arrivalsNanos, clock, step, commitPath, ...measuring });
    return {
      drive: isMeasured ? drive : { ...drive, observe: () => {} },
      close() {
        commitPath.close();
        rmSync(directory, { recursive: true });
      },
    };
  }
}

/** Of one turn, in milliseconds. */
function timeTurn({ recordsPerInvocation, recordsPerTurn }: Configuration, { drive }: Pass, turn: number): number {
  const start = performance.now();
  for (let from = turn * recordsPerTurn; from < (turn + 1) * recordsPerTurn; from += recordsPerInvocation) {
    invokeAndCommit(drive, from, from + recordsPerInvocation, drive.clock.waitUntil(drive.arrivalsNanos[from]));
  }
  return performance.now() - start;
}

/** In percent of the capacity. */
function costOf([alone, measured]: Pair): number {
  return 100 * (1 - alone / measured);
}

function total(pairs: readonly Pair[]): Pair {
  return [pairs.reduce((sum, [alone]) => sum + alone, 0), pairs.reduce((sum, [, measured]) => sum + measured, 0)];
}

/** Median and middle half of the rounds. */
function spread(costs: readonly number[]): string {
  const sorted = costs.toSorted((left, right) => left - right);
  const [low, high] = [sorted[Math.floor(costs.length / 4)], sorted[Math.floor((3 * costs.length) / 4)]];
  return `${median(sorted)!.toFixed(1)} % (${low.toFixed(1)} to ${high.toFixed(1)} %)`;
}

/** A row for each sink and size of invocations. */
export async function measuringTable(): Promise<string> {
  const records = await fraud.source.read(constant({ ratePerSecond: 500_000 }).arrivalsNanos(1e9, 1), 1);
  const bench = new MeasuringBench(records);
  try {
    const all = configurations.map((): Pair[][] => []);
    for (let index = 0; index < warmUpRounds + rounds; index++)
      for (const [place, configuration] of configurations.entries()) all[place].push(bench.round(configuration));
    const heads = ['sink', 'records per invocation', 'without', 'measured', 'cost of a turn', 'of a round'];
    return markdownTable(
      heads,
      configurations.map((configuration, place) => rowOf(configuration, all[place].slice(warmUpRounds))),
    );
  } finally {
    bench.close();
  }
}

function rowOf({ sink, recordsPerInvocation, recordsPerTurn }: Configuration, counted: readonly Pair[][]): string[] {
  const [alone, measured] = total(counted.flat());
  const rate = (ms: number): string => `${perSecond((counted.flat().length * recordsPerTurn * 1000) / ms)}/s`;
  return [
    sink,
    `${recordsPerInvocation}`,
    rate(alone),
    rate(measured),
    spread(counted.map((pairs) => median(pairs.map(costOf))!)),
    // Rare work such as garbage collection is in few turns, but in each round.
    spread(counted.map((pairs) => costOf(total(pairs)))),
  ];
}
