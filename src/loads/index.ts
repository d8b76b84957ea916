import { constant } from './constant.ts';
import type { Load, LoadOptions } from './load.ts';
import { poisson } from './poisson.ts';
import { replay } from './replay.ts';
import { saturate } from './saturate.ts';

export type LoadKind = 'constant' | 'poisson' | 'replay' | 'saturate';

interface LoadEntry {
  /** What arrives when, for `stream-bench list`. */
  readonly describe: string;
  /** Throws StreamBenchError when an option that the load needs is missing or out of range. */
  create(options: LoadOptions): Load;
}

export const loads: Readonly<Record<LoadKind, LoadEntry>> = {
  constant: { describe: 'evenly spaced records, at the rate given', create: constant },
  poisson: { describe: 'independent records with exponential gaps, at the rate given on average', create: poisson },
  replay: { describe: 'recorded data with the gaps of its event times (--replay), or as much faster as --speed says', create: replay },
  saturate: { describe: 'all records at once (--rate max), to see how fast they are processed', create: saturate },
};
