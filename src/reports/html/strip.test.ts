import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { logScale, stripRow } from './strip.ts';

test('each of many configurations has a colour of the page', () => {
  const style = readFileSync(join(import.meta.dirname, 'page.css'), 'utf8');
  for (let look = 0; look < 20; look++) {
    const { text } = stripRow({ name: 'a', look, said: 'b', marks: [], note: 'c' }, logScale([1, 2]));
    const [colour] = /\blook-\d+/.exec(text)!;
    expect(style).toContain(`.${colour} { color: var(--${colour}); }`);
  }
});
