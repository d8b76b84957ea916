import type { SinkKind } from './kinds.ts';
import type { Guarantee, VisibleAt } from './sink.ts';

/** What a sink says of itself. */
export interface SinkPromise {
  readonly visibleAt: VisibleAt;
  readonly guarantee: Guarantee;
}

/** What each kind must promise, by when it is asked to show rows. The compiler asks for the row of a new kind. */
export const sinkPromises: Readonly<Record<SinkKind, Readonly<Record<VisibleAt, SinkPromise>>>> = {
  none: {
    write: { visibleAt: 'write', guarantee: 'none' },
    commit: { visibleAt: 'commit', guarantee: 'none' },
  },
  memory: {
    write: { visibleAt: 'write', guarantee: 'none' },
    commit: { visibleAt: 'commit', guarantee: 'none' },
  },
  file: {
    write: { visibleAt: 'write', guarantee: 'at-least-once' },
    commit: { visibleAt: 'commit', guarantee: 'exactly-once' },
  },
  sqlite: {
    write: { visibleAt: 'commit', guarantee: 'exactly-once' },
    commit: { visibleAt: 'commit', guarantee: 'exactly-once' },
  },
};
