import { workloads } from '../../src/workloads/index.ts';
import type { Workload } from '../../src/workloads/workload.ts';
import { intervalJoinByHand } from './interval-join-by-hand.ts';
import { manyKeys } from './many-keys.ts';
import { manyKeysByHand } from './many-keys-by-hand.ts';
import type { Rival } from './rival.ts';
import { sessionsByHand } from './sessions-by-hand.ts';
import { step } from './step.ts';
import { topKByHand } from './top-k-by-hand.ts';
import { ysbArquero } from './ysb-arquero.ts';
import { ysbAsyncGenerators } from './ysb-async-generators.ts';
import { ysbByHand } from './ysb-by-hand.ts';
import { ysbD2ts } from './ysb-d2ts.ts';
import { ysbDbIvm } from './ysb-db-ivm.ts';
import { ysbDuckdb } from './ysb-duckdb.ts';
import { ysbEffect } from './ysb-effect.ts';
import { ysbMost } from './ysb-most.ts';
import { ysbNodeStreams } from './ysb-node-streams.ts';
import { ysbRxjs } from './ysb-rxjs.ts';

/** What the rivals of a workload are measured with. */
export interface Course {
  readonly workload: () => Promise<Workload>;
  readonly ratePerSecond: number;
  readonly records: number;
  readonly rivals: readonly Rival[];
}

const usualRecords = 1_500_000;

function course(name: string, own: readonly Rival[], records = usualRecords): Course {
  return { workload: workloads[name], ratePerSecond: 100_000, records, rivals: own };
}

/** Of rivals that take their time, unless they have a number of their own. */
function usual(rival: Rival): Rival {
  return { records: usualRecords, ...rival };
}

/** By workload. The first rival is the step. */
export const courses: Readonly<Record<string, Course>> = {
  // A million records are through in 15 ms: a collection, or a compiler that comes a little later, would decide.
  ysb: course(
    'ysb',
    [
      step,
      ysbByHand,
      ysbMost,
      ysbRxjs,
      ysbNodeStreams,
      ...[ysbAsyncGenerators, ysbEffect, ysbD2ts, ysbDbIvm, ysbArquero, ysbDuckdb].map(usual),
    ],
    6_000_000,
  ),
  'nexmark:q11': course('nexmark:q11', [step, sessionsByHand]),
  'nexmark:q19': course('nexmark:q19', [step, topKByHand]),
  'nexmark:q20': course('nexmark:q20', [step, intervalJoinByHand]),
  // A window closes within the last third.
  'many-keys': {
    workload: async () => manyKeys,
    ratePerSecond: 500_000,
    records: 6_000_000,
    rivals: [step, manyKeysByHand],
  },
};
