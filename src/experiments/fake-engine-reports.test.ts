import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { compare } from '../comparison/compare.ts';
import { reportByKind } from '../reports/by-kind.ts';
import { comparisonMarkdown } from '../reports/comparison/markdown.ts';
import { comparisonReport } from '../reports/comparison/terminal.ts';
import { csvReport } from '../reports/csv.ts';
import { hdrLogs } from '../reports/hdr-log.ts';
import { htmlPage } from '../reports/html/page.ts';
import { junitReport } from '../reports/junit.ts';
import { markdownReport } from '../reports/markdown.ts';
import { configurationName } from '../results/configuration.ts';
import type { ResultFile } from '../results/read-result.ts';
import { fakeAlone, sideBySide } from './example-engines.test-program.ts';
import { type ComparingKind, comparingKinds, ended } from './example-experiment.test-program.ts';

const sets = { alone: fakeAlone, 'beside ours': sideBySide };

/** What the other engine cannot tell, by the fields of a unit. */
const untold = /^(local\.|cpuNanosPerRecord$|peakRssBytes$|stolenMicros$|output\.digest$)/;

async function fileOf(kind: ComparingKind, set: keyof typeof sets, wrongMode?: 'batched'): Promise<ResultFile> {
  const rates = kind === 'sweep' ? { rates: [2000, 16_000] } : {};
  const objective = { percentile: 'p99', limitMicros: 60_000, text: 'p99=60ms' } as const;
  const changes = kind === 'run' || kind === 'recover' ? {} : { ...rates, objective };
  const fake = wrongMode === undefined ? {} : { wrongMode };
  const { result } = await ended(kind, { configurations: sets[set], changes, fake });
  return { path: `results/${kind}.json`, text: JSON.stringify(result), result: result! };
}

/** All reports that are read as text. */
function textsOf(file: ResultFile): Readonly<Record<string, string>> {
  const comparison = compare(file, file);
  return {
    terminal: stripVTControlCharacters(reportByKind(file.result, file.path)),
    markdown: markdownReport(file.result),
    html: shownText(pageOf(file)),
    junit: junitReport([file]),
    comparison: stripVTControlCharacters(comparisonReport(comparison)),
    comparisonMarkdown: comparisonMarkdown(comparison),
  };
}

function pageOf(file: ResultFile): string {
  return htmlPage([file], { script: '', style: '' });
}

/** What a reader sees: no data of charts, no markup. */
function shownText(page: string): string {
  return page
    .replaceAll(/<(script|style)\b.*?<\/\1>/gs, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

/** Also attributes, such as the places of marks in charts. */
function markup(page: string): string {
  return page.replaceAll(/<script\b.*?<\/script>/gs, '');
}

/** Cells by the field in the head of their column, of the rows of all tables; `name` is the first cell. */
function tableRows(page: string): Record<string, string>[] {
  const tables = [...page.matchAll(/<table>(.*?)<\/table>/gs)].map(([, table]) => table);
  return tables.flatMap((table) => {
    const fields = [...table.matchAll(/<th scope="col">.*?<code>(.*?)<\/code><\/th>/gs)].map(([, field]) => field);
    const rows = [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row]) =>
      [...row.matchAll(/<t[hd]\b[^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => shownText(cell).trim()),
    );
    // Without the head, and rows that only say why a unit does not count.
    const [, ...others] = rows.filter((cells) => cells.length === fields.length);
    return others.map((cells) => ({ name: cells[0], ...zip(fields, cells) }));
  });
}

function zip(names: readonly string[], cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, place) => [name, cells[place]]));
}

/** Of text without quoted commas in the columns that are looked at. */
function csvRows(text: string): Record<string, string>[] {
  const [head, ...rows] = text.trimEnd().split('\r\n').map(cellsOf);
  return rows.map((row) => zip(head, row));
}

function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain);
}

