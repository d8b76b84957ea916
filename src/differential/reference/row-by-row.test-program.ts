import type { ExplodeNode } from '../../operators/explode.ts';
import type { FilterWithNode } from '../../operators/filter-with.ts';
import type { MapNode } from '../../operators/map.ts';
import { canonical } from './expression.test-program.ts';
import type { Item } from './items.test-program.ts';

export function explode({ column, into, separator }: ExplodeNode, items: readonly Item[]): Item[] {
  return items.flatMap((item): Item[] => {
    if (item.kind !== 'row') return [item];
    const parts = String(item.row[column] ?? '')
      .split(separator)
      .filter((part) => part.length > 0);
    return parts.map((part) => ({ ...item, row: { ...item.row, [into]: part } }));
  });
}

export function mapRows({ schema, with: call }: MapNode, items: readonly Item[]): Item[] {
  return items.map((item): Item => {
    if (item.kind !== 'row') return item;
    const row = call(item.row);
    return { ...item, row: Object.fromEntries(Object.keys(schema).map((name) => [name, canonical(row[name])])) };
  });
}

export function filterWith({ predicate }: FilterWithNode, items: readonly Item[]): Item[] {
  return items.filter((item) => item.kind !== 'row' || predicate(item.row));
}
