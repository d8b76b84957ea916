import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { answerParagraphs } from './answer-paragraphs.ts';

function partsOf(text: string): string[] {
  return answerParagraphs({ recommendation: { text, evidence: [] } }).map(stripVTControlCharacters);
}

test('the first line is the answer, and what explains it follows', () => {
  expect(partsOf('Choose continuous (sure: it was measured): p50 1.5 ms. 3 of 4 are late. Lower it.')).toEqual([
    'Choose continuous (sure: it was measured): p50 1.5 ms.',
    '3 of 4 are late. Lower it.',
  ]);
});

test('an answer of one sentence stands alone, and none is nothing', () => {
  expect(partsOf('Choose continuous: it keeps up (p50 1.5 ms).')).toEqual([
    'Choose continuous: it keeps up (p50 1.5 ms).',
  ]);
  expect(answerParagraphs({ recommendation: null })).toEqual([]);
});
