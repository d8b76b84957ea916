/** Of one run through the records, per record. */
export interface Round {
  readonly nanos: number;
  readonly rows: number;
}

export interface MeasuredWorkload {
  /** Per record. */
  readonly generatingNanos: number;
  /** In the same rounds, so that those with the same index can be compared. */
  readonly oneByOne: readonly Round[];
  readonly inThousands: readonly Round[];
}
