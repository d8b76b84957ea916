import { intervalJoinByHand } from './interval-join-by-hand.ts';
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

/** By workload. The first one is held to the others. */
export const rivals: Readonly<Record<string, readonly Rival[]>> = {
  ysb: [
    step,
    ysbByHand,
    ysbMost,
    ysbRxjs,
    ysbNodeStreams,
    ysbAsyncGenerators,
    ysbEffect,
    ysbD2ts,
    ysbDbIvm,
    ysbArquero,
    ysbDuckdb,
  ],
  'nexmark:q11': [step, sessionsByHand],
  'nexmark:q19': [step, topKByHand],
  'nexmark:q20': [step, intervalJoinByHand],
};
