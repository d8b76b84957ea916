import { describe, expect, test } from 'vitest';
import { Stream } from '../../src/builder/stream.ts';
import { functions } from '../../src/pipeline/functions/index.ts';
import { dialectNames } from '../../src/sql/dialect.ts';
import { sqlRefusals } from '../../src/sql/write-sql.ts';
import { exampleTexts } from './example-text.ts';
import { readPage } from './pages.ts';
import { families } from './pipeline-blocks.ts';
import { aggregateExamples, functionExamples, operatorExamples } from './pipeline-examples.ts';

const page = readPage('docs/pipeline.md');
const source = readPage('bench/documentation/pipeline-examples.ts');

describe('docs/pipeline.md', () => {
  test('has an example of every operator, which uses it', () => {
    const methods = Object.getOwnPropertyNames(Stream.prototype).filter((name) => name !== 'constructor');
    expect(Object.keys(operatorExamples).sort()).toEqual(methods.sort());
    for (const name of methods) {
      expect(page).toContain(`### ${name}\n`);
      expect(page).toContain(`<!-- operator: ${name} -->`);
      expect(exampleTexts(source, 'operatorExamples').get(name)).toContain(`.${name}(`);
    }
  });

  test('names every option of every operator', () => {
    const options = ['sizeMs', 'slideMs', 'gapMs', 'withinMs', 'beforeMs', 'afterMs', 'idleMs', 'excludeCurrent'];
    const others = ['k', 'descending', 'partitionBy', 'separator', 'into', 'on', 'type', 'watermarkDelayMs'];
    for (const name of [...options, ...others]) expect(page, name).toMatch(new RegExp('`[^`\n]*\\b' + name + '\\b'));
  });

  test('has every aggregate and every function, with its example', () => {
    expect(page).toContain('<!-- aggregates: all -->');
    for (const family of Object.keys(families)) expect(page).toContain(`<!-- functions: ${family} -->`);
    const shown = Object.values(families).flatMap((each) => Object.keys(each));
    expect(shown.sort()).toEqual(Object.keys(functions).sort());
    expectTexts('aggregateExamples', Object.keys(aggregateExamples), (name) => `${name}(`);
    expectTexts('functionExamples', Object.keys(functionExamples), (name) => (name === 'case' ? 'when(' : `.${name}(`));
  });

  function expectTexts(table: string, names: readonly string[], use: (name: string) => string): void {
    const texts = exampleTexts(source, table);
    expect([...texts.keys()]).toEqual(names);
    for (const [name, text] of texts) expect(text).toContain(use(name));
  }

  test('shows SQL of everything but functions of JavaScript', () => {
    const without = Object.entries(operatorExamples).filter(([, example]) =>
      dialectNames.every((dialect) => sqlRefusals(example().plan, dialect).length > 0),
    );
    expect(without.map(([name]) => name).sort()).toEqual(['filterWith', 'map']);
  });
});

test('the text of an example is read from its source: an expression, or statements', () => {
  const text = [
    'export const table: Readonly<Record<string, () => unknown>> = {',
    '  one: (a) => a.b(1),',
    '  two: () =>',
    '    a.b({',
    '      c: 1,',
    '    }),',
    '  three: () => {',
    '    const a = 1;',
    '    return a.b();',
    '  },',
    '};',
  ].join('\n');
  expect(Object.fromEntries(exampleTexts(text, 'table'))).toEqual({
    one: 'a.b(1)',
    two: 'a.b({\n  c: 1,\n})',
    three: 'const a = 1;\na.b();',
  });
});
