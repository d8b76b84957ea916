import { Type } from 'typebox';
import { closed } from '../schema-parts.ts';

/** A run has no findings besides its summary and its recommendation. */
export const runFindings = closed({ kind: Type.Literal('run') });
