import { Type, type Static } from 'typebox';
import { closed } from './schema-parts.ts';

/** Late records, counted by the reference run. Absent where none is late. */
export const lateRecords = closed(
  {
    records: Type.Integer({ minimum: 1, description: 'Those too late for at least one window or operator.' }),
    dropped: Type.Integer({ minimum: 0, description: 'Those of them that had no effect at all.' }),
    of: Type.Integer({ minimum: 1, description: 'All records of the unit, its warm-up included.' }),
    tooMany: Type.Boolean({ description: 'So many were dropped that nothing can be recommended.' }),
    text: Type.String({ description: 'How many were late, and what probably made them so.' }),
  },
  'Late records of each unit; where units differ, of the one with the largest share. Absent where none is late. The ' +
    'units count those of their measured period.',
);

export type LateRecords = Static<typeof lateRecords>;
