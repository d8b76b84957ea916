import { fourDigits, percent } from '../../results/quantity.ts';
import { median } from '../../statistics/median.ts';
import type { Comparison } from './comparison.ts';
import type { RealAnswer } from './real-time.ts';

/** One figure of one situation, over all units that are not excluded. */
export interface TruthRow {
  readonly situation: string;
  readonly figure: string;
  /** Medians, because each unit has its own arrivals. */
  readonly theoryMicros: number | null;
  readonly measuredMicros: number | null;
  /** Relative deviation of measured from theory: the smallest and the largest of all units. */
  readonly leastBeyond: number | null;
  readonly mostBeyond: number | null;
  readonly units: number;
  readonly excluded: number;
  /** Differs if it does in any unit; excluded if all units are. */
  readonly verdict: Comparison['verdict'];
}

export function truthRows(answers: readonly RealAnswer[]): TruthRow[] {
  const all = answers.flatMap(({ comparisons }) => comparisons);
  return [...Map.groupBy(all, ({ situation, figure }) => `${situation}\n${figure}`).values()].map(rowOf);
}

function rowOf(comparisons: readonly Comparison[]): TruthRow {
  const counted = comparisons.filter(({ verdict }) => verdict !== 'excluded');
  const shares = counted.map(({ measuredMicros, theoryMicros }) =>
    measuredMicros === theoryMicros ? 0 : measuredMicros / theoryMicros - 1,
  );
  const { situation, figure } = comparisons[0];
  return {
    situation,
    figure,
    theoryMicros: median(counted.map(({ theoryMicros }) => theoryMicros)),
    measuredMicros: median(counted.map(({ measuredMicros }) => measuredMicros)),
    leastBeyond: counted.length === 0 ? null : Math.min(...shares),
    mostBeyond: counted.length === 0 ? null : Math.max(...shares),
    units: counted.length,
    excluded: comparisons.length - counted.length,
    verdict: verdictOver(counted),
  };
}

function verdictOver(counted: readonly Comparison[]): Comparison['verdict'] {
  if (counted.length === 0) return 'excluded';
  return counted.some(({ verdict }) => verdict === 'differs') ? 'differs' : 'holds';
}

const realHead = ['situation', 'figure', 'theory', 'measured', 'beyond theory', 'units', 'excluded', ''];
const virtualHead = ['situation', 'figure', 'theory', 'measured', 'allowed', ''];

/** All figures, in Markdown. */
export function realTable(rows: readonly TruthRow[]): string {
  return table(
    realHead,
    rows.map((row) => [
      row.situation,
      row.figure,
      micros(row.theoryMicros),
      micros(row.measuredMicros),
      beyond(row),
      `${row.units}`,
      `${row.excluded}`,
      row.verdict,
    ]),
  );
}

export function virtualTable(comparisons: readonly Comparison[]): string {
  return table(
    virtualHead,
    comparisons.map(({ situation, figure, theoryMicros, measuredMicros, lowMicros, highMicros, verdict }) => [
      situation,
      figure,
      micros(theoryMicros),
      micros(measuredMicros),
      `${micros(lowMicros)} to ${micros(highMicros)}`,
      verdict,
    ]),
  );
}

const shortFigures = ['p50', 'p99'];

/** One row for each situation, in Markdown. */
export function shortTable(rows: readonly TruthRow[]): string {
  const situations = [...Map.groupBy(rows, ({ situation }) => situation)];
  const cells = situations.map(([situation, own]) => {
    const shown = shortFigures.flatMap((figure) => own.filter((row) => row.figure === figure));
    return [
      situation,
      ...shown.flatMap((row) => [micros(row.theoryMicros), `${micros(row.measuredMicros)} (${beyond(row)})`]),
    ];
  });
  return table(['situation', ...shortFigures.flatMap((figure) => [`${figure}, theory`, `${figure}, measured`])], cells);
}

function beyond({ leastBeyond, mostBeyond }: TruthRow): string {
  return leastBeyond === null || mostBeyond === null ? '–' : `${signed(leastBeyond)} to ${signed(mostBeyond)}`;
}

function signed(share: number): string {
  return `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`;
}

function micros(value: number | null): string {
  return value === null ? '–' : fourDigits(value);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
