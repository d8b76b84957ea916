import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { expectRefusal } from '../refusal.test-program.ts';
import { parsePrecision } from './precision-option.ts';

test.each([
  ['p99=5%', { metric: 'p99Micros', share: 0.05 }],
  ['p50=0.01', { metric: 'p50Micros', share: 0.01 }],
  [' p99.9 = 20% ', { metric: 'p999Micros', share: 0.2 }],
])('%s', (text, expected) => {
  expect(parsePrecision(text)).toEqual(expected);
});

test.each([
  ['p99', 'such as p99=5%'],
  ['p99=', 'such as p99=5%'],
  ['=5%', 'such as p99=5%'],
  ['p98=5%', "'p98' is not a latency of a run. Choose p50, p99, p99.9."],
  ['rec/s=5%', 'Choose p50'],
  ['p99=0', 'above 0 and below 100%'],
  ['p99=100%', 'above 0 and below 100%'],
  ['p99=5', 'from 0 to 1'],
  ['p99=5ms', 'from 0 to 1'],
])('%s is refused', (text, fact) => {
  expectRefusal(() => parsePrecision(text), InvalidArgumentError, [fact]);
});
