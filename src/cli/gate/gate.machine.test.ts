import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machineHasProgram } from '../../machine-has.test-program.ts';
import type { GateFindings } from '../../results/findings/gate.ts';
import type { Result } from '../../results/result.ts';
import { runProgram } from '../program.ts';

// A repository of a user's. What takes minutes is in .ci/gate: that a cost is seen, and that none is seen where there
// is none.

const hasGit = machineHasProgram('git');

let folder: string;
let before: readonly string[];
beforeEach(() => {
  if (!hasGit) return;
  before = copiesIn(tmpdir());
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-gate-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  git('init', '--quiet', '--initial-branch', 'main');
  commit(pipeline());
  git('branch', 'before');
});
afterEach(() => {
  if (!hasGit) return;
  rmSync(folder, { recursive: true });
  const left = copiesIn(tmpdir()).filter((name) => !before.includes(name));
  if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
});

function copiesIn(temporary: string): string[] {
  return readdirSync(temporary).filter((name) => name.startsWith('stream-bench-') && name.includes(`-${process.pid}-`));
}

function git(...args: readonly string[]): void {
  const user = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', ['-C', folder, ...user, ...args], { stdio: 'ignore' });
}

interface Changes {
  readonly above?: number;
  readonly schema?: string;
  readonly beginning?: string;
  /** Further operators. */
  readonly ending?: string;
}

function pipeline({
  above = 10,
  schema = "{ time: 'timestamp', page: 'integer' }",
  beginning = '',
  ending = '',
}: Changes = {}): string {
  return `import { generated, workload } from '@stream-bench/stream-bench';
${beginning}
export default workload({
  name: 'clicks',
  source: generated({
    schema: ${schema},
    eventTime: 'time',
    record: (random) => ({ page: random.integer(50)${schema.includes('user') ? ", user: 'a'" : ''} }),
  }),
  pipeline: (records) => records.filter((click) => click.page.gt(${above}))${ending},
});
`;
}

function commit(text: string): void {
  writeFileSync(join(folder, 'pipeline.js'), text);
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', 'A change');
}

