import { unchanged, type PipelineVersion } from './pipeline-text.ts';

/** What gates are made in. */
export interface Situation {
  readonly name: string;
  /** For the table. */
  readonly words: string;
  /** Whether another process keeps one core busy. */
  readonly isBusy: boolean;
  readonly base: PipelineVersion;
}

export const situations: readonly Situation[] = [
  { name: 'quiet', words: 'quiet', isBusy: false, base: unchanged },
  // Without such records, p99 is that of the machine.
  { name: 'tail', words: 'quiet, slow records', isBusy: false, base: { ...unchanged, rareBytes: 300_000 } },
  { name: 'busy', words: 'busy', isBusy: true, base: unchanged },
];

export function situationOf(name: string): Situation {
  return situations.find((situation) => situation.name === name)!;
}
