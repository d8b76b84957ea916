import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DueQueue } from './due-queue.ts';

test('a due queue returns the earliest first, whatever was added and removed before', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(20))), (calls) => {
      const queue = new DueQueue<number>();
      const model: number[] = [];
      for (const due of calls) {
        if (due !== null) {
          queue.push(due, due);
          model.push(due);
          model.sort((left, right) => left - right);
        } else if (model.length > 0) {
          expect(queue.pop()).toBe(model.shift());
        }
        expect([queue.size, queue.nextMicros]).toEqual([model.length, model[0] ?? Infinity]);
      }
    }),
  );
});
