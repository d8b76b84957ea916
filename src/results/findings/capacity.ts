import { Type, type Static } from 'typebox';
import { configurationMembers } from '../configuration.ts';
import { amount, closed, count, guarantee, level, nullable, oneOf } from '../schema-parts.ts';

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
        description: 'It keeps up with this rate, and higher ones cannot be measured: see doubt.',
      }),
    ),
    level,
    method: Type.String(),
    units: Type.Integer({
      minimum: 0,
      description: 'Units that the estimate rests on. Others only showed where to look, or were excluded.',
    }),
    doubt: Type.Optional(
      oneOf(
        ['few units', 'excluded units', 'few records', 'the measuring'],
        'Why the verdict is inconclusive, if units count. The last two: there are too few records for units at ' +
          'higher rates, or what measures handles no more.',
      ),
    ),
    limitedBy: Type.String(),
    harnessLimited: Type.Boolean({ description: 'Measuring itself took more than 5 % of the time.' }),
    evidence: Type.Array(Type.String()),
  },
  'The highest rate that one configuration keeps up with.',
);

const { parallelism: _, ...alone } = configurationMembers;

const scaleOut = closed(
  {
    ...alone,
    points: Type.Array(
      closed({
        parallelism: Type.Integer({ minimum: 1 }),
        perSecond: amount,
        efficiency: Type.Number({
          minimum: 0,
          description: 'Throughput per process or task, as a share of that at the lowest parallelism.',
        }),
      }),
    ),
    law: nullable(
      closed({ perWorker: amount, contention: amount, coherency: amount }),
      "Gunther's Universal Scalability Law, fitted to the points; null where they do not determine it.",
    ),
    target: Type.Optional(
      closed(
        {
          perSecond: amount,
          parallelism: nullable(count, 'Null where no parallelism reaches it.'),
          low: nullable(count),
          high: nullable(count),
          beyond: Type.Number({
            minimum: 0,
            description: 'The target divided by the highest throughput measured: above 1 it is extrapolated.',
          }),
        },
        'The parallelism that a rate needs by the law, and its range over the ends of the intervals.',
      ),
    ),
  },
  'How the capacity of a configuration grows with its parallelism.',
);

export const capacityFindings = closed({
  kind: Type.Literal('capacity'),
  capacities: Type.Array(capacity),
  scaleOut: Type.Optional(Type.Array(scaleOut)),
});

export type Capacity = Static<typeof capacity>;
export type ScaleOut = Static<typeof scaleOut>;
export type CapacityFindings = Static<typeof capacityFindings>;
