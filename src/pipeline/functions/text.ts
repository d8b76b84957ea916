import { fixed, ifAny, type Signature } from './signature.ts';

const unary = fixed(['text'], 'text', 'a text');
const test = fixed(['text', 'text'], 'boolean', 'two texts');

/** Texts are sequences of Unicode code points. They are compared as they are, without normalisation. */
export const textFunctions = {
  /** Changes only A to Z: the case of other letters depends on the language and on the version of Unicode. */
  lower: unary,
  /** Changes only a to z. */
  upper: unary,
  /** Without the spaces (U+0020) at both ends. */
  trim: unary,
  /** In code points. */
  length: fixed(['text'], 'integer', 'a text'),
  /** A start position, counted from 1, and a number of code points: both literals. */
  substring: fixed(['text', 'integer', 'integer'], 'text', 'a text and two integers'),
  /** A separator and the number of a part, counted from 1: both literals. After the last part comes ''. */
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
