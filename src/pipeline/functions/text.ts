import { fixed, ifAny, type Signature } from './signature.ts';

const unary = fixed(['text'], 'text', 'a text');
const test = fixed(['text', 'text'], 'boolean', 'two texts');

/** Texts are sequences of Unicode code points, compared as they are: nothing is normalised. */
export const textFunctions = {
  /** Only A to Z change: other letters' cases depend on the language and on Unicode's version. */
  lower: unary,
  /** Only a to z change. */
  upper: unary,
  /** Without the spaces (U+0020) at both ends. */
  trim: unary,
  /** In code points. */
  length: fixed(['text'], 'integer', 'a text'),
  /** The code points from a position on, counted from 1, and how many of them: both literals. */
  substring: fixed(['text', 'integer', 'integer'], 'text', 'a text and two integers'),
  /** The part with this number, counted from 1, of a text split at a separator: both literals. Beyond the last: ''. */
  splitPart: fixed(['text', 'text', 'integer'], 'text', 'two texts and an integer'),
  concat: {
    result: (types) => (types.every((type) => type === 'text') ? 'text' : undefined),
    nullable: ifAny,
    takes: 'texts',
  },
  startsWith: test,
  endsWith: test,
  contains: test,
} as const satisfies Record<string, Signature>;
