import type { ReferenceRow } from './expression.test-program.ts';

/** An item of a stream: a row, or the new watermark after each record. */
export type Item =
  | {
      readonly kind: 'row';
      readonly cause: number;
      /** Whether it was emitted because the watermark moved, and not by the record itself. */
      readonly byWatermark: boolean;
      readonly time: number;
      readonly row: ReferenceRow;
    }
  | { readonly kind: 'watermark'; readonly cause: number; readonly watermark: number };

/** What records do besides causing rows. */
export interface Effects {
  /** The cause of each late row, once for each window or operator that it came too late for. */
  readonly late: number[];
  /** The records that changed state. */
  readonly absorbed: Set<number>;
}

/** A row that is emitted because the watermark moved. */
export function rowOfWatermark({ cause }: Item, time: number, row: ReferenceRow): Item {
  return { kind: 'row', cause, byWatermark: true, time, row };
}

/**
 * Two streams as one. For each record, first the rows that it causes itself, then those of the watermark after it; in
 * both cases the first input's rows come first. `side` is the input that a row comes from.
 */
export function merged(items: readonly Item[], other: readonly Item[]): (Item & { readonly side: 0 | 1 })[] {
  const ofRecord = (item: Item): number => (item.kind === 'watermark' ? 2 : item.byWatermark ? 1 : 0);
  const sided = [
    ...items.map((item) => ({ ...item, side: 0 as const })),
    ...other.map((item) => ({ ...item, side: 1 as const })),
  ];
  const sorted = sided.sort((left, right) => left.cause - right.cause || ofRecord(left) - ofRecord(right));
  // Both inputs have the same watermarks: one of each is enough.
  return sorted.filter((item) => item.kind === 'row' || item.side === 0);
}

export function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
