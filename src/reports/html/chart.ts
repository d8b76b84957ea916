/** How figures of an axis are written. */
export type Figures = 'microseconds' | 'records per second' | 'records' | 'seconds' | 'percentile';

export interface Axis {
  readonly label: string;
  readonly figures: Figures;
  /** `near-log`: logarithmic from 1 upwards, but includes 0. */
  readonly scale: 'linear' | 'log' | 'near-log';
}

/** A line of a chart: one figure of one configuration. */
export interface Line {
  /** The configuration. */
  readonly name: string;
  /** Which figure of the configuration, where there are several. */
  readonly figure?: string;
  /** The configuration's number in the whole page: the same colour and marker in each chart. */
  readonly look: number;
  readonly dash: 'solid' | 'dashed' | 'dotted';
  /** Whether its points were measured; else it is a curve. */
  readonly marked: boolean;
  /** As many as the chart's xs. */
  readonly ys: readonly (number | null)[];
  /** The spread around ys, drawn as a band. */
  readonly lows?: readonly (number | null)[];
  readonly highs?: readonly (number | null)[];
  /** Points that are drawn hollow. */
  readonly hollow?: readonly boolean[];
}

/** A part of the x axis with a background of its own. */
export interface Span {
  /** The texts to the left and to the right of `at`. */
  readonly left: string;
  readonly right: string;
  /** Null where only the span is known. */
  readonly at: number | null;
  readonly from: number;
  readonly to: number;
}

/** A pause of one configuration, drawn at the foot of the chart: filled, or hollow for a checkpoint. */
export interface Pause {
  readonly kind: 'collection' | 'checkpoint';
  readonly look: number;
  readonly from: number;
  readonly to: number;
}

/** What the page's own script draws, as plain data: everything in it comes from the result file. */
export interface Chart {
  readonly id: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Rising. */
  readonly xs: readonly number[];
  readonly lines: readonly Line[];
  /** Behind the lines, on a scale of its own that starts at 0. */
  readonly area?: { readonly name: string; readonly figures: Figures; readonly ys: readonly (number | null)[] };
  readonly spans?: readonly Span[];
  readonly pauses?: readonly Pause[];
}

/** Puts columns that each have their own xs on common xs, with null where a column has no value. */
export function aligned<T>(columns: readonly { readonly xs: readonly number[]; readonly ys: readonly T[] }[]): {
  xs: number[];
  columns: (T | null)[][];
} {
  const xs = [...new Set(columns.flatMap((column) => column.xs))].sort((left, right) => left - right);
  const places = new Map(xs.map((x, place) => [x, place]));
  return {
    xs,
    columns: columns.map((column) => {
      const ys = new Array<T | null>(xs.length).fill(null);
      for (const [index, x] of column.xs.entries()) ys[places.get(x)!] = column.ys[index];
      return ys;
    }),
  };
}
