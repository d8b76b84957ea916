import { fork, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { counts, figureNames, type FigureName } from '../../results/exclusion.ts';
import { local, specOf } from '../example-spec.test-program.ts';
import { OneAtATime } from '../one-at-a-time.ts';
import type { UnitReport } from '../unit-report.ts';
import { localEngine } from './local-engine.ts';

/** Of the default run, on a machine on which other programs compute. */
const configurations = [
  local({ executor: 'continuous', intervalMs: null }),
  local({ executor: 'micro-batch', intervalMs: 0 }),
  local({ executor: 'micro-batch', intervalMs: 10 }),
  local({ executor: 'micro-batch', intervalMs: 100 }),
];
const repetitions = 3;
const spinner = fileURLToPath(new URL('fixtures/spins.test-program.ts', import.meta.url));

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

async function unitsBeside(others: number): Promise<UnitReport[]> {
  for (let other = 0; other < others; other++) started.push(fork(spinner, ['120']));
  const context = { signal: new AbortController().signal, machine: new OneAtATime() };
  const engine = localEngine(tmpdir());
  const reports: UnitReport[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const configuration of configurations) {
      const conditions = { workload: 'fraud', ratePerSecond: 10_000, durationMs: 1100, warmUpMs: 500 };
      const spec = specOf({ ...conditions, configuration, repetition, sink: 'sqlite' });
      reports.push((await engine.measure(spec, context)).report);
    }
  }
  return reports;
}

interface Case {
  readonly others: number;
  /** With two others on two processors a third of the time is taken, which does move medians. */
  readonly told: readonly FigureName[];
}

describe.each<Case>([
  { others: 1, told: ['p50', 'throughput', 'busy'] },
  { others: 2, told: ['throughput', 'busy'] },
])('beside $others busy processes', ({ others, told }) => {
  test(`three quarters of the units tell ${told.join(', ')}`, { timeout: 180_000 }, async () => {
    const standings = (await unitsBeside(others)).map(({ exclusions }) => ({ failure: null, exclusions }));
    const telling = standings.filter((standing) => told.every((figure) => counts(standing, figure)));
    const byFigure = figureNames.map((name) => `${name} ${standings.filter((each) => counts(each, name)).length}`);
    const reasons = standings.flatMap(({ exclusions }) =>
      exclusions.map(({ figures, reason }) => `${figures.join()}: ${reason}`),
    );
    const seen = `${telling.length} of ${standings.length} units (${byFigure.join(', ')})`;
    process.stdout.write(`beside ${others} busy processes: ${seen}\n`);
    expect(telling.length, `${seen}\n${reasons.join('\n')}`).toBeGreaterThanOrEqual(0.75 * standings.length);
  });
});
