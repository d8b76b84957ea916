import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs, promisify } from 'node:util';
import { compareVirtually } from '../../src/experiments/truth/known-answers.ts';
import { longCases, type RealAnswer } from '../../src/experiments/truth/real-time.ts';
import {
  realTable,
  shortTable,
  truthRows,
  virtualTable,
  type TruthRow,
} from '../../src/experiments/truth/truth-table.ts';
import { writtenBy } from '../written-by.ts';

/**
 * `npm run test:truth`: situations of known figures in real time, each unit in a fresh process, repetitions in turns.
 * Writes results/truth.md; with --docs also the short table in docs/method.md. Exit code 1 if a figure differs from
 * theory, 3 if too many units are excluded.
 */
const { values } = parseArgs({
  options: { repeat: { type: 'string', default: '5' }, docs: { type: 'boolean', default: false } },
});
const repetitions = Number(values.repeat);
/** Most times that an excluded unit is measured. */
const attempts = 3;
/** Figures of fewer units are inconclusive. */
const minUnits = Math.min(3, repetitions);

const answers: RealAnswer[] = [];
for (let repetition = 1; repetition <= repetitions; repetition++) {
  for (const [number] of longCases(repetition).entries()) answers.push(await measuredUnit(number, repetition));
}
const rows = truthRows(answers);
const virtual = compareVirtually();
mkdirSync('results', { recursive: true });
writeFileSync('results/truth.md', report(rows));
if (values.docs) writeMethod(rows);
console.log(`\n${realTable(rows)}\n\nWritten to results/truth.md.`);
if ([...rows, ...virtual].some(({ verdict }) => verdict === 'differs')) process.exitCode = 1;
else if (rows.some(({ units }) => units < minUnits)) process.exitCode = 3;

/** The first unit that is not excluded, or the last of the attempts. */
async function measuredUnit(number: number, seed: number): Promise<RealAnswer> {
  for (let attempt = 1; ; attempt++) {
    const unit = new URL('unit.ts', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [unit, String(number), String(seed)]);
    const answer = JSON.parse(stdout) as RealAnswer;
    const verdicts = new Set(answer.comparisons.map(({ verdict }) => verdict));
    const taken = `${(100 * answer.takenShare).toFixed(2)} % taken by the machine`;
    const { situation } = answer.comparisons[0];
    console.error(`${seed}/${repetitions} ${situation}: ${[...verdicts].join(', ')}, ${taken}`);
    if (!verdicts.has('excluded') || attempt === attempts) return answer;
  }
}

function report(real: readonly TruthRow[]): string {
  return `# Measured against theory

${writtenBy('npm run test:truth')}

## In real time

The executors, the clock and the meter of every unit drive a server that keeps its processor busy for a known time:
0.5 ms for each record in continuous; 20 ms and 40 µs for each record in micro-batches. Every unit is a fresh process
and has arrivals of its own. Theory is the result of the same arrivals and services in virtual time, where figures
equal those of formulas (below).

Each unit has a range of its own. It begins at theory, because no server is faster than its services. It ends at theory
with services 2 % longer, because the program reads clocks and counts between two services, plus the time that the
machine took away, which is measured (polls more than 5 µs apart). That time delays no record by more than its sum, and
only the records that arrive until the queue has recovered. A unit that lost more than 5 % of its time is excluded; it
is measured again, up to ${attempts} times in all.

${realTable(real)}

Theory and measured: medians over units. Beyond theory: the smallest and the largest deviation of all units.

## In virtual time

A figure has to equal that of the formula: within half a bucket of the histogram (0.05 %), and with random arrivals
within four standard deviations.

${virtualTable(virtual)}
`;
}

function writeMethod(real: readonly TruthRow[]): void {
  const [begin, end] = ['<!-- truth -->', '<!-- /truth -->'];
  const page = readFileSync('docs/method.md', 'utf8');
  if (!page.includes(begin) || !page.includes(end))
    throw new Error(`docs/method.md has no ${begin} … ${end} to write between`);
  const [before, after] = [page.slice(0, page.indexOf(begin)), page.slice(page.indexOf(end))];
  writeFileSync('docs/method.md', `${before}${begin}\n${shortTable(real)}\n${after}`);
}
