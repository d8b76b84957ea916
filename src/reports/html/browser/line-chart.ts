import uPlot from 'uplot';
import type { Axis, Chart, Line } from '../chart.ts';
import { inFull, inShort } from './figures.ts';
import { colourOf, drawMarker, lineSample, styleValue } from './marker.ts';
import { hideTooltip, showTooltip } from './tooltip.ts';

const font = '12px system-ui, sans-serif';
/** A curve has no points of its own: so many markers show its configuration. */
const markersOnCurve = 6;

const dashes: Readonly<Record<Line['dash'], readonly number[]>> = { solid: [], dashed: [5, 4], dotted: [2, 3] };

/** A chart that is on the page. */
export interface DrawnChart {
  readonly plot: uPlot;
  /** For each line the number of its series in the plot. */
  readonly seriesOf: readonly number[];
}

/** Draws the chart at the end of `place`, as wide as that. */
export function drawChart(chart: Chart, place: HTMLElement): DrawnChart {
  const { series, data, bands, seriesOf } = columnsOf(chart);
  const plot = new uPlot(
    {
      width: place.clientWidth,
      height: heightFor(place.clientWidth),
      scales: { x: scaleOf(chart.x), y: scaleOf(chart.y), area: { range: (_plot, _min, max) => [0, max * 1.05] } },
      axes: [
        { ...axisOf(chart.x), size: 30 },
        { ...axisOf(chart.y), size: 64 },
      ],
      series,
      bands,
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { show: false }, y: false },
      hooks: {
        drawClear: [(of) => drawSpans(of, chart)],
        draw: [(of) => drawMarkers(of, chart, seriesOf), (of) => drawPauses(of, chart)],
        setCursor: [(of) => pointAt(of, chart, seriesOf)],
      },
    },
    data as uPlot.AlignedData,
    place,
  );
  plot.over.addEventListener('pointerleave', hideTooltip);
  return { plot, seriesOf };
}

export function heightFor(width: number): number {
  return Math.round(Math.max(240, Math.min(380, width * 0.5)));
}

interface Columns {
  readonly series: uPlot.Series[];
  /** The xs, and the ys of each series. */
  readonly data: (number | null)[][];
  readonly bands: uPlot.Band[];
  readonly seriesOf: number[];
}

/** The area comes first, so that it lies behind; the spread of each line comes before the line. */
function columnsOf({ xs, lines, area }: Chart): Columns {
  const columns: Columns = { series: [{}], data: [[...xs]], bands: [], seriesOf: [] };
  const add = (ys: readonly (number | null)[], series: uPlot.Series): number => {
    columns.data.push([...ys]);
    return columns.series.push({ spanGaps: true, points: { show: false }, ...series }) - 1;
  };
  if (area !== undefined)
    add(area.ys, {
      scale: 'area',
      width: 0,
      fill: () => styleValue('--area'),
      paths: uPlot.paths.stepped!({ align: 1 }),
    });
  for (const { ys, lows, highs, look, dash } of lines) {
    if (lows !== undefined && highs !== undefined) {
      const edges: [number, number] = [add(highs, { width: 0 }), add(lows, { width: 0 })];
      columns.bands.push({ series: edges, fill: () => `color-mix(in srgb, ${colourOf(look)} 16%, transparent)` });
    }
    columns.seriesOf.push(
      add(ys, { width: dash === 'solid' ? 2 : 1.5, stroke: () => colourOf(look), dash: [...dashes[dash]] }),
    );
  }
  return columns;
}

function scaleOf({ scale }: Axis): uPlot.Scale {
  switch (scale) {
    case 'log':
      return { time: false, distr: 3, range: (_plot, min, max) => roomInLog(min, max) };
    case 'near-log':
      return { time: false, distr: 4, asinh: 1, range: (_plot, _min, max) => [0, Math.max(10, max * 1.3)] };
    default:
      return { time: false };
  }
}

