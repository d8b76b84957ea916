import type { MeasuredPoint } from '../../results/measured-point.ts';
import { perSecond } from '../../results/quantity.ts';
import type { Result } from '../../results/result.ts';
import { countedUnits } from '../exclusions.ts';
import type { Chart } from './chart.ts';
import { html, type Markup } from './markup.ts';

/** What sections show: one file's result, with the points of which all charts are made. */
export interface Shown {
  /** For ids, so that those of several files on one page differ. */
  readonly prefix: string;
  readonly path: string;
  readonly result: Result;
  readonly points: readonly MeasuredPoint[];
  /** The number of a configuration, by which it has its colour and marker. */
  readonly lookOf: (name: string) => number;
}

/** A part of the page under a heading of its own. */
export interface Section {
  readonly title: string;
  readonly body: Markup;
  readonly charts: readonly Chart[];
}

/** The place where a chart is drawn, below its title and explanation. */
export function figure(chart: Chart, title: string, about: string): Markup {
  return html`
    <figure class="chart">
      <figcaption><h3>${title}</h3><p>${about}</p></figcaption>
      <div class="plot" data-chart="${chart.id}"></div>
    </figure>`;
}

export interface AtRate {
  readonly rate: number | null;
  readonly points: readonly MeasuredPoint[];
}

/** The points by offered rate, rising. Percentiles and times of different rates are never shown in one chart. */
export function byRate(points: readonly MeasuredPoint[]): AtRate[] {
  const groups = [...Map.groupBy(points, ({ offeredRate }) => offeredRate)];
  return groups
    .map(([rate, own]) => ({ rate, points: own }))
    .sort((left, right) => (left.rate ?? Infinity) - (right.rate ?? Infinity));
}

/** The rates at which at least one figure counts. */
export function measuredRates(points: readonly MeasuredPoint[]): AtRate[] {
  return byRate(points).filter(({ points: own }) => own.some(({ units }) => countedUnits(units).length > 0));
}

/**
 * The same figures for each rate. The page's script shows those of the rate that is chosen; without scripts all are
 * shown.
 */
export function forEachRate(
  { points }: Shown,
  show: (group: AtRate) => Omit<Section, 'title'> | undefined,
): Omit<Section, 'title'> | undefined {
  const groups = measuredRates(points);
  const parts = groups.map((group) => show(group));
  if (parts.every((part) => part === undefined)) return undefined;
  const bodies = groups.map(({ rate }, number) => {
    const { body } = parts[number] ?? { body: html`<p>Nothing that counts.</p>` };
    if (groups.length === 1) return body;
    const name = rateText(rate);
    return html`<div class="at-rate" data-rate="${rateKey(rate)}"><p class="rate">At ${name}:</p>${body}</div>`;
  });
  return { body: html`${bodies}`, charts: parts.flatMap((part) => part?.charts ?? []) };
}

/** By which the page's script knows a rate: the texts of two may be the same. */
export function rateKey(rate: number | null): string {
  return String(rate);
}

export function rateText(rate: number | null): string {
  return rate === null ? 'all records at once' : `${perSecond(rate)} records/s`;
}
