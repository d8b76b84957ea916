import { Type, type Static } from 'typebox';
import { closed, nullable } from '../schema-parts.ts';
import { costCurve } from './cost-curve.ts';
import { saving } from './saving.ts';

/** What a run finds besides its summary and its recommendation. */
export const runFindings = closed({
  kind: Type.Literal('run'),
  precision: Type.Optional(
    closed(
      { isMet: Type.Boolean(), text: Type.String(), evidence: Type.Array(Type.String()) },
      'How well a latency is known; absent where no precision was asked for.',
    ),
  ),
  saving,
  costCurve: nullable(
    costCurve,
    'Null where no micro-batches commit by themselves, or the engine cannot be told their sizes.',
  ),
});

export type RunFindings = Static<typeof runFindings>;
