import { micros, thousands } from '../results/quantity.ts';

/** One point of a frontier: a latency that is reached at a throughput. */
export interface FrontierPoint {
  readonly ratePerSecond: number;
  readonly latencyMicros: number;
  /** One character that stands for the configuration. */
  readonly mark: string;
}

/** Lines for each factor of 10 in latency: enough to see a factor of 2. */
const rowsPerDecade = 4;
const labelWidth = 7;
/** Columns of the terminal that are left for the rates. */
const plotWidth = 68;

/**
 * Latency over throughput, both in logarithms: lines of text from the highest latency down, a mark for each point and
 * the rates below. Marks that fall together stand side by side. Empty without points.
 */
export function frontierChart(points: readonly FrontierPoint[], rates: readonly number[]): string[] {
  if (points.length === 0) return [];
  const rowOf = ({ latencyMicros }: FrontierPoint): number => Math.round(Math.log10(latencyMicros) * rowsPerDecade);
  const places = columnsOf(rates);
  const [top, bottom] = [Math.max(...points.map(rowOf)), Math.min(...points.map(rowOf))];
  const lines = Array.from({ length: top - bottom + 1 }, (_, line) => {
    const row = top - line;
    const plot = places.map((column, place): Label => [
      column,
      marksAt(points.filter((point) => point.ratePerSecond === rates[place] && rowOf(point) === row)),
    ]);
    return `${labelOf(row, line === 0 || row === bottom).padStart(labelWidth)} │${written(plot)}`.trimEnd();
  });
  const axis = `${' '.repeat(labelWidth)} └${'─'.repeat(plotWidth)}`;
  const below = written(apart(places.map((column, place) => [column, `${thousands(rates[place])}/s`])));
  return [...lines, axis, `${' '.repeat(labelWidth + 2)}${below}`];
}

type Label = readonly [column: number, text: string];

/** The column of each rate: logarithmic, unless rates are too close to have room for their names. */
function columnsOf(rates: readonly number[]): number[] {
  const [low, high] = [rates[0], rates.at(-1)!];
  const room = Math.floor(plotWidth / rates.length);
  const span = plotWidth - room;
  const columns = rates.map((rate) =>
    low === high ? 1 : 1 + Math.round((span * Math.log(rate / low)) / Math.log(high / low)),
  );
  const isCrowded = columns.some((column, place) => place > 0 && column - columns[place - 1] < labelWidth + 1);
  return isCrowded ? columns.map((_, place) => 1 + place * room) : columns;
}

function marksAt(points: readonly FrontierPoint[]): string {
  return points.map(({ mark }) => mark).join('');
}

function labelOf(row: number, isEdge: boolean): string {
  return isEdge || row % rowsPerDecade === 0 ? micros(10 ** (row / rowsPerDecade)) : '';
}

/** The labels without those that would touch the one before. */
function apart(labels: readonly Label[]): Label[] {
  let end = -1;
  return labels.filter(([column, text]) => {
    if (column <= end) return false;
    end = column + text.length;
    return true;
  });
}

function written(labels: readonly Label[]): string {
  return labels.reduce((line, [column, text]) => line.padEnd(column) + text, '');
}
