import { beforeEach, describe, expect, test } from 'vitest';
import { KeyedSlots } from './keyed-slots.ts';
import { Watermark } from './watermark.ts';

describe('keyed slots', () => {
  let watermark: Watermark;
  beforeEach(() => {
    watermark = new Watermark();
  });

  test('give each key its own slot, and find it again', () => {
    const slots = new KeyedSlots(2, Infinity, [], watermark);
    expect(slots.find([1, null], 0)).toBe(-1);
    expect(slots.open([1, null], 0)).toBe(0);
    expect(slots.open([1, NaN], 0)).toBe(1);
    expect(slots.find([1, null], 1e15)).toBe(0);
    expect(slots.find([1, NaN], 0)).toBe(1);
  });

  test('forget a key if its next row comes later than the idle time allows', () => {
    const slots = new KeyedSlots(1, 10, [], watermark);
    slots.open([1], 100);
    expect(slots.find([1], 50)).toBe(0);
    expect(slots.find([1], 110)).toBe(0);
    expect(slots.find([1], 120)).toBe(0);
    expect(slots.find([1], 131)).toBe(-1);
  });

  test('forget a key once the watermark has passed, whether or not it has been swept', () => {
    const looked = new KeyedSlots(1, 10, [], watermark);
    for (let key = 0; key < 100; key++) looked.open([key], key);
    watermark.micros = 200;
    expect(looked.size).toBe(100);
    // Only a late row could look them up.
    for (let key = 0; key < 100; key++) expect(looked.find([key], 0)).toBe(-1);
    expect(looked.size).toBe(0);
  });

  test('reset the values of a slot before another key gets it', () => {
    const reset: number[] = [];
    const slots = new KeyedSlots(1, 10, [{ grow: () => {}, reset: (slot) => reset.push(slot) }], watermark);
    slots.open([1], 0);
    watermark.micros = 11;
    expect(slots.open([2], 11)).toBe(0);
    expect(reset).toEqual([0]);
  });

  test('make room for values before they open a slot', () => {
    let capacity = 0;
    const slots = new KeyedSlots(1, 10, [{ grow: (to) => (capacity = to), reset: () => {} }], watermark);
    for (let key = 0; key < 1000; key++) expect(slots.open([key], 0)).toBeLessThan(capacity);
  });

  test('are released as rows come, even if no new key does', () => {
    const slots = new KeyedSlots(1, 10, [], watermark);
    for (let key = 0; key < 1000; key++) slots.open([key], key);
    watermark.micros = 1510;
    for (let row = 0; row < 500; row++) slots.find([-1], 1510);
    expect(slots.size).toBe(0);
  });

  test('stay few on an endless stream of new keys: at most twice the keys in use', () => {
    const slots = new KeyedSlots(1, 100, [], watermark);
    // A thousand keys at each microsecond but only one watermark: sweeping must keep up with the keys.
    for (let time = 0; time < 500; time++) {
      watermark.micros = time;
      for (let key = 0; key < 1000; key++) slots.open([time * 1000 + key], time);
    }
    expect(slots.slotCount).toBeLessThan(2.1 * 100 * 1000);
  });
});
