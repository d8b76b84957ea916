/** What a record led to: nothing, a change of state, or output rows. If several, the largest counts. One byte each. */
export const fate = { dropped: 0, absorbed: 1, emitted: 2 } as const;
