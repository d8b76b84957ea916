/** What became of a record; the larger fate wins where a record had several effects. One byte each. */
export const fate = { dropped: 0, absorbed: 1, emitted: 2 } as const;