function roomInLog(min: number, max: number): [number, number] {
  const low = Math.max(min, 1e-3);
  const factor = Math.max(1.08, (Math.max(max, low) / low) ** 0.04);
  return [low / factor, Math.max(max, low) * factor];
}

function axisOf({ label, figures, scale }: Axis): uPlot.Axis {
  const grid = { stroke: () => styleValue('--grid'), width: 1 };
  return {
    label,
    font,
    labelFont: font,
    labelSize: 22,
    stroke: () => styleValue('--ink-soft'),
    grid,
    ticks: { ...grid, size: 4 },
    space: figures === 'microseconds' ? 30 : 60,
    values: (_plot, values) => values.map((value) => (value === null ? '' : inShort[figures](value))),
    ...(scale === 'linear'
      ? {}
      : {
          splits: (_plot: uPlot, _axis: number, min: number, max: number) =>
            roundValues(figures === 'percentile', min, max),
          filter: (_plot: uPlot, splits: number[]) => splits,
        }),
  };
}

/** 1, 10, 100 …, with values between where the range is small; for percentiles also p50. */
function roundValues(percentiles: boolean, min: number, max: number): number[] {
  const from = Math.max(min, 1e-3);
  const span = Math.log10(max / from);
  const steps = percentiles
    ? [1]
    : span < 0.6
      ? [1, 2, 3, 4, 5, 6, 7, 8, 9]
      : span < 1.2
        ? [1, 2, 5]
        : span < 2.2
          ? [1, 3]
          : [1];
  const values = Array.from({ length: 20 }, (_, place) => steps.map((step) => Number(`${step}e${place - 4}`))).flat();
  // 1 would stand too near to 0.
  const shown = [
    ...(min === 0 ? [0] : []),
    ...values.filter((value) => min > 0 || value > 1),
    ...(percentiles ? [2] : []),
  ].filter((value) => value >= min && value <= max);
  return shown.sort((left, right) => left - right);
}

function drawSpans(plot: uPlot, { spans = [] }: Chart): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  for (const [number, { left, right, at, from, to }] of spans.entries()) {
    const [start, end] = [from, to].map((x) =>
      Math.min(bbox.left + bbox.width, Math.max(bbox.left, plot.valToPos(x, 'x', true))),
    );
    const middle = at === null ? (start + end) / 2 : plot.valToPos(at, 'x', true);
    ctx.fillStyle = styleValue('--span');
    ctx.fillRect(start, bbox.top, Math.max(1, end - start), bbox.height);
    ctx.fillStyle = styleValue('--ink');
    if (at !== null) ctx.fillRect(middle, bbox.top, devicePixelRatio, bbox.height);
    // Each crossover on a line of its own.
    const baseline = bbox.top + (14 + 16 * number) * devicePixelRatio;
    ctx.textAlign = 'right';
    ctx.fillText(`${left} ←`, middle - 6 * devicePixelRatio, baseline, middle - bbox.left - 8 * devicePixelRatio);
    ctx.textAlign = 'left';
    ctx.fillText(
      `→ ${right}`,
      middle + 6 * devicePixelRatio,
      baseline,
      bbox.left + bbox.width - middle - 8 * devicePixelRatio,
    );
  }
  ctx.restore();
}

function drawMarkers(plot: uPlot, { xs, lines }: Chart, seriesOf: readonly number[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const [number, line] of lines.entries()) {
    if (plot.series[seriesOf[number]].show !== true) continue;
    for (const index of markedIndexes(line, number)) {
      const [x, y] = [plot.valToPos(xs[index], 'x', true), plot.valToPos(line.ys[index]!, 'y', true)];
      drawMarker(ctx, line.look, x, y, (line.marked ? 4.5 : 3.5) * devicePixelRatio, line.hollow?.[index]);
    }
  }
  ctx.restore();
}

/** All points of a line that was measured; a few of a curve, at other places than those of the curves beside it. */
function markedIndexes({ ys, marked, dash }: Line, number: number): number[] {
  const known = [...ys.keys()].filter((index) => ys[index] !== null);
  if (marked) return known;
  if (dash !== 'solid') return [];
  const step = Math.max(1, Math.floor(known.length / markersOnCurve));
  return known.filter((_, place) => place % step === (Math.floor(step / 2) + number * Math.ceil(step / 5)) % step);
}

