import { configurationName } from '../../results/configuration.ts';
import type { GateFigure } from '../../results/findings/gate.ts';
import { percent, perSecond } from '../../results/quantity.ts';
import type { Recommendation } from '../../results/result.ts';
import { worseBy } from '../../results/worse-by.ts';
import { listed } from '../../results/listed.ts';
import { adviseOnOpen } from './advise-on-open.ts';

function loadName({ load, ratePerSecond }: GateFigure): string {
  switch (load) {
    case 'half':
      return 'half load';
    case 'most':
      return 'four fifths of full load';
    case 'overload':
      return 'overload';
    case 'given':
      return `${perSecond(ratePerSecond)} records/s`;
  }
}

/**
 * Whether head may be merged, and what speaks against it.
 *
 * @param longestMs how long the gate took; null where a problem ended it early
 */
export function recommendGate(figures: readonly GateFigure[], base: string, longestMs: number | null): Recommendation {
  const evidence = figures.map(evidenceOf);
  const regressions = figures.filter(({ verdict }) => verdict === 'regression');
  if (regressions.length > 0) {
    return { text: `Regression: head is worse than ${base}: ${listed(regressions.map(changeText))}.`, evidence };
  }
  if (figures.length === 0) return { text: 'Inconclusive: nothing was measured.', evidence, inconclusive: true };
  const open = figures.filter(({ verdict }) => verdict === 'inconclusive');
  if (open.length === 0) {
    const text = `Pass: head is no worse than ${base} in any of ${figures.length} figures, within their margins.`;
    return { text: `${text}${withoutCapacity(figures)}`, evidence };
  }
  const reasons = [...Map.groupBy(open, ({ why }) => why)].map(([why, own]) => `${why}: ${namesOf(own)}`);
  const passed = `${figures.length - open.length} of ${figures.length} figures pass`;
  const openFigures = open.map(({ pairs, pairsToSettle }) => ({ measured: pairs, toSettle: pairsToSettle }));
  const advice = adviseOnOpen(openFigures, 'pairs', 'run it again on a quieter machine', longestMs);
  const text = `Inconclusive: ${passed}; ${reasons.join('; ')}. ${advice}${withoutCapacity(figures)}`;
  return { text, evidence, inconclusive: true };
}

/** A sentence on the configurations that handle more than can be measured. */
function withoutCapacity(figures: readonly GateFigure[]): string {
  const unlimited = [...Map.groupBy(figures, configurationName)]
    .filter(([, own]) => own.every(({ load }) => load !== 'overload'))
    .map(([name]) => name);
  if (unlimited.length === 0) return '';
  return ` The capacity of ${listed(unlimited)} was not compared: base handles more than can be measured.`;
}

/** More than a few are in the table. */
function namesOf(figures: readonly GateFigure[]): string {
  return figures.length > mostNames ? `${figures.length} figures` : listed(figures.map(nameOf));
}

const mostNames = 2;

function nameOf(figure: GateFigure): string {
  return `${figure.label} of ${configurationName(figure)} at ${loadName(figure)}`;
}

function changeText(figure: GateFigure): string {
  const { isFactor, value, spread } = worseBy(figure)!;
  return `${nameOf(figure)} by ${isFactor ? 'a factor of ' : ''}${value}${spread === '' ? '' : ` (${spread})`}`;
}

function changeInWords(change: number): string {
  return change < 0 ? `better by ${percent(-change)}` : `worse by ${percent(change)}`;
}

function evidenceOf(figure: GateFigure): string {
  const { verdict, change, pairs } = figure;
  const found = change === null ? 'no figure' : `${changeInWords(change)} in ${pairs} pairs`;
  return `${nameOf(figure)}: ${verdict}, ${found}`;
}
