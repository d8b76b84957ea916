import { colourNumber } from './colour-number.ts';
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
  const decades = Array.from(
    { length: Math.ceil(to) - Math.floor(from) + 1 },
    (_, decade) => 10 ** (Math.floor(from) + decade),
  );
  const ticks = decades
    .flatMap((decade) => stepsFor(to - from).map((step) => step * decade))
    .filter((tick) => Math.log10(tick) >= from && Math.log10(tick) <= to);
  return { at: (value) => round(((Math.log10(value) - from) / (to - from)) * 100), ticks };
}

/** Which multiples of a power of ten are marked in a range of so many decades. */
function stepsFor(decades: number): readonly number[] {
  if (decades > 2) return [1];
  return decades > 1 ? [1, 3] : [1, 2, 5];
}

export function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}

/** One configuration in a grid of strips. */
export interface Strip {
  readonly name: string;
  /** Its number, by which it has its colour. */
  readonly look: number;
  /** What the drawing shows, in words. */
  readonly said: string;
  readonly marks: readonly Markup[];
  /** Beside the drawing. */
  readonly note: string;
}

export function stripRow({ name, look, said, marks, note }: Strip, { at, ticks }: LogScale): Markup {
  const colour = colourNumber(look);
  const lines = ticks.map((tick) => html`<line class="tick" x1="${at(tick)}%" x2="${at(tick)}%" y1="0" y2="28"/>`);
  return html`
    <div class="strip-name">${name}</div>
    <svg class="strip look-${colour}" height="28" role="img" aria-label="${name}: ${said}">${lines}${marks}</svg>
    <div class="strip-note">${note}</div>`;
}

/** The scale below the strips. */
export function axisRow({ at, ticks }: LogScale, show: (tick: number) => string): Markup {
  const labels = ticks.map((tick) => html`<text x="${at(tick)}%" y="12" text-anchor="middle">${show(tick)}</text>`);
  return html`
    <div class="strip-name"></div>
    <svg class="strip axis" height="18" aria-hidden="true">${labels}</svg>
    <div class="strip-note"></div>`;
}

/** An estimate with its spread; all three are per cent of the width. */
export interface Spread {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** `tip`: shown to people who point at it. */
export function spreadMark(tip: string, shape: Shape, { estimate, low, high }: Spread): Markup {
  return html`
    <g data-tip="${tip}">
      <line class="spread" x1="${low}%" x2="${high}%" y1="14" y2="14"/>${mark(shape, estimate, 14)}
    </g>`;
}

export type Shape = 'circle' | 'triangle' | 'square';

const shapes: Readonly<Record<Shape, string>> = {
  circle: '<circle r="5"/>',
  triangle: '<path d="M-6 5 0-6 6 5Z"/>',
  square: '<path d="M-4.5-4.5h9v9h-9Z"/>',
};

function mark(shape: Shape, atPercent: number, y: number): Markup {
  return html`<svg x="${atPercent}%" y="${y}" class="mark">${new Markup(shapes[shape])}</svg>`;
}

/** For a legend. */
export function legendMark(shape: Shape): Markup {
  return html`<svg class="legend-mark" viewBox="-7 -7 14 14" aria-hidden="true">${new Markup(shapes[shape])}</svg>`;
}
