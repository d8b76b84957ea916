import type { Choices } from './choices.ts';
import { oddTexts } from './odd-texts.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Container = Json[] | { [name: string]: Json };

/** A file as accidents of transport leave it: cut, with bytes lost, doubled or changed. */
export function mutatedText(choices: Choices, text: string): string {
  const from = choices.integer(text.length);
  const to = Math.min(text.length, from + 1 + choices.integer(choices.chance(0.5) ? 3 : 500));
  const part = text.slice(from, to);
  switch (choices.of(['cut', 'lost', 'doubled', 'changed', 'inserted'] as const)) {
    case 'cut':
      return text.slice(0, from);
    case 'lost':
      return text.slice(0, from) + text.slice(to);
    case 'doubled':
      return text.slice(0, to) + part + text.slice(to);
    case 'changed':
      return text.slice(0, from) + String.fromCharCode(32 + choices.integer(95)) + text.slice(from + 1);
    case 'inserted':
      return text.slice(0, from) + choices.of(oddTexts).slice(0, 500) + text.slice(from);
  }
}

/** A document as edits by hand or by another program leave it. Changes the document that it is given. */
export function mutateDocument(choices: Choices, document: object): void {
  const changes = choices.chance(0.7) ? 1 : 2 + choices.integer(4);
  for (let change = 0; change < changes; change++) mutateOnce(choices, document as Container);
}

function mutateOnce(choices: Choices, document: Container): void {
  const { container, name } = placeIn(choices, document);
  if (Array.isArray(container)) return mutateItem(choices, container, Number(name));
  switch (choices.weighted({ changed: 6, removed: 1, added: 1, renamed: 1 })) {
    case 'changed':
      container[name] = changed(choices, container[name]);
      return;
    case 'removed':
      delete container[name];
      return;
    case 'added':
      container[choices.of(oddTexts)] = odd(choices);
      return;
    case 'renamed':
      container[`${name}s`] = container[name];
      delete container[name];
  }
}

function mutateItem(choices: Choices, items: Json[], at: number): void {
  switch (choices.weighted({ changed: 4, removed: 1, doubled: 1, cut: 1, reversed: 1 })) {
    case 'changed':
      items[at] = changed(choices, items[at]);
      return;
    case 'removed':
      items.splice(at, 1);
      return;
    case 'doubled':
      items.splice(at, 0, structuredClone(items[at]));
      return;
    case 'cut':
      items.length = at;
      return;
    case 'reversed':
      items.reverse();
  }
}

/** Any place, found by going down from the top: places near the top are as likely as the many below. */
function placeIn(choices: Choices, document: Container): { container: Container; name: string } {
  let container = document;
  for (;;) {
    const names = Object.keys(container);
    if (names.length === 0) return { container, name: '0' };
    const name = choices.of(names);
    const below = (container as Record<string, Json>)[name];
    const goesDown = below !== null && typeof below === 'object' && Object.keys(below).length > 0;
    if (!goesDown || choices.chance(0.1)) return { container, name };
    container = below;
  }
}

function changed(choices: Choices, value: Json): Json {
  if (choices.chance(0.25)) return odd(choices);
  if (typeof value === 'number') return choices.of([value + 1, -value, value * 10, value / 3, value * 1.000001, 0]);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return choices.chance(0.5) ? `${value}!` : choices.of(oddTexts);
  return odd(choices);
}

function odd(choices: Choices): Json {
  return choices.of<Json>([
    null,
    true,
    0,
    -1,
    0.1,
    1e308,
    1e-320,
    2 ** 53,
    'NaN',
    choices.of(oddTexts),
    [],
    [null],
    {},
    { p50: 1 },
  ]);
}
