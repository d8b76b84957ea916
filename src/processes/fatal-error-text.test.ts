import { describe, expect, test } from 'vitest';
import { FatalErrorText } from './fatal-error-text.ts';

/** What is passed on of the pieces, and whether they told of a full heap. */
function passed(...pieces: readonly string[]): [text: string, ranOutOfMemory: boolean] {
  let text = '';
  const filter = new FatalErrorText((part) => (text += part));
  for (const piece of pieces) filter.take(piece);
  filter.end();
  return [text, filter.ranOutOfMemory];
}

const fullHeap =
  '\n<--- Last few GCs --->\n\n[7:0x3] 113 ms: Scavenge 70.1 (103.8)\n\nFATAL ERROR: Reached heap limit\n';
const aborted = '----- Native stack trace -----\n\n 1: 0x931db0  [node]\n';

describe('what a process prints', () => {
  test.each([['one line\n'], ['no end'], ['\n\nempty lines\n\n'], ['a\nb\n\nc'], ['\n'], ['']])(
    'is passed on as it is: %j',
    (text) => {
      expect(passed(text)).toEqual([text, false]);
      expect(passed(...text.split(''))).toEqual([text, false]);
    },
  );

  test('is passed on up to a report of Node, wherever it is cut into pieces', () => {
    expect(passed(`before\n${fullHeap}`)).toEqual(['before\n', true]);
    expect(passed(...`before\n${fullHeap}`.split(''))).toEqual(['before\n', true]);
    expect(passed(`before\n${aborted}`)).toEqual(['before\n', false]);
  });
});
