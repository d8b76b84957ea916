import type { BlackBox } from '../kafka/black-box/black-box.ts';

/** Jobs of the user, which read one topic and write another. */
export interface OwnJobs {
  readonly jobs: readonly OwnJob[];
  /** What they have in common. */
  readonly box: BlackBox;
  /** Names that they expect; absent: each unit has names of its own. */
  readonly topicNames: { readonly input?: string; readonly output?: string };
}

export interface OwnJob {
  /** The mode in its configurations. */
  readonly name: string;
  readonly command: string;
}
