/** Long enough for 10,000 records with an effect at the default rate, which a p99.9 needs; short enough for a run of 12 units in 30 s. */
export const defaultDurationMs = 1100;
/** A verdict on keeping up needs 10 intervals in each unit: one more, so that none is cut short. */
export const intervalsPerUnit = 11;
