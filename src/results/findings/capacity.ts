import { Type, type Static } from 'typebox';
import { configurationMembers } from '../configuration.ts';
import { amount, closed, guarantee, level, nullable, oneOf } from '../schema-parts.ts';

const capacity = closed(
  {
    ...configurationMembers,
    guarantee,
    objective: nullable(Type.String(), 'As typed.'),
    verdict: oneOf(
      ['yes', 'no', 'inconclusive'],
      'Whether a rate was found that the configuration keeps up with; no if there is none.',
    ),
    estimate: nullable(amount, 'The sustainable throughput in records per second; null where none was found.'),
    low: nullable(amount),
    high: nullable(amount),
    above: Type.Optional(
      Type.Number({
        minimum: 0,
        description: 'It keeps up with this rate, and for higher ones the recording has too few records.',
      }),
    ),
    level,
    method: Type.String(),
    units: Type.Integer({
      minimum: 0,
      description: 'Units that the estimate rests on. Others only showed where to look, or were excluded.',
    }),
    doubt: Type.Optional(
      oneOf(['few units', 'excluded units', 'few records'], 'Why the verdict is inconclusive, if units count.'),
    ),
    limitedBy: Type.String(),
    harnessLimited: Type.Boolean({ description: 'Measuring itself took more than 5 % of the time.' }),
    evidence: Type.Array(Type.String()),
  },
  'The highest rate that one configuration keeps up with.',
);

export const capacityFindings = closed({ kind: Type.Literal('capacity'), capacities: Type.Array(capacity) });

export type Capacity = Static<typeof capacity>;
export type CapacityFindings = Static<typeof capacityFindings>;
