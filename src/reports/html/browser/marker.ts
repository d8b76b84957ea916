import { colourNumber } from '../colour-number.ts';

/** Configurations differ in shape as well as in colour, for readers who cannot see colours, and for prints. */
const shapes: readonly ((context: CanvasRenderingContext2D, x: number, y: number, r: number) => void)[] = [
  (context, x, y, r) => context.arc(x, y, r, 0, 2 * Math.PI),
  (context, x, y, r) => context.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r),
  (context, x, y, r) =>
    polygon(context, [
      [x, y - 1.2 * r],
      [x + 1.2 * r, y + r],
      [x - 1.2 * r, y + r],
    ]),
  (context, x, y, r) =>
    polygon(context, [
      [x, y - 1.3 * r],
      [x + 1.3 * r, y],
      [x, y + 1.3 * r],
      [x - 1.3 * r, y],
    ]),
  (context, x, y, r) =>
    polygon(context, [
      [x - 1.2 * r, y - r],
      [x + 1.2 * r, y - r],
      [x, y + 1.2 * r],
    ]),
];

function polygon(context: CanvasRenderingContext2D, corners: readonly (readonly [number, number])[]): void {
  corners.forEach(([x, y], corner) => (corner === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  context.closePath();
}

/** The look's colour, as the style has it now: light, dark or for paper. */
export function colourOf(look: number): string {
  return styleValue(`--look-${colourNumber(look)}`);
}

export function styleValue(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

export function drawMarker(
  context: CanvasRenderingContext2D,
  look: number,
  x: number,
  y: number,
  radius: number,
  hollow = false,
): void {
  context.lineWidth = radius / 2.5;
  context.strokeStyle = colourOf(look);
  context.fillStyle = hollow ? styleValue('--paper') : colourOf(look);
  context.beginPath();
  shapes[look % shapes.length](context, x, y, radius);
  context.fill();
  context.stroke();
}

/** A short piece of the line with its marker, for a legend. */
export function lineSample(look: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.dataset['look'] = String(look);
  const ratio = window.devicePixelRatio;
  [canvas.width, canvas.height] = [32 * ratio, 14 * ratio];
  const context = canvas.getContext('2d')!;
  context.scale(ratio, ratio);
  context.strokeStyle = colourOf(look);
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(1, 7);
  context.lineTo(31, 7);
  context.stroke();
  drawMarker(context, look, 16, 7, 4);
  return canvas;
}
