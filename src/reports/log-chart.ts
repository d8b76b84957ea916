import { micros } from '../results/quantity.ts';

export interface LogPoint {
  /** One of the xs of the axis. */
  readonly x: number;
  readonly yMicros: number;
  /** One character that stands for the configuration. */
  readonly mark: string;
}

/** The xs that have a column, ascending, and how they are written. */
export interface LogAxis {
  readonly xs: readonly number[];
  readonly show: (x: number) => string;
}

/** Lines for each factor of 10: enough to see a factor of 2. */
const rowsPerDecade = 4;
const labelWidth = 7;
/** Columns of the terminal that are left for the points. */
const plotWidth = 68;

/**
 * Times over x, both in logarithms: lines of text from the longest time down, a mark for each point and the xs below.
 * Marks that fall together stand side by side. Empty without points.
 */
export function logChart(points: readonly LogPoint[], { xs, show }: LogAxis): string[] {
  if (points.length === 0) return [];
  const rowOf = ({ yMicros }: LogPoint): number => Math.round(Math.log10(yMicros) * rowsPerDecade);
  const places = columnsOf(xs);
  const [top, bottom] = [Math.max(...points.map(rowOf)), Math.min(...points.map(rowOf))];
  const lines = Array.from({ length: top - bottom + 1 }, (_, line) => {
    const row = top - line;
    const plot = places.map((column, place): Label => [
      column,
      marksAt(points.filter((point) => point.x === xs[place] && rowOf(point) === row)),
    ]);
    return `${labelOf(row, line === 0 || row === bottom).padStart(labelWidth)} │${written(plot)}`.trimEnd();
  });
  const axis = `${' '.repeat(labelWidth)} └${'─'.repeat(plotWidth)}`;
  const below = written(apart(places.map((column, place) => [column, show(xs[place])])));
  return [...lines, axis, `${' '.repeat(labelWidth + 2)}${below}`.trimEnd()];
}

const marks = 'abcdefghijklmnopqrstuvwxyz';

/** The mark of the configuration with this number. */
export function markOf(index: number): string {
  return marks[index] ?? '*';
}

type Label = readonly [column: number, text: string];

/** The column of each x: logarithmic, unless some are too close to have room for their labels. */
function columnsOf(xs: readonly number[]): number[] {
  const [low, high] = [xs[0], xs.at(-1)!];
  const room = Math.floor(plotWidth / xs.length);
  const span = plotWidth - room;
  const columns = xs.map((x) => (low === high ? 1 : 1 + Math.round((span * Math.log(x / low)) / Math.log(high / low))));
  const isCrowded = columns.some((column, place) => place > 0 && column - columns[place - 1] < labelWidth + 1);
  return isCrowded ? columns.map((_, place) => 1 + place * room) : columns;
}

function marksAt(points: readonly LogPoint[]): string {
  return points.map(({ mark }) => mark).join('');
}

function labelOf(row: number, isEdge: boolean): string {
  return isEdge || row % rowsPerDecade === 0 ? timeText(10 ** (row / rowsPerDecade)) : '';
}

/** Never 0, which has no place on the axis. */
function timeText(yMicros: number): string {
  return yMicros < 0.095 ? `${Number((yMicros * 1000).toPrecision(1))} ns` : micros(yMicros);
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
