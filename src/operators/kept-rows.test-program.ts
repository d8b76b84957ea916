import { KeyedRows } from './keyed-rows.ts';

/** The largest number of rows that each set of kept rows held, or had room for, while `run` ran. */
export function largestSizes<Answer>(run: () => Answer): {
  readonly sizes: readonly number[];
  readonly answer: Answer;
} {
  const sizes = new Map<KeyedRows, number>();
  const watched = KeyedRows.prototype;
  const original = Object.getOwnPropertyDescriptor(watched, 'reserve')!;
  const reserve = original.value as KeyedRows['reserve'];
  function reserveWatched(this: KeyedRows, timeMicros: number): number {
    const slot = reserve.call(this, timeMicros);
    sizes.set(this, Math.max(sizes.get(this) ?? 0, this.size, this.table.length));
    return slot;
  }
  Object.defineProperty(watched, 'reserve', { ...original, value: reserveWatched });
  try {
    const answer = run();
    return { sizes: [...sizes.values()], answer };
  } finally {
    Object.defineProperty(watched, 'reserve', original);
  }
}
