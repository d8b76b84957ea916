import type { ReferenceRow } from './expression.test-program.ts';

/** What passes in a stream: rows, and behind each record the watermark as it is from then on. */
export type Item =
  | {
      readonly kind: 'row';
      readonly cause: number;
      /** Emitted when the watermark moved, and not by the record itself. */
      readonly byWatermark: boolean;
      readonly time: number;
      readonly row: ReferenceRow;
    }
  | { readonly kind: 'watermark'; readonly cause: number; readonly watermark: number };

/** What is told of a run beside its rows. */
export interface Notes {
  /** The cause of each late row, once for each window or operator that it came too late for. */
  readonly late: number[];
  /** Records that changed state. */
  readonly absorbed: Set<number>;
}

/**
 * Two streams as one: for each record first all that it does as a record, then what the watermark behind it does;
 * in both, the first input's rows come first. `side` says whose each row is.
 */
export function merged(items: readonly Item[], other: readonly Item[]): (Item & { readonly side: 0 | 1 })[] {
  const ofRecord = (item: Item): number => (item.kind === 'watermark' ? 2 : item.byWatermark ? 1 : 0);
  const sided = [
    ...items.map((item) => ({ ...item, side: 0 as const })),
    ...other.map((item) => ({ ...item, side: 1 as const })),
  ];
  const sorted = sided.sort((left, right) => left.cause - right.cause || ofRecord(left) - ofRecord(right));
  // Both inputs bring the same watermarks: one of each is enough.
  return sorted.filter((item) => item.kind === 'row' || item.side === 0);
}

export function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
