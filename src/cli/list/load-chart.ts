import { curveShapeOf, loads, type LoadKind } from '../../loads/index.ts';
import { meanRateBetween } from '../../loads/rate-curve.ts';
import { parseLoad } from '../options/load-option.ts';

/** Heights of columns, all in the same unit of measure. */
export interface Chart {
  readonly heights: readonly number[];
  /** Height of a full column. */
  readonly largest: number;
  /** Label of the height of a full column. */
  readonly top: string;
  /** Label of the width of all columns. */
  readonly width: string;
}

/** With this many columns, the burst of the example fills one. */
const columns = 50;
const rows = 3;
const eighths = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/** Few enough to show the randomness of arrivals at a constant rate. */
const recordsPerColumn = 20;
const sampleSeed = 1;

/**
 * The arrival rate over time: of a curve twice the span of its example, of another load a sample. Undefined for replay,
 * whose arrivals only the recording knows.
 */
export function loadChart(kind: LoadKind): Chart | undefined {
  const curve = curveChart(kind);
  if (curve !== undefined) return curve;
  if (kind === 'replay') return undefined;
  if (kind === 'saturate') {
    const heights = Array.from({ length: columns }, (_, column) => (column === 0 ? 1 : 0));
    return { heights, largest: 1, top: 'all', width: 'time' };
  }
  return { heights: sampleHeights(kind), largest: 2 * recordsPerColumn, top: '2 × rate', width: 'time' };
}

function curveChart(kind: LoadKind): Chart | undefined {
  const shape = curveShapeOf(kind);
  if (shape === undefined) return undefined;
  const { parameters } = parseLoad(shape.example);
  const seconds = (2 * shape.spanMs(parameters)) / 1000;
  const curve = shape.curve(parameters);
  const at = (column: number): number => (column / columns) * seconds;
  const heights = Array.from({ length: columns }, (_, column) => meanRateBetween(curve, at(column), at(column + 1)));
  const largest = Math.max(...heights);
  return { heights, largest, top: `${Math.round(largest / 1000)}k/s`, width: `${seconds} s` };
}

function sampleHeights(kind: LoadKind): number[] {
  const heights = Array.from({ length: columns }, () => 0);
  const load = loads[kind].create({ ratePerSecond: recordsPerColumn, count: undefined });
  for (const nanos of load.arrivalsNanos(columns * 1e9, sampleSeed)) heights[Math.floor(nanos / 1e9)]++;
  return heights;
}

/** Lines of block characters from the top down, with the scale to their left and the time axis below. */
export function drawChart({ heights, largest, top, width }: Chart): string[] {
  const levels = heights.map((height) => Math.round((height / largest) * rows * 8));
  const lines = Array.from({ length: rows }, (_, row) => {
    const label = row === 0 ? top : '';
    const floor = (rows - 1 - row) * 8;
    const blocks = levels.map((level) => eighths[Math.min(8, Math.max(0, level - floor))]).join('');
    return `${label.padStart(top.length)} │${blocks}`.trimEnd();
  });
  return [...lines, `${'0'.padStart(top.length)} └${'─'.repeat(columns - width.length - 1)} ${width}`];
}
