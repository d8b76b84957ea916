import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SlotsByTime } from './slots-by-time.ts';

/** Times whose reads are counted: each comparison reads one. */
function counted(times: readonly number[]): { times: Float64Array; reads: () => number } {
  let reads = 0;
  const proxy = new Proxy(Float64Array.from(times), {
    get(target, name) {
      reads++;
      return Reflect.get(target, name) as unknown;
    },
  });
  return { times: proxy, reads: () => reads };
}

test('answers as a sorted list does', () => {
  const operation = fc.record({
    kind: fc.constantFrom('add', 'add', 'add', 'put', 'remove'),
    time: fc.oneof(fc.nat(20), fc.nat(3000)),
  });
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 1500, size: 'max' }), fc.nat(3000), (operations, asked) => {
      const times = Float64Array.from(operations, ({ time }) => time);
      const slots = new SlotsByTime();
      let expected: number[] = [];
      for (const [slot, { kind, time }] of operations.entries()) {
        const same = expected.findLast((each) => times[each] === time) ?? -1;
        if (kind === 'remove') {
          const released: number[] = [];
          slots.removeBefore(time, times, (each) => released.push(each));
          expect(released).toEqual(expected.filter((each) => times[each] < time));
          expected = expected.filter((each) => times[each] >= time);
        } else if (kind === 'put' && same >= 0) {
          expect(slots.put(slot, times)).toBe(same);
          expected[expected.indexOf(same)] = slot;
        } else {
          if (kind === 'put') expect(slots.put(slot, times)).toBe(-1);
          else slots.add(slot, times);
          expected = [...expected, slot].sort((left, right) => times[left] - times[right]);
        }
      }
      expect(slots.isEmpty).toBe(expected.length === 0);
      expect(slots.lastUpTo(asked, times)).toBe(expected.findLast((slot) => times[slot] <= asked) ?? -1);
      const found: number[] = [];
      slots.between(asked - 100, asked, times, found);
      expect(found).toEqual(expected.filter((slot) => times[slot] >= asked - 100 && times[slot] <= asked));
    }),
    { numRuns: 30 },
  );
});

test.each([
  ['in order', (index: number) => index],
  ['backwards', (index: number) => -index],
  ['in any order', (index: number) => (index * 7919) % 40_009],
])('a row that comes %s costs a few comparisons, however many there are', (_, timeOf) => {
  const count = 40_000;
  const { times, reads } = counted(Array.from({ length: count }, (__, index) => timeOf(index)));
  const slots = new SlotsByTime();
  for (let slot = 0; slot < count; slot++) slots.add(slot, times);
  expect(reads() / count).toBeLessThan(2 * Math.log2(count));
  const before = reads();
  for (let slot = 0; slot < count; slot++) slots.lastUpTo(timeOf(slot), times);
  expect((reads() - before) / count).toBeLessThan(2 * Math.log2(count));
});
