import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { LateReport } from '../engines/unit-report.ts';
import { reportByKind } from '../reports/by-kind.ts';
import { htmlPage } from '../reports/html/page.ts';
import { markdownReport } from '../reports/markdown.ts';
import type { Result } from '../results/result.ts';
import { sideBySide } from './example-engines.test-program.ts';
import { type ComparingKind, comparingKinds, ended } from './example-experiment.test-program.ts';

const cause = { kind: 'far ahead', record: 100, timeMicros: Date.UTC(2126, 0) * 1000, byMicros: 3.156e15 } as const;

async function withLate(kind: ComparingKind, dropped: number): Promise<Result> {
  const late: LateReport = { records: dropped, dropped, measuredDropped: dropped, cause };
  const changes = kind === 'sweep' ? { rates: [2000, 16_000] } : {};
  return (await ended(kind, { configurations: sideBySide, late, changes })).result!;
}

function textsOf(result: Result): Readonly<Record<string, string>> {
  const page = htmlPage([{ path: 'late.json', text: JSON.stringify(result), result }], { script: '', style: '' });
  const texts = {
    terminal: stripVTControlCharacters(reportByKind(result, undefined)),
    markdown: markdownReport(result),
    html: page.replaceAll(/<[^>]*>/g, ' '),
  };
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.replaceAll(/\s+/g, ' ')]));
}

describe.each(comparingKinds)('late records in %s', (kind) => {
  test('are told once, in every report, with the likely cause', async () => {
    for (const dropped of [1, 10_000]) {
      const { experiment, ...result } = await withLate(kind, dropped);
      const { text } = experiment.late!;
      for (const [name, shown] of Object.entries(textsOf({ ...result, experiment }))) {
        expect(shown.split(`records were late and dropped (`), name).toHaveLength(2);
        expect(shown.replaceAll('**', ''), name).toContain(text);
      }
    }
  });

  test('allow no recommendation where they are many, and nothing that would follow from one', async () => {
    const { recommendation, findings } = await withLate(kind, 10_000);
    expect(recommendation).toMatchObject({ inconclusive: true, evidence: [] });
    expect(recommendation!.text).toMatch(/^Inconclusive: too many records were late and dropped/);
    if (findings.kind !== 'sweep') return;
    const { crossovers, costs, check, saving, choice } = findings;
    expect([crossovers, costs, check, saving, choice]).toEqual([[], [], null, null, null]);
  });

  test('allow one where they are few', async () => {
    const { recommendation } = await withLate(kind, 1);
    expect(recommendation!.text).not.toContain('late and dropped');
  });
});
