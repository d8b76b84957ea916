import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { parseObjective } from './objective-option.ts';

test.each([
  ['p99=50ms', { percentile: 'p99', limitMicros: 50_000, text: 'p99=50ms' }],
  ['p50=250us', { percentile: 'p50', limitMicros: 250, text: 'p50=250us' }],
  ['p99.9 = 1.5s', { percentile: 'p999', limitMicros: 1_500_000, text: 'p99.9=1.5s' }],
  ['p999=1s', { percentile: 'p999', limitMicros: 1_000_000, text: 'p999=1s' }],
])('%j is an objective', (text, objective) => {
  expect(parseObjective(text)).toEqual(objective);
});

test.each([
  ['50ms', 'An objective is a percentile and a limit, such as p99=50ms.'],
  ['p99', 'An objective is a percentile and a limit, such as p99=50ms.'],
  ['p99=', 'An objective is a percentile and a limit, such as p99=50ms.'],
  ['p99<50ms', 'An objective is a percentile and a limit, such as p99=50ms.'],
  ['p99=5ms=3', 'An objective is a percentile and a limit, such as p99=50ms.'],
  ['p98=50ms', "'p98' is no percentile that is measured: use p50, p90, p99 or p99.9."],
  ['p9.9=50ms', "'p9.9' is no percentile that is measured: use p50, p90, p99 or p99.9."],
  ['mean=50ms', "'mean' is no percentile that is measured: use p50, p90, p99 or p99.9."],
  ['p99=50', 'Which unit? Write 50ms or 50s.'],
  ['p99=-5ms', 'A duration is a number with a unit, such as 10ms, 1.5s or 2min.'],
  ['p99=0', 'No latency is 0: give a limit above it, such as p99=50ms.'],
])('%j is refused', (text, message) => {
  expect(() => parseObjective(text)).toThrow(new InvalidArgumentError(message));
});
