import type { FunctionName } from '../../../pipeline/functions/index.ts';
import { arithmetic } from './arithmetic.test-program.ts';
import { comparisons } from './comparison.test-program.ts';
import { conditional } from './conditional.test-program.ts';
import { logic } from './logic.test-program.ts';
import type { Choice, Meaning } from './meaning.test-program.ts';
import { text } from './text.test-program.ts';
import { time } from './time.test-program.ts';

export const functions: Readonly<Record<FunctionName, Meaning | Choice>> = {
  ...arithmetic,
  ...comparisons,
  ...logic,
  ...conditional,
  ...text,
  ...time,
};
