import { expect, test } from 'vitest';
import { local, specOf } from '../engines/example-spec.test-program.ts';
import type { ReferenceReport } from '../engines/unit-report.ts';
import { exampleReference, exampleReport } from './example-report.test-program.ts';
import { openJournal, type Journal, type UnitJournal } from './unit-journal.ts';

/** A file in memory; `text` is what is in it. */
class Memory implements Journal {
  readonly path = 'results/sweep.json.units';
  text: string | undefined;
  constructor(text?: string) {
    this.text = text;
  }
  read(): string | undefined {
    return this.text;
  }
  append(more: string): void {
    this.text = (this.text ?? '') + more;
  }
  truncate(length: number): void {
    this.text = Buffer.from(this.text!).subarray(0, length).toString();
  }
}

interface Session extends UnitJournal {
  /** Repetitions that were measured, not remembered. */
  readonly measured: number[];
}

function session(file: Journal, settings = 'settings', startedAt = 'today'): Session {
  const measured: number[] = [];
  const journal = openJournal(file, settings, startedAt, async (spec) => {
    measured.push(spec.repetition);
    const report = exampleReport({ throughput: 1000 + spec.repetition });
    const reference = spec.withReference ? exampleReference({ recordCount: spec.repetition }) : null;
    return { report, reference: Promise.resolve(reference) };
  });
  return { ...journal, measured };
}

/** The file after `count` units, their repetitions from 0 on. */
async function journalOf(count: number): Promise<Memory> {
  const file = new Memory();
  const { measure } = session(file, 'settings', 'yesterday');
  for (let repetition = 0; repetition < count; repetition++) await measure(specOf({ repetition, workload: 'größer' }));
  return file;
}

async function throughputs({ measure }: UnitJournal, count: number): Promise<(number | null)[]> {
  const found: (number | null)[] = [];
  for (let repetition = 0; repetition < count; repetition++)
    found.push((await measure(specOf({ repetition, workload: 'größer' }))).report.throughput);
  return found;
}

test('goes on where it stopped: finished units are remembered, the others measured', async () => {
  const file = await journalOf(3);
  const second = session(file);
  expect([second.startedAt, second.earlierUnits]).toEqual(['yesterday', 3]);
  expect(await throughputs(second, 5)).toEqual([1000, 1001, 1002, 1003, 1004]);
  expect(second.measured).toEqual([3, 4]);
  expect(second.units()).toBe(5);
  expect(session(file).earlierUnits).toBe(5);
});

test('a unit is remembered within a session too, and one that differs in anything is another', async () => {
  const only = session(new Memory());
  await only.measure(specOf({ records: { keys: 5 } }));
  await only.measure(specOf({ records: { keys: 5 } }));
  await only.measure(specOf({ records: { keys: 6 } }));
  await only.measure(specOf({ records: { keys: 6 }, configuration: { ...local(), engine: 'fake', mode: 'quick' } }));
  await only.measure(specOf({ records: { keys: 6 }, withReference: true }));
  expect(only.measured).toEqual([0, 0, 0, 0]);
});

test('a unit is remembered with its whole report, and with its reference where it had one', async () => {
  const file = new Memory();
  const first = session(file);
  const reports = [];
  for (const withReference of [true, false]) {
    const { report, reference } = await first.measure(specOf({ repetition: 4, withReference }));
    reports.push([report, await reference]);
  }
  const second = session(file);
  for (const [place, withReference] of [true, false].entries()) {
    const { report, reference } = await second.measure(specOf({ repetition: 4, withReference }));
    expect([report, await reference]).toEqual(reports[place]);
  }
  expect(second.measured).toEqual([]);
  expect(reports).toEqual([
    [exampleReport({ throughput: 1004 }), exampleReference({ recordCount: 4 })],
    [exampleReport({ throughput: 1004 }), null],
  ]);
});

test('what an engine cannot tell is unknown again', async () => {
  const file = new Memory();
  const unknown = exampleReport({ local: null, latencyMicros: null, peakRssBytes: null, cpuNanosPerRecord: null });
  const first = openJournal(file, 'settings', 'today', async () => ({
    report: unknown,
    reference: Promise.resolve(null),
  }));
  await first.measure(specOf());
  const { report, reference } = await session(file).measure(specOf());
  expect([report, await reference]).toEqual([unknown, null]);
});

test('each unit is in the file as soon as it is done', async () => {
  const file = new Memory();
  const { measure } = session(file);
  expect(file.text).toBe('{"journal":"stream-bench/units@2","settings":"settings","startedAt":"today"}\n');
  await measure(specOf());
  expect(file.text!.split('\n')).toHaveLength(3);
});

test('wherever a kill has cut the file, whole units are kept and the rest is measured again', async () => {
  const whole = Buffer.from((await journalOf(2)).text!);
  for (let length = 0; length <= whole.length; length += 7) {
    const file = new Memory(whole.subarray(0, length).toString());
    const resumed = session(file);
    const complete = whole.subarray(0, length).toString().split('\n').length - 2;
    expect(resumed.earlierUnits).toBe(Math.max(0, complete));
    expect(await throughputs(resumed, 2)).toEqual([1000, 1001]);
    expect(session(file).earlierUnits).toBe(2);
  }
});

test('other settings are refused, and the file stays as it is', async () => {
  const file = await journalOf(1);
  const before = file.text;
  expect(() => session(file, 'others')).toThrow(/^results\/sweep.json.units: .* other settings.*\n.*--out/);
  expect(file.text).toBe(before);
});

test.each(['my notes', 'my notes\nand more\n', '{"schema":"stream-bench/result@2"}\n'])(
  'a file that is something else is refused, and stays as it is: %j',
  (text) => {
    const file = new Memory(text);
    expect(() => session(file)).toThrow(/^results\/sweep.json.units: .*\n.*--out/);
    expect(file.text).toBe(text);
  },
);

test.each([
  '{"journal":"stream-bench/units@1","settings":"settings","startedAt":"today"}\n',
  '{"journal":"stream-bench/units@1","settings":"settings","startedAt":"today"}\n{"spec":{},"figures":{}}\n',
])('a journal of version 1 is refused, and stays as it is: %j', (text) => {
  const file = new Memory(text);
  expect(() => session(file)).toThrow(/^results\/sweep.json.units: .*\n.*--out/);
  expect(file.text).toBe(text);
});

test.each(['{"spec":', '{"spec":{}}', '{"report":{}}'])('a line that cannot be read is named: %s', async (line) => {
  const file = await journalOf(2);
  const lines = file.text!.split('\n');
  lines[1] = line;
  file.text = lines.join('\n');
  const before = file.text;
  expect(() => session(file)).toThrow(/line 2 .*cannot be read\nDelete it, .*--out/);
  expect(file.text).toBe(before);
});

test('a unit that could not be measured is not kept', async () => {
  const file = new Memory();
  const { measure } = openJournal(file, 'settings', 'today', () => Promise.reject(new Error('crash')));
  await expect(measure(specOf())).rejects.toThrow('crash');
  expect(session(file).earlierUnits).toBe(0);
});

test('a unit whose reference could not be worked out is not kept: it would be compared with nothing', async () => {
  const file = new Memory();
  const crash = (): Promise<ReferenceReport> => Promise.reject(new Error('no memory'));
  const { measure } = openJournal(file, 'settings', 'today', async () => ({
    report: exampleReport(),
    reference: crash(),
  }));
  await expect(measure(specOf({ withReference: true }))).rejects.toThrow('no memory');
  expect(session(file).earlierUnits).toBe(0);
});
