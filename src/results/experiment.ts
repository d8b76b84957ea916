import { Type } from 'typebox';
import { loads, type LoadKind } from '../loads/index.ts';
import { sinkKinds } from '../sinks/kinds.ts';
import { lateRecords } from './late-records.ts';
import { topics } from './topics.ts';
import { amount, closed, count, nullable, oneOf } from './schema-parts.ts';

const loadKinds = Object.keys(loads) as LoadKind[];

const records = closed(
  {
    keys: Type.Optional(count),
    skew: Type.Optional(amount),
    disorderMs: Type.Optional(amount),
    lateShare: Type.Optional(amount),
  },
  'The distribution of generated records that was asked for.',
);

const load = closed({
  shape: oneOf(loadKinds),
  rate: nullable(
    amount,
    'Records per second, on average over the measured period; null where all arrive at once, or where units differ.',
  ),
  speed: nullable(amount, 'Seconds of event time in a second of a replay.'),
  parameters: Type.Optional(
    Type.Record(Type.String(), amount, {
      description: 'Of a rate that changes: its rates and times, as stream-bench list explains them.',
    }),
  ),
});

const job = closed({ name: Type.String(), command: Type.String() }, 'A job of the user, by the mode of its units.');

/** What the experiment held fixed for all its units. */
export const experiment = closed({
  workload: Type.String(),
  planDigest: Type.String(),
  seed: Type.Integer(),
  records,
  source: Type.String(),
  load,
  durationMs: nullable(
    amount,
    'Of the measured period; null where a unit has all records of the source, or where units differ.',
  ),
  warmUpMs: nullable(amount),
  recordCount: nullable(count, 'Of each unit; null where units differ.'),
  measuredRecords: nullable(count),
  badRecords: closed(
    { skipped: count, deadLettered: count },
    'Records of the source that could not be read; not part of recordCount.',
  ),
  late: Type.Optional(lateRecords),
  repetitions: count,
  sink: oneOf(sinkKinds),
  sync: nullable(oneOf(['normal', 'full']), 'Null where the sink has no such choice.'),
  wait: oneOf(['spin', 'park']),
  payload: Type.Optional(
    oneOf(['ndjson'], 'How records reached the local engine, which decoded them; absent where they were in columns.'),
  ),
  topics: Type.Optional(topics),
  jobs: Type.Optional(Type.Array(job)),
});
