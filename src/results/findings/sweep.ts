import { Type, type Static } from 'typebox';
import { configurationMembers } from '../configuration.ts';
import { amount, closed, count, level, nullable, sentence, verdict } from '../schema-parts.ts';

const { engine, mode, executor, commit } = configurationMembers;

const estimated = closed({
  estimate: Type.Number(),
  low: Type.Number(),
  high: Type.Number(),
  level: Type.Number(),
});

const linearCost = closed({ fixedMicros: estimated, perRecordMicros: estimated });

const crossover = closed({
  below: Type.String(),
  above: nullable(Type.String(), 'Null where none keeps up any more.'),
  rate: nullable(amount, 'Null where the units around it were inconclusive.'),
  low: Type.Number({
    description: 'With high the interval of the rate; without a rate two rates with different answers.',
  }),
  high: amount,
  level,
  method: Type.String(),
  units: count,
  text: Type.String(),
});

const cost = closed(
  {
    engine,
    mode,
    executor,
    commit,
    processing: linearCost,
    committing: linearCost,
    units: count,
    method: Type.String(),
    text: Type.String(),
  },
  'What an invocation of n records takes: fixed + n times perRecord.',
);

const check = closed(
  {
    configuration: Type.String(),
    rate: amount,
    records: amount,
    expectedMicros: estimated,
    measuredMicros: amount,
    holds: Type.Boolean(),
    text: Type.String(),
  },
  'The fitted cost against a fresh unit, per invocation.',
);

export const sweepFindings = closed({
  kind: Type.Literal('sweep'),
  rates: Type.Array(amount, {
    description: 'Of the grid, in records per second, ascending. Other units are probes around a crossover.',
  }),
  earlierUnits: Type.Integer({
    minimum: 0,
    description: 'Units that were there already when an interrupted sweep went on.',
  }),
  skipped: Type.Array(closed({ configuration: Type.String(), rate: amount }), {
    description: 'Points of the grid left out, because lower rates were far too much already.',
  }),
  crossovers: Type.Array(crossover, {
    description: 'Where the best configuration changes: the one that keeps up with the lowest p99.',
  }),
  costs: Type.Array(cost),
  check: nullable(check),
  attribution: nullable(sentence),
  objective: nullable(Type.String(), 'As it was asked.'),
  choice: nullable(closed({ held: verdict, ...sentence.properties })),
});

export type SweepFindings = Static<typeof sweepFindings>;
