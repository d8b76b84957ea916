import { windowMicros } from './ad-events.ts';

/** A change of a count as incremental libraries put it out: the new one once more, the old one once less. */
type Change = readonly [counted: readonly [key: string, count: number], times: number];

export function keyOf(campaign: number, end: number): string {
  return `${campaign}/${end}`;
}

/** The last count of each campaign and window, where a library puts out a change with each batch. */
export class ChangedCounts {
  readonly #counts = new Map<string, number>();

  update(changes: readonly Change[]): void {
    for (const [[key, count], times] of changes) if (times > 0) this.#counts.set(key, count);
  }

  rows(): number[][] {
    return [...this.#counts].map(([key, count]) => {
      const [campaign, end] = key.split('/').map(Number);
      return [campaign, end - windowMicros, end, count];
    });
  }
}
