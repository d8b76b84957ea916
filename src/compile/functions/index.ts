import type { FunctionName } from '../../pipeline/functions/index.ts';
import { arithmetic } from './arithmetic.ts';
import { comparisons } from './comparison.ts';
import { conditional } from './conditional.ts';
import type { Choice, Implementation } from './implementation.ts';
import { logic } from './logic.ts';
import { text } from './text.ts';
import { time } from './time.ts';

/** What each function of expressions computes, as JavaScript. Its types are in pipeline/functions/. */
export const javascriptFunctions: Readonly<Record<FunctionName, Implementation | Choice>> = {
  ...arithmetic,
  ...comparisons,
  ...logic,
  ...conditional,
  ...text,
  ...time,
};