function expectPlain(text: string, name: string): void {
  expect(text, name).not.toMatch(/\bNaN\b|\bundefined\b|\bnull\b|Infinity|∞|\[object/);
}

describe.each(comparingKinds)('reports of %s', (kind) => {
  describe.each(Object.keys(sets) as (keyof typeof sets)[])('with an engine that is not ours, %s,', async (set) => {
    const file = await fileOf(kind, set);
    const texts = textsOf(file);
    const fakeUnits = file.result.units.filter(({ engine }) => engine === 'fake');

    test('are made without NaN, undefined and null', () => {
      for (const [name, text] of Object.entries(texts)) expectPlain(text, name);
      // Charts are drawn from attributes.
      expectPlain(markup(pageOf(file)), 'attributes');
      expectPlain(csvReport([file]), 'csv');
    });

    test('name the configurations of all engines', () => {
      for (const name of ['markdown', 'html', 'junit']) {
        for (const configuration of sets[set]) expect(texts[name]).toContain(configurationName(configuration));
      }
      // Its columns may wrap a name.
      for (const { engine, mode } of sets[set]) {
        for (const word of engine === 'local' ? [mode] : [engine, mode]) expect(texts['terminal']).toContain(word);
      }
    });

    test('say that all answers are the same', () => {
      const { length } = file.result.units;
      for (const name of ['terminal', 'markdown', 'html'])
        expect(texts[name], name).toContain(`${length} of ${length}`);
    });

    test('have nothing where a figure is unknown, neither 0 nor a word', () => {
      const rows = csvRows(csvReport([file]));
      expect(rows).toHaveLength(file.result.units.length);
      for (const row of rows) {
        const untoldCells = Object.entries(row).filter(([field]) => untold.test(field));
        expect(untoldCells.length).toBeGreaterThan(20);
        const filled = untoldCells.filter(([, cell]) => cell !== '').map(([field]) => field);
        if (row['engine'] === 'fake') expect(filled).toEqual([]);
        else expect(filled).toContain('local.busyShare');
        expect(row['latencyMicros.p50']).not.toBe('');
      }
    });

    test('have dashes in the tables of the page, where a figure is unknown', () => {
      const rows = tableRows(pageOf(file));
      const ofUnits = rows.filter((row) => row['units[]'] !== undefined);
      expect(ofUnits).toHaveLength(file.result.units.length);
      const ofFake = rows.filter(({ name }) => name.startsWith('fake'));
      expect(ofFake.length).toBeGreaterThanOrEqual(fakeUnits.length);
      for (const row of ofFake) {
        const cells = Object.entries(row).filter(([field]) => untold.test(field) || /^(busy|expected)/.test(field));
        expect(cells.filter(([, cell]) => cell !== '–')).toEqual([]);
      }
      for (const row of ofUnits.filter(({ name }) => !name.startsWith('fake'))) {
        expect(row['local.busyShare']).toMatch(/^\d+ %$/);
      }
    });

    test('have no log of latencies that the engine does not know', () => {
      const tags = Object.fromEntries(hdrLogs(file).map(({ latency, text }) => [latency, text.match(/Tag=[^,]+/g)]));
      expect(tags['latency']).toHaveLength(file.result.units.length);
      const known = tags['uncorrected'] ?? [];
      expect(known).toHaveLength(file.result.units.length - fakeUnits.length);
      expect(known.filter((tag) => tag.includes('fake'))).toEqual([]);
    });

    test('compare each configuration with itself, and what is unknown with nothing', () => {
      const { points, capacities, differences, onlyInA, onlyInB } = compare(file, file);
      expect([differences, onlyInA, onlyInB]).toEqual([[], [], []]);
      const figures = [...points.flatMap((point) => point.figures), ...capacities.map(({ figure }) => figure)];
      for (const { a, ratio, verdict } of figures) {
        expect([ratio, verdict]).toEqual([a.estimate === null ? null : 1, 'inconclusive']);
      }
      const ofFake = points.filter(({ configuration }) => configuration.startsWith('fake'));
      for (const point of ofFake) {
        expect(point.figures.find(({ metric }) => metric === 'busyShare')).toMatchObject({ a: { estimate: null } });
      }
      if (kind === 'capacity') expect(capacities).toHaveLength(sets[set].length);
      else expect(ofFake.length).toBeGreaterThanOrEqual(2);
    });
  });

  test('compare documents with other engines, which are only in one of them', async () => {
    const [alone, beside] = [await fileOf(kind, 'alone'), await fileOf(kind, 'beside ours')];
    const comparison = compare(alone, beside);
    expectPlain(comparisonReport(comparison), 'comparison');
    expectPlain(comparisonMarkdown(comparison), 'comparison');
    if (kind === 'capacity') expect(comparison.capacities).toHaveLength(fakeAlone.length);
    else expect(comparison.onlyInB.join(' ')).toMatch(/continuous.*micro-batch 10 ms/);
    expect(comparison.onlyInA.join(' ')).not.toContain('fake quick at 2,000');
  });

  test('are made of units with wrong answers too', async () => {
    const file = await fileOf(kind, 'beside ours', 'batched');
    const texts = textsOf(file);
    for (const [name, text] of Object.entries(texts)) expectPlain(text, name);
    expect(texts['junit']).toMatch(/<failure message="\d+ of \d+ units[^>]*>[^<]*answer/);
    for (const name of ['terminal', 'markdown', 'html']) expect(texts[name], name).toMatch(/answer/);
    expectPlain(csvReport([file]), 'csv');
    expect(
      hdrLogs(file)
        .map(({ text }) => text)
        .join(''),
    ).not.toMatch(/Tag=fake-batched/);
  });
});

describe.each(['run', 'sweep', 'recover'] as const)('tables of configurations of %s', (kind) => {
  test('have a dash for the busy time that an engine does not report, and a share for ours', async () => {
    const file = await fileOf(kind, 'beside ours');
    const { markdown } = textsOf(file);
    const [head, , ...rows] = markdown.split('\n').filter((line) => line.startsWith('|'));
    const busy = cells(head).indexOf('busy');
    expect(busy).toBeGreaterThan(0);
    expect(rows.length).toBeGreaterThanOrEqual(sideBySide.length);
    for (const row of rows.map(cells)) {
      expect(row[busy], row[0]).toMatch(row[0].startsWith('fake') ? /^–$/ : /^\d+ %( \(.*\))?$/);
    }
    const cases = textsOf(file)['junit'].split('<testcase ').slice(1);
    for (const one of cases) expect(one).toMatch(one.startsWith('name="fake') ? /busy: –/ : /busy: \d+ %/);
  });

  function cells(row: string): string[] {
    return row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  }
});
