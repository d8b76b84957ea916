import { Type, type Static } from 'typebox';
import { configurationMembers } from '../configuration.ts';
import { amount, closed, count, level, nullable } from '../schema-parts.ts';

const recovered = closed({
  worstMicros: amount,
  drainMicros: nullable(amount, 'From the end of the burst; null where it was not drained when the records ended.'),
  backlog: Type.Integer({ minimum: 0, description: 'The largest.' }),
});

const unitRecovery = closed({
  measured: recovered,
  expected: nullable(
    recovered,
    'The same arrivals in virtual time, with invocations of the cost below; null where that is not known, or where ' +
      'invocations do not commit.',
  ),
  cost: nullable(
    closed({ fixedMicros: amount, perRecordMicros: amount }, "Of this unit's invocations: fixed + n times perRecord."),
  ),
});

const spread = closed(
  { estimate: nullable(amount), low: nullable(amount), high: nullable(amount), level, units: count },
  'Median over the units in which the figure counts.',
);

const configuration = closed({
  ...configurationMembers,
  worstMicros: spread,
  drainMicros: spread,
  expectedWorstMicros: spread,
  expectedDrainMicros: spread,
  undrained: Type.Integer({ minimum: 0, description: 'Units that were not drained when the records ended.' }),
  units: Type.Array(closed({ repetition: count, ...unitRecovery.properties }), {
    description: 'Those in which the recovery counts.',
  }),
});

/** The effect of a burst, measured and expected. */
export const recoverFindings = closed({
  kind: Type.Literal('recover'),
  basePerSecond: amount,
  peakPerSecond: amount,
  burstMs: amount,
  fromMs: Type.Number({ minimum: 0, description: 'When the burst begins, since the start of each unit.' }),
  configurations: Type.Array(configuration),
});

export type UnitRecovery = Static<typeof unitRecovery>;
export type RecoverFindings = Static<typeof recoverFindings>;
