/** Long enough for 10,000 records with an effect at the default rate, which a p99.9 needs; short enough for a run of 12 units in 30 s. */
export const defaultDurationMs = 1100;
/** A verdict on keeping up needs 10 intervals in each unit: one more, so that none is cut short. */
export const intervalsPerUnit = 11;
/**
 * Units of a search for a capacity are short, since their verdict is one on all of them together: six have 24 intervals,
 * and it needs 20. So one configuration is searched within 20 s.
 */
export const searchedDurationMs = 400;
export const intervalsPerSearchedUnit = 4;
