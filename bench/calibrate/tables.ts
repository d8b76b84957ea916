import { median } from '../../src/statistics/median.ts';
import { markdownTable } from '../../src/reports/markdown.ts';
import { writtenBy } from '../written-by.ts';
import { effects } from './effects.ts';
import { conditionsOf, type JobRow } from './job-row.ts';
import { situationOf, situations } from './situations.ts';

const heads = [
  'what is done to head',
  'situation',
  'time given, min',
  'jobs',
  'pass',
  'regression',
  'inconclusive',
  'false rows',
  'pairs to a verdict',
  'minutes taken',
];

/** How gates ended, by what was done to head. */
export function report(drawn: readonly JobRow[], whole: readonly JobRow[]): string {
  return `# How often the gate errs

${writtenBy('npm run calibrate')}

Head is base, changed as the first column says. *False rows* are figures that are called a regression although head is
not worse in them by more than their margin, of all rows. *Pairs to a verdict* is the median over the figures that were
decided. *Minutes taken*: the median, and the most; of whole gates with the making of copies.

## Gates drawn from recorded units

Each gate is drawn from a pool of units, in copies that were made for that pool, block by block. The code of a pool is
unchanged, and the effect is put on the figures of head; for garbage, head has it. The program is that of
\`stream-bench gate\`; only the processes are not started.
*Busy*: another process kept one of the two cores busy all the time. *Slow records*: one record in 50 takes twenty times
as long as the others, so p99 is that of the pipeline and not that of the machine.

${tableOf(drawn)}

## Whole gates

With a repository, copies, and processes of its own each.

${tableOf(whole)}
`;
}

function tableOf(rows: readonly JobRow[]): string {
  if (rows.length === 0) return 'None was made yet.';
  const groups = Map.groupBy(rows.toSorted(byConditions), conditionsOf);
  return markdownTable(heads, [...groups.values()].map(tableRow));
}

/** By the situation and then by the effect, as they are listed. */
function byConditions(left: JobRow, right: JobRow): number {
  const [own, other] = [placesOf(left), placesOf(right)];
  return own.map((place, index) => place - other[index]).find((difference) => difference !== 0) ?? 0;
}

function placesOf({ situation, effect, minutes }: JobRow): number[] {
  const ofSituation = situations.findIndex(({ name }) => name === situation);
  return [ofSituation, effects.findIndex(({ name }) => name === effect), minutes];
}

function tableRow(rows: readonly JobRow[]): string[] {
  const [{ effect, situation, minutes }] = rows;
  const share = (verdict: JobRow['verdict']): string =>
    countOf(
      rows.filter((row) => row.verdict === verdict),
      rows,
    );
  const { worse } = effects.find(({ name }) => name === effect)!;
  const figures = rows.flatMap((row) => row.figures);
  const regressions = figures.filter(({ verdict }) => verdict === 'regression');
  const falseOnes = regressions.filter(({ metric, margin }) => (worse[metric] ?? 0) <= margin);
  const decided = figures.filter(({ verdict }) => verdict !== 'inconclusive').map(({ pairs }) => pairs);
  return [
    effect,
    situationOf(situation).words,
    `${minutes}`,
    `${rows.length}`,
    share('pass'),
    share('regression'),
    share('inconclusive'),
    `${falseOnes.length} of ${figures.length}`,
    `${median(decided) ?? '–'}`,
    minutesTaken(rows),
  ];
}

/** `4.9, up to 5.2`. */
function minutesTaken(rows: readonly JobRow[]): string {
  const minutes = rows.flatMap(({ tookMinutes }) => tookMinutes ?? []);
  if (minutes.length === 0) return '–';
  return `${median(minutes)!.toFixed(1)}, up to ${Math.max(...minutes).toFixed(1)}`;
}

/** `298 (99.3 %)`. */
function countOf(some: readonly JobRow[], all: readonly JobRow[]): string {
  return `${some.length} (${((100 * some.length) / all.length).toFixed(1)} %)`;
}
