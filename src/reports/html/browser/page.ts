import type { Chart } from '../chart.ts';
import { drawSamplesAgain, legendOf } from './legend.ts';
import { drawChart, heightFor, type DrawnChart } from './line-chart.ts';
import { showTipsOfDrawings } from './tooltip.ts';

const charts = new Map(
  (JSON.parse(document.getElementById('charts')!.textContent) as Chart[]).map((chart) => [chart.id, chart]),
);
const drawn = new Map<HTMLElement, DrawnChart>();

/** Draws the charts that are visible and not drawn yet: a hidden one has no width. */
function drawVisible(): void {
  for (const place of document.querySelectorAll<HTMLElement>('.plot')) {
    if (place.clientWidth > 0 && !drawn.has(place)) draw(place, charts.get(place.dataset['chart']!)!);
  }
}

function draw(place: HTMLElement, chart: Chart): void {
  const done = drawChart(chart, place);
  drawn.set(place, done);
  place.before(legendOf(chart, done));
  sizes.observe(place);
}

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const { plot } = drawn.get(target as HTMLElement)!;
    if (target.clientWidth > 0 && target.clientWidth !== plot.width)
      plot.setSize({ width: target.clientWidth, height: heightFor(target.clientWidth) });
  }
});

/** After the style has changed to light, dark or paper: colours come from it. */
function drawAgain(): void {
  for (const [place, { plot }] of drawn) {
    plot.redraw(false);
    drawSamplesAgain(place.previousElementSibling!);
  }
}

/** Shows the figures of the chosen rate. Each file on the page has its own choice. */
function showRate(article: Element, rate: string): void {
  for (const group of article.querySelectorAll<HTMLElement>('.at-rate')) group.hidden = group.dataset['rate'] !== rate;
  drawVisible();
}

function offerRates(): void {
  for (const choice of document.querySelectorAll<HTMLElement>('.rate-choice')) {
    const article = choice.closest('article')!;
    const select = choice.querySelector('select')!;
    // The middle one: the lowest shows little, and the highest is usually too much for all.
    select.selectedIndex = (select.options.length - 1) >> 1;
    choice.hidden = false;
    select.addEventListener('change', () => showRate(article, select.value));
    showRate(article, select.value);
  }
}

/** For printing: on paper nothing can be opened. */
function openDetails(): void {
  for (const details of document.querySelectorAll('details')) details.open = true;
}

offerRates();
drawVisible();
showTipsOfDrawings();
for (const query of ['(prefers-color-scheme: dark)', 'print']) matchMedia(query).addEventListener('change', drawAgain);
window.addEventListener('beforeprint', openDetails);
