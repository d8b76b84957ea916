import { expect, test } from 'vitest';
import { NoneSink } from './none.ts';
import { outputOf } from './output-of.test-program.ts';

test('asked to show rows at the write, its checksum covers them before the position moves', () => {
  const sink = new NoneSink({ visibleAt: 'write' });
  const { checksum } = sink;
  sink.write(outputOf({ name: 'text', amount: 'integer' }, [[7, 'a', 1]]));
  expect(sink.checksum).not.toBe(checksum);
  expect(sink.position).toBe(0);
});
