import type { Chart } from '../chart.ts';
import type uPlot from 'uplot';
import type { DrawnChart } from './line-chart.ts';
import { lineSample } from './marker.ts';

/** A button for each configuration, which shows or hides its lines. */
export function legendOf({ lines }: Chart, { plot, seriesOf }: DrawnChart): HTMLElement {
  const legend = document.createElement('p');
  legend.className = 'legend';
  const byLook = Map.groupBy(lines.keys(), (number) => lines[number].look);
  legend.append(
    ...[...byLook].map(([look, numbers]) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.setAttribute('aria-pressed', 'true');
      button.append(lineSample(look), lines[numbers[0]].name);
      button.addEventListener('click', () => {
        const shows = button.getAttribute('aria-pressed') !== 'true';
        button.setAttribute('aria-pressed', String(shows));
        for (const number of numbers) showLine(plot, seriesOf[number], lines[number].lows !== undefined, shows);
      });
      return button;
    }),
  );
  return legend;
}

/** In the colours that the style has now. */
export function drawSamplesAgain(legend: Element): void {
  for (const sample of legend.querySelectorAll<HTMLElement>('canvas'))
    sample.replaceWith(lineSample(Number(sample.dataset['look'])));
}

/** Shows or hides a line and the edges of its spread, which are the two series before it. */
function showLine(plot: uPlot, series: number, hasSpread: boolean, show: boolean): void {
  for (let of = hasSpread ? series - 2 : series; of <= series; of++) plot.setSeries(of, { show });
}
