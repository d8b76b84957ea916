import { expect, test } from 'vitest';
import { hostile } from '../example-results.test-program.ts';
import { html, jsonElement, Markup } from './markup.ts';

test('what is put in is text, in elements and in attributes of either quotes', () => {
  expect(html`<b title="${'"\'>'}">${'<i>&amp;</i>'}</b>`.text).toBe(
    '<b title="&quot;&#39;&gt;">&lt;i&gt;&amp;amp;&lt;/i&gt;</b>',
  );
});

test('markup is put in as it is, several one after the other, nothing for undefined', () => {
  expect(html`<ul>${[1, 2].map((number) => html`<li>${number}</li>`)}${undefined}${new Markup('<hr>')}</ul>`.text).toBe(
    '<ul><li>1</li><li>2</li><hr></ul>',
  );
});

test('data in a script cannot end it, and is read back as it was', () => {
  const { text } = jsonElement('data', { [hostile]: [hostile, 1.5, null] });
  const [, json] = /^<script type="application\/json" id="data">(.*)<\/script>$/.exec(text)!;
  expect(json).not.toMatch(/[<\u2028\u2029]/);
  expect(JSON.parse(json)).toEqual({ [hostile]: [hostile, 1.5, null] });
});
