import { Type, type Static } from 'typebox';
import { experiment } from './experiment.ts';
import { findings } from './findings/findings.ts';
import { amount, closed, count, nullable, sentence } from './schema-parts.ts';
import { summary } from './summary.ts';
import { unit } from './unit.ts';

/** The name and version of the format. A change that old readers would misread gets the next number. */
export const schemaName = 'stream-bench/result@2';

const machine = closed({
  cpu: Type.String(),
  cores: count,
  memoryBytes: count,
  os: Type.String(),
  filesystem: Type.String(),
  fsyncMicros: nullable(amount),
});

const sameAnswer = closed(
  {
    equal: Type.Boolean(),
    reference: Type.String(),
    digest: nullable(Type.String()),
    unorderedDigest: nullable(Type.String()),
    rows: nullable(count),
    jobs: Type.Optional(
      closed(
        {
          heldTo: nullable(Type.String(), 'Null where each unit has records of its own, or was cut off.'),
          compared: count,
          same: count,
        },
        'Of jobs of the user, which are not part of all else here: their rows are held to those of one unit.',
      ),
    ),
  },
  'Digests and rows of the answer of all units; null where each rate has records and an answer of its own.',
);

const recommendation = closed({
  ...sentence.properties,
  inconclusive: Type.Optional(
    Type.Boolean({ description: 'True where an answer is inconclusive; the text or a verdict shows which.' }),
  ),
});

/** One experiment: its settings, the machine, every unit measured, and the findings. */
export const resultSchema = Type.Object(
  {
    schema: Type.Literal(schemaName),
    command: Type.String(),
    startedAt: Type.String({ description: 'ISO 8601, UTC' }),
    tool: closed({ version: Type.String(), node: Type.String() }),
    machine,
    experiment,
    units: Type.Array(unit),
    summary: Type.Array(summary),
    sameAnswer,
    recommendation: nullable(recommendation),
    findings,
    interrupted: Type.Boolean({
      description: 'The user stopped the experiment; the units are those that had finished.',
    }),
    digest: Type.Optional(
      Type.String({
        pattern: '^sha256:[0-9a-f]{64}$',
        description: 'Of all other members as canonical JSON; in every file.',
      }),
    ),
  },
  { $id: schemaName, additionalProperties: false },
);

export type Result = Static<typeof resultSchema>;
export type Recommendation = Static<typeof recommendation>;