interface Gated {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function gate(...args: readonly string[]): Promise<Gated> {
  return gateAfter(Infinity, ...args);
}

function unitsTold(text: string): number {
  return Math.max(0, ...[...text.matchAll(/ (\d+)\/\d+ continuous /g)].map(([, done]) => Number(done)));
}

/** @param units after how many it is interrupted, as soon as it tells of more */
async function gateAfter(units: number, ...args: readonly string[]): Promise<Gated> {
  const interrupt = new AbortController();
  const texts = { out: '', err: '' };
  const into = (name: keyof typeof texts): Writable =>
    new Writable({
      write(chunk: Buffer, _, done) {
        texts[name] += chunk.toString();
        if (unitsTold(texts.err) > units) interrupt.abort(new DOMException('', 'AbortError'));
        done();
      },
    });
  const line = ['gate', join(folder, 'pipeline.js'), '--sink', 'none', '--executor', 'continuous', ...args];
  const code = await runProgram(line, { stdout: into('out'), stderr: into('err'), signal: interrupt.signal });
  return { code, ...texts };
}

const saved = (name: string): string => join(folder, name);
const result = (file: string): Result => JSON.parse(readFileSync(file, 'utf8')) as Result;

describe.runIf(hasGit)('two versions', { timeout: 120_000 }, () => {
  test('with another answer fail before anything is timed, in each kind of report', async () => {
    commit(pipeline({ above: 11 }));
    const reports = ['--markdown', saved('gate.md'), '--junit', saved('gate.xml')];
    const { code, out, err } = await gate('--base', 'before', '--out', saved('gate.json'), '--github', ...reports);
    expect([code, err.match(/^error: .*/m)]).toEqual([2, null]);
    expect(out).toMatch(/^Regression: head has another answer than before \([\da-f]{7}\): .*Nothing was timed\./s);
    expect(result(saved('gate.json')).units).toEqual([]);
    expect(readFileSync(saved('gate.md'), 'utf8')).toContain('Regression: head has another answer');
    expect(readFileSync(saved('gate.xml'), 'utf8')).toContain('<failure message="head has another answer than base"');
    expect(err).toMatch(/^::error file=.*pipeline\.js,title=stream-bench gate::Regression: /m);
  });

  test('resume after an interruption, without measuring again what was measured', async () => {
    commit(pipeline());
    const args = ['--base', 'before', '--out', saved('gate.json'), '--rate', '20k'];
    const first = await gateAfter(0, ...args);
    expect([first.code, first.err]).toEqual([130, expect.stringMatching(/units are kept: to resume, give the same/)]);
    const kept = result(saved('gate.json')).units.length;
    expect(kept).toBeGreaterThan(0);
    const second = await gateAfter(kept, ...args);
    expect([second.code, second.err]).toEqual([130, expect.stringMatching(/^Resuming after \d+ units in /m)]);
    expect((result(saved('gate.json')).findings as GateFindings).earlierUnits).toBeGreaterThanOrEqual(kept);
    expect(result(saved('gate.json')).units.length).toBeGreaterThan(kept);
  });

  test.each<[string, Changes, Changes, RegExp]>([
    [
      'whose schemas differ',
      { schema: "{ time: 'timestamp', page: 'integer', user: 'text' }" },
      {},
      /^error: before \(\w+\): column 'user' is text in base and missing in head\nOnly versions with the same schema/m,
    ],
    [
      'of which base does not load',
      { beginning: "throw new Error('not yet');" },
      {},
      /^error: before \(\w+\): .*not yet/m,
    ],
    [
      'of which one fails while it is measured, by the name of that version and not of its copy',
      {},
      { ending: ".map({ columns: { page: 'integer' }, with: () => process.exit(3) })" },
      /^error: HEAD \(\w+\), pipeline\.js:10: the pipeline file ended its process with exit code 3\n/m,
    ],
    ['of which head does not load', {}, { beginning: "throw new Error('not yet');" }, /pipeline\.js:2: .*not yet/],
  ])('%s are refused', async (_, base, head, message) => {
    commit(pipeline(base));
    git('branch', '--force', 'before');
    commit(pipeline(head));
    const { code, out, err } = await gate('--base', 'before', '--no-save');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
  });
});

describe('nothing is measured', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['without a base or an objective', [], /^error: there is nothing to hold the pipeline to\nGive a version/],
    ['with both', ['--base', 'x', '--objective', 'p99=1ms@1k'], /^error: --base says how to compare two versions/],
    [
      'of one that would take too long',
      ['--objective', 'p99.9=1ms@1k'],
      /^error: for a p99\.9 at 1000 records\/s a unit would/,
    ],
    [
      'with an engine',
      ['--objective', 'p99=1ms@9k', '--engine', 'node'],
      /^error: unknown option '--engine'\nIt is an option of stream-bench run,/,
    ],
    [
      'in transactions',
      ['--objective', 'p99=1ms@9k', '--commit', 'transaction'],
      /^error: --commit transaction is for engines between topics, and the gate measures in one process/,
    ],
    [
      'of no rate',
      ['--objective', 'p99=1ms'],
      /An objective is a percentile, a limit and a rate, such as p99=20ms@50k/,
    ],
  ])('%s', async (_, args, message) => {
    let err = '';
    const stderr = new Writable({ write: (chunk: Buffer, _e, done) => ((err += chunk.toString()), done()) });
    const stdout = new Writable({ write: (_chunk, _e, done) => done() });
    const { signal } = new AbortController();
    expect(
      await runProgram(['gate', 'docs/examples/my-pipeline.ts', '--no-save', ...args], { stdout, stderr, signal }),
    ).toBe(1);
    expect(err).toMatch(message);
  });
});

test('a built-in pipeline holds what it can hold, and misses what it cannot', async () => {
  const temporary = mkdtempSync(join(tmpdir(), 'stream-bench-gate-'));
  const file = join(temporary, 'gate.json');
  let out = '';
  const stdout = new Writable({ write: (chunk: Buffer, _e, done) => ((out += chunk.toString()), done()) });
  const stderr = new Writable({ write: (_chunk, _e, done) => done() });
  const { signal } = new AbortController();
  const line = ['gate', 'ysb', '--sink', 'none', '--executor', 'continuous', '--out', file, '--max-minutes', '1'];
  const code = await runProgram([...line, '--objective', 'p50=1s@20k,p50=0.1us@20k'], { stdout, stderr, signal });
  const { objectives } = result(file).findings as GateFindings;
  rmSync(temporary, { recursive: true });
  const [far, near] = objectives;
  // On a busy machine units are excluded, and then there may be too few.
  const isDecided = Math.min(far.units, near.units) >= 12;
  expect(isDecided ? ['held'] : ['held', 'inconclusive']).toContain(far.verdict);
  expect(isDecided ? ['missed'] : ['missed', 'inconclusive']).toContain(near.verdict);
  const isMissed = out.startsWith('Missed: p50=0.1us at 20,000 records/s with');
  expect([isMissed, code === 2]).toEqual(Array(2).fill(near.verdict === 'missed'));
  expect(/p50=1s at 20,000\/s .* held\n/.test(out)).toBe(far.verdict === 'held');
}, 120_000);
