import { describe, expect, test } from 'vitest';
import { KeyedSlots } from './keyed-slots.ts';

describe('keyed slots', () => {
  test('give each key its own slot, and find it again', () => {
    const slots = new KeyedSlots(2, Infinity, []);
    expect(slots.find([1, null], 0)).toBe(-1);
    expect(slots.open([1, null], 0)).toBe(0);
    expect(slots.open([1, NaN], 0)).toBe(1);
    expect(slots.find([1, null], 1e15)).toBe(0);
    expect(slots.find([1, NaN], 0)).toBe(1);
  });

  test('forget a key if its next row comes later than the idle time allows', () => {
    const slots = new KeyedSlots(1, 10, []);
    slots.open([1], 100);
    expect(slots.find([1], 50)).toBe(0);
    expect(slots.find([1], 110)).toBe(0);
    expect(slots.find([1], 120)).toBe(0);
    expect(slots.find([1], 131)).toBe(-1);
  });

  test('forget a key once the watermark has passed, whether or not it has been swept', () => {
    const looked = new KeyedSlots(1, 10, []);
    for (let key = 0; key < 100; key++) looked.open([key], key);
    looked.advance(200);
    // Two of them have been swept. Only a late row could look up the others.
    expect(looked.size).toBe(98);
    for (let key = 0; key < 100; key++) expect(looked.find([key], 0)).toBe(-1);
    expect(looked.size).toBe(0);
  });

  test('reset the values of a slot before another key gets it', () => {
    const reset: number[] = [];
    const slots = new KeyedSlots(1, 10, [{ grow: () => {}, reset: (slot) => reset.push(slot) }]);
    slots.open([1], 0);
    slots.advance(11);
    expect(reset).toEqual([0]);
    expect(slots.open([2], 11)).toBe(0);
  });

  test('make room for values before they open a slot', () => {
    let capacity = 0;
    const slots = new KeyedSlots(1, 10, [{ grow: (to) => (capacity = to), reset: () => {} }]);
    for (let key = 0; key < 1000; key++) expect(slots.open([key], 0)).toBeLessThan(capacity);
  });

  test('are released as the watermark advances, even if no new key comes', () => {
    const slots = new KeyedSlots(1, 10, []);
    for (let key = 0; key < 1000; key++) slots.open([key], key);
    for (let watermark = 1010; watermark < 1510; watermark++) slots.advance(watermark);
    expect(slots.size).toBe(0);
  });

  test('stay few on an endless stream of new keys: at most twice the keys in use', () => {
    const slots = new KeyedSlots(1, 100, []);
    // A thousand keys at each microsecond but only one watermark: sweeping must keep up with the keys.
    for (let time = 0; time < 500; time++) {
      slots.advance(time);
      for (let key = 0; key < 1000; key++) slots.open([time * 1000 + key], time);
    }
    expect(slots.slotCount).toBeLessThan(2.1 * 100 * 1000);
  });
});
