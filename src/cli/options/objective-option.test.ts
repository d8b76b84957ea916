import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { expectRefusal } from '../refusal.test-program.ts';
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
  ['50ms', ['a percentile and a limit', 'p99=50ms']],
  ['p99', ['a percentile and a limit', 'p99=50ms']],
  ['p99=', ['a percentile and a limit', 'p99=50ms']],
  ['p99<50ms', ['a percentile and a limit', 'p99=50ms']],
  ['p99=5ms=3', ['a percentile and a limit', 'p99=50ms']],
  ['p98=50ms', ["'p98'", 'p50, p90, p99, p99.9']],
  ['p9.9=50ms', ["'p9.9'", 'p50, p90, p99, p99.9']],
  ['mean=50ms', ["'mean'", 'p50, p90, p99, p99.9']],
  ['p99=50', ['unit', '50ms', '50s']],
  ['p99=-5ms', ['duration', '10ms']],
  ['p99=0', ['above 0', 'p99=50ms']],
])('%j is refused', (text, facts) => {
  expectRefusal(() => parseObjective(text), InvalidArgumentError, facts);
});
