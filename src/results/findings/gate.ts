import { Type, type Static } from 'typebox';
import { configurationMembers } from '../configuration.ts';
import { amount, closed, count, level, nullable, oneOf } from '../schema-parts.ts';

const change = Type.Number({ description: 'As a share: 0.1 is 10 % worse, -0.1 is 10 % better.' });

const figure = closed(
  {
    ...configurationMembers,
    load: oneOf(
      ['half', 'most', 'overload', 'given'],
      'Half, four fifths, or one and a half times what base sustains, or a unit can have if that is less; or given.',
    ),
    ratePerSecond: amount,
    metric: Type.String(),
    label: Type.String(),
    unit: oneOf(['microseconds', 'records per second', 'bytes']),
    base: nullable(amount, 'Median of its units.'),
    head: nullable(amount),
    verdict: oneOf(['regression', 'pass', 'inconclusive']),
    why: Type.Optional(Type.String({ description: 'Of an inconclusive one.' })),
    pairsToSettle: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Of an inconclusive one: about how many pairs would decide it.' }),
    ),
    margin: Type.Number({ minimum: 0, description: 'By which share head may be worse.' }),
    change: nullable(change, 'Estimate by Hodges and Lehmann; null without pairs.'),
    low: nullable(change),
    high: nullable(change),
    level,
    pairs: count,
    confirmed: Type.Optional(
      closed({ change: nullable(change), pairs: count }, 'Of the fresh pairs that a regression is confirmed by.'),
    ),
    sameCode: closed(
      { base: nullable(change), head: nullable(change) },
      'By how much the second copy of each version is worse than the first one.',
    ),
  },
  'A figure of a configuration at a load, of which head must not be worse by more than the margin.',
);

const heldObjective = closed(
  {
    ...configurationMembers,
    objective: Type.String({ description: 'As p99=20ms.' }),
    ratePerSecond: amount,
    verdict: oneOf(['held', 'missed', 'inconclusive']),
    why: Type.Optional(Type.String({ description: 'Of one that is missed or inconclusive.' })),
    estimate: nullable(amount, 'Microseconds: the middle of the units, by Hodges and Lehmann; null without units.'),
    low: nullable(amount),
    high: nullable(amount),
    level,
    units: count,
    unitsToSettle: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Of an inconclusive one: about how many units would decide it.' }),
    ),
  },
  'A limit on latency that a configuration has to hold at a rate.',
);

export const gateFindings = closed({
  kind: Type.Literal('gate'),
  base: nullable(Type.String(), 'Null where head is held to objectives.'),
  head: Type.String(),
  answers: oneOf(['same', 'differ', 'differ as expected', 'not compared'], 'Of base and head, on the same records.'),
  figures: Type.Array(figure),
  objectives: Type.Array(heldObjective),
  earlierUnits: count,
  control: closed(
    { processor: nullable(amount), memory: nullable(amount), commit: nullable(amount) },
    'The slowest over the fastest of fixed work in each round: how much the machine changed meanwhile.',
  ),
});

export type GateFigure = Static<typeof figure>;
export type HeldObjective = Static<typeof heldObjective>;
export type GateFindings = Static<typeof gateFindings>;
