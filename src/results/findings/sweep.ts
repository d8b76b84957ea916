import { Type, type Static } from 'typebox';
import { configurationMembers } from '../configuration.ts';
import { costCurve } from './cost-curve.ts';
import { saving } from './saving.ts';
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
  above: nullable(Type.String(), 'Null where no configuration keeps up.'),
  rate: nullable(amount, 'Null where the units around it were inconclusive.'),
  low: Type.Number({
    description: 'Low and high: the interval of the rate; without a rate two rates with different answers.',
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
  'Cost of an invocation of n records: fixed + n times perRecord.',
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
    description: 'Units taken from an interrupted start of the sweep.',
  }),
  skipped: Type.Array(closed({ configuration: Type.String(), rate: amount }), {
    description: 'Points of the grid left out, because lower rates were already far too high.',
  }),
  crossovers: Type.Array(crossover, {
    description: 'Where the best configuration changes: the one that keeps up with the lowest p99.',
  }),
  costs: Type.Array(cost),
  check: nullable(check),
  saving,
  costCurve: nullable(
    costCurve,
    'Null where no micro-batches commit by themselves, or the engine cannot be told their sizes.',
  ),
  objective: nullable(Type.String(), 'As typed.'),
  choice: nullable(closed({ held: verdict, ...sentence.properties })),
});

export type SweepFindings = Static<typeof sweepFindings>;
