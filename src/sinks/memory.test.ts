import { expect, test } from 'vitest';
import { MemorySink } from './memory.ts';
import { outputOf } from './output-of.test-program.ts';

test('asked to show rows at the write, it shows them before the position moves', () => {
  const schema = { name: 'text', amount: 'integer' } as const;
  const sink = new MemorySink({ schema, visibleAt: 'write' });
  sink.write(outputOf(schema, [[0, 'a', 1]]));
  expect([sink.rows, sink.position]).toEqual([[[0, 'a', 1]], 0]);
});