/** One row of ticks for each configuration, each wide enough to be seen. */
function drawPauses(plot: uPlot, { pauses = [] }: Chart): void {
  const { ctx, bbox } = plot;
  const rows = [...new Set(pauses.map(({ look }) => look))];
  const height = 7 * devicePixelRatio;
  for (const { look, from, to, kind } of pauses) {
    const [left, right] = [plot.valToPos(from, 'x', true), plot.valToPos(to, 'x', true)];
    ctx.fillStyle = colourOf(look);
    const top = bbox.top + bbox.height - height * 1.2 * (rows.length - rows.indexOf(look));
    const box = [Math.max(bbox.left, left), top, Math.max(2.5 * devicePixelRatio, right - left), height] as const;
    if (kind === 'collection') ctx.fillRect(...box);
    else {
      ctx.strokeStyle = colourOf(look);
      ctx.strokeRect(...box);
    }
  }
}

/** Shows the values of all lines at the x under the pointer. */
function pointAt(plot: uPlot, { x, y, xs, lines, area }: Chart, seriesOf: readonly number[]): void {
  const { idx, left = -1, top = -1 } = plot.cursor;
  if (idx === null || idx === undefined || left < 0) {
    hideTooltip();
    return;
  }
  const shown = lines.filter((_, number) => plot.series[seriesOf[number]].show === true);
  const rows = [...Map.groupBy(shown, ({ look }) => look).values()].flatMap((own) =>
    tipRow(own, idx, xs, inFull[y.figures]),
  );
  const { ys: areaYs = [] } = area ?? {};
  if (area !== undefined && areaYs[idx] !== null)
    rows.push(document.createTextNode(`${area.name}: ${inFull[area.figures](areaYs[idx])}`));
  const { left: originX, top: originY } = plot.over.getBoundingClientRect();
  showTooltip([inFull[x.figures](xs[idx]), ...rows], originX + left, originY + top);
}

/**
 * The nearest index at which the line has a value, at most a fiftieth of the width away: lines of other units have
 * their values at other xs.
 */
function nearestKnown({ ys }: Line, idx: number, xs: readonly number[]): number | undefined {
  const reach = (xs.at(-1)! - xs[0]) / 50;
  for (const at of [idx - 1, idx + 1, idx - 2, idx + 2]) {
    if (ys[at] !== null && ys[at] !== undefined && Math.abs(xs[at] - xs[idx]) <= reach) return at;
  }
  return undefined;
}

/** One configuration: `micro-batch 10 ms: 13 ms (12 ms to 14 ms), uncorrected 4.8 ms`. */
function tipRow(own: readonly Line[], idx: number, xs: readonly number[], show: (value: number) => string): Node[] {
  const [{ name, look }] = own;
  const values = own.flatMap((line): (string | Node)[] => {
    const at = line.ys[idx] === null ? nearestKnown(line, idx, xs) : idx;
    if (at === undefined) return [];
    const value = Object.assign(document.createElement('b'), { textContent: show(line.ys[at]!) });
    return [
      `${line === own[0] ? '' : ','} ${line.figure === undefined ? '' : `${line.figure} `}`,
      value,
      spreadAt(line, at, show),
    ];
  });
  if (values.length === 0) return [];
  const row = document.createDocumentFragment();
  row.append(lineSample(look), ` ${name}:`, ...values);
  return [row];
}

function spreadAt({ lows, highs, hollow }: Line, at: number, show: (value: number) => string): string {
  const [low, high] = [lows?.[at] ?? null, highs?.[at] ?? null];
  const spread = low === null || high === null || show(low) === show(high) ? '' : ` (${show(low)} to ${show(high)})`;
  return `${spread}${hollow?.[at] === true ? ', not shown to keep up' : ''}`;
}
