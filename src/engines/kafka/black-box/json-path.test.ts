import { expect, test } from 'vitest';
import { jsonPathText, parseJsonPath, removeAt, valueAt } from './json-path.ts';

test.each([
  ['$', []],
  ['$.id', ['id']],
  ['$.order.item-no', ['order', 'item-no']],
  ['$.items[0].größe', ['items', 0, 'größe']],
  ["$['an id']", ['an id']],
])('%s is read, and written again', (text, path) => {
  expect(parseJsonPath(text)).toEqual(path);
  expect(jsonPathText(path)).toBe(text);
});

test.each(['', 'id', '.id', '$.', '$..id', '$.a[*]', '$.a[-1]', '$.a ', '$.a,$.b'])(
  '%j is no path to one value',
  (text) => {
    expect(parseJsonPath(text)).toBeUndefined();
  },
);

test('a value is found, or taken away, where it is', () => {
  const order = { id: 7, items: [{ size: 'L' }, { size: null }] };
  expect(valueAt(order, ['items', 0, 'size'])).toBe('L');
  expect(valueAt(order, ['items', 1, 'size'])).toBeNull();
  expect(valueAt(order, [])).toBe(order);
  for (const path of [['name'], ['id', 'x'], ['items', 2], ['items', 1, 'size', 'x'], ['constructor']])
    expect(valueAt(order, path)).toBeUndefined();
  removeAt(order, ['items', 0, 'size']);
  removeAt(order, ['nowhere', 'x']);
  expect(order).toEqual({ id: 7, items: [{}, { size: null }] });
});
