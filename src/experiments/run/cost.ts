import { percent, processorSeconds } from '../../results/quantity.ts';
import { estimateOf, type Candidate } from './candidate.ts';

/** A measure of what a configuration costs, and how it is put into words. */
export interface CostMeasure {
  /** In the summary. */
  readonly metric: 'busyShare' | 'processorMicros';
  readonly noun: string;
  /** Such as "is busy for 3 % of the time". */
  readonly phrase: (estimate: number) => string;
  /** Such as "is busy for 3 % instead of 5 % of the time". */
  readonly instead: (less: number, more: number) => string;
  /** Such as "is busy for less", and with "surely" before it. */
  readonly less: (adverb: string) => string;
  /** Of one, or of several. */
  readonly more: (isOne: boolean) => string;
}

const busyShare: CostMeasure = {
  metric: 'busyShare',
  noun: 'busy time',
  phrase: (share) => `is busy for ${percent(share)} of the time`,
  instead: (less, more) => `is busy for ${percent(less)} instead of ${percent(more)} of the time`,
  less: (adverb) => `is ${adverb}busy for less`,
  more: (isOne) => `${isOne ? 'is' : 'are'} busy for longer`,
};

const processorTime: CostMeasure = {
  metric: 'processorMicros',
  noun: 'processor time',
  phrase: (micros) => `takes ${processorSeconds(micros)} of processor time for a million records`,
  instead: (less, more) =>
    `takes ${processorSeconds(less)} instead of ${processorSeconds(more)} of processor time for a million records`,
  less: (adverb) => `${adverb}takes less processor time`,
  more: (isOne) => `${isOne ? 'takes' : 'take'} more processor time`,
};

/**
 * How busy the executor is, where that is known of the configuration: only the local engine tells. Else the processor
 * time of its job. The one says nothing about the other. Undefined where neither is known.
 */
export function costMeasureOf(candidate: Candidate): CostMeasure | undefined {
  return [busyShare, processorTime].find(({ metric }) => estimateOf(candidate, metric) !== null);
}
