import { describe, expect, test } from 'vitest';
import { KeyedSlots } from './keyed-slots.ts';

describe('keyed slots', () => {
  test('give each key a slot of its own, and find it again', () => {
    const slots = new KeyedSlots(2, Infinity, []);
    expect(slots.find([1, null], 0)).toBe(-1);
    expect(slots.open([1, null], 0)).toBe(0);
    expect(slots.open([1, NaN], 0)).toBe(1);
    expect(slots.find([1, null], 1e15)).toBe(0);
    expect(slots.find([1, NaN], 0)).toBe(1);
  });

  test('forget a key when the next row comes more than the idle time behind its latest', () => {
    const slots = new KeyedSlots(1, 10, []);
    slots.open([1], 100);
    expect(slots.find([1], 50)).toBe(0);
    expect(slots.find([1], 110)).toBe(0);
    expect(slots.find([1], 120)).toBe(0);
    expect(slots.find([1], 131)).toBe(-1);
  });

  test('forget a key by the watermark alike, whether or not it was swept before it is looked up', () => {
    const looked = new KeyedSlots(1, 10, []);
    for (let key = 0; key < 100; key++) looked.open([key], key);
    looked.advance(200);
    // Two of them were swept, and only a late row could ask for the others.
    expect(looked.size).toBe(98);
    for (let key = 0; key < 100; key++) expect(looked.find([key], 0)).toBe(-1);
    expect(looked.size).toBe(0);
  });

  test('reset the values of a slot before it goes to another key', () => {
    const reset: number[] = [];
    const slots = new KeyedSlots(1, 10, [{ grow: () => {}, reset: (slot) => reset.push(slot) }]);
    slots.open([1], 0);
    slots.advance(11);
    expect(reset).toEqual([0]);
    expect(slots.open([2], 11)).toBe(0);
  });

  test('have their values grow before a slot is given out', () => {
    let capacity = 0;
    const slots = new KeyedSlots(1, 10, [{ grow: (to) => (capacity = to), reset: () => {} }]);
    for (let key = 0; key < 1000; key++) expect(slots.open([key], 0)).toBeLessThan(capacity);
  });

  test('are released when the watermark has passed, though no key comes any more', () => {
    const slots = new KeyedSlots(1, 10, []);
    for (let key = 0; key < 1000; key++) slots.open([key], key);
    for (let watermark = 1010; watermark < 1510; watermark++) slots.advance(watermark);
    expect(slots.size).toBe(0);
  });

  test('stay flat on an endless stream of new keys, at most twice those that are alive', () => {
    const slots = new KeyedSlots(1, 100, []);
    // A thousand keys at each microsecond but only one watermark: sweeping must keep up with keys, too.
    for (let time = 0; time < 500; time++) {
      slots.advance(time);
      for (let key = 0; key < 1000; key++) slots.open([time * 1000 + key], time);
    }
    expect(slots.slotCount).toBeLessThan(2.1 * 100 * 1000);
  });
});
