import { html, Markup } from './markup.ts';

// Small drawings that need no script: places are shares of the width, so they fit any screen and paper.

/** A logarithmic scale over these values, with room at both ends; positions are per cent of the width. */
export interface LogScale {
  readonly at: (value: number) => number;
  /** Round values in the range. */
  readonly ticks: readonly number[];
}

export function logScale(values: readonly number[]): LogScale {
  const low = Math.log10(Math.min(...values)) - 0.08;
  const high = Math.log10(Math.max(...values)) + 0.08;
  const room = Math.max(0, 0.5 - (high - low)) / 2;
  const [from, to] = [low - room, high + room];
  const steps = to - from > 2 ? [1] : to - from > 1 ? [1, 3] : [1, 2, 5];
  const decades = Array.from(
    { length: Math.ceil(to) - Math.floor(from) + 1 },
    (_, decade) => 10 ** (Math.floor(from) + decade),
  );
  const ticks = decades
    .flatMap((decade) => steps.map((step) => step * decade))
    .filter((tick) => Math.log10(tick) >= from && Math.log10(tick) <= to);
  return { at: (value) => round(((Math.log10(value) - from) / (to - from)) * 100), ticks };
}

export function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}

export type Shape = 'circle' | 'triangle' | 'square';

const shapes: Readonly<Record<Shape, string>> = {
  circle: '<circle r="5"/>',
  triangle: '<path d="M-6 5 0-6 6 5Z"/>',
  square: '<path d="M-4.5-4.5h9v9h-9Z"/>',
};

export function mark(shape: Shape, atPercent: number, y: number): Markup {
  return html`<svg x="${atPercent}%" y="${y}" class="mark">${new Markup(shapes[shape])}</svg>`;
}

/** A mark by itself, for a legend. */
export function legendMark(shape: Shape): Markup {
  return html`<svg class="legend-mark" viewBox="-7 -7 14 14" aria-hidden="true">${new Markup(shapes[shape])}</svg>`;
}
