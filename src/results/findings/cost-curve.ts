import { Type, type Static } from 'typebox';
import { configurationMembers } from '../configuration.ts';
import { amount, closed, nullable, oneOf } from '../schema-parts.ts';

const { engine, mode, commit } = configurationMembers;

const spread = closed({ estimate: amount, low: amount, high: amount }, 'Median over the units, smallest to largest.');

const point = closed(
  {
    records: Type.Integer({ minimum: 1 }),
    invocations: Type.Integer({ minimum: 1, description: 'Over all units.' }),
    processingMicros: spread,
    commitMicros: spread,
  },
  'Micro-batches of one size: the mean cost of each, not of a record.',
);

const line = closed({ fixedMicros: amount, perRecordMicros: amount });

/** What a micro-batch costs by its number of records, measured apart from the load. */
export const costCurve = closed(
  {
    engine,
    mode,
    commit,
    points: Type.Array(point, { minItems: 1, description: 'Ascending by size.' }),
    lines: Type.Array(closed({ processing: line, committing: line }), {
      description:
        'Of each unit: the cost of a micro-batch of n records is fixed + n times perRecord, by least squares of ' +
        'relative errors.',
    }),
    deviation: nullable(amount, 'The largest distance of a point from the median line, as a share of the line.'),
    limitedBy: Type.Optional(
      oneOf(['time', 'records'], 'What larger sizes would have needed too much of; absent where none is left out.'),
    ),
  },
  'Micro-batches of given sizes, one right after another, with all records there at once.',
);

export type CostCurve = Static<typeof costCurve>;

/** The cost of a micro-batch of so many records with its commit, by the line of one unit. */
export function microsAt({ processing, committing }: CostCurve['lines'][number], records: number): number {
  const perRecord = processing.perRecordMicros + committing.perRecordMicros;
  return processing.fixedMicros + committing.fixedMicros + records * perRecord;
}
