import { configurationName } from '../results/configuration.ts';
import type { HeldObjective } from '../results/findings/gate.ts';
import { confidence, fourDigits, perSecond, span } from '../results/quantity.ts';

/** A row for each objective and configuration, in all formats. */
export const objectiveHeads = ['configuration', 'objective', 'latency', 'interval', 'verdict'] as const;

export function objectiveCells(one: HeldObjective): string[] {
  const { objective, ratePerSecond, estimate, low, high, verdict } = one;
  return [
    configurationName(one),
    `${objective} at ${perSecond(ratePerSecond)}/s`,
    estimate === null ? '–' : fourDigits(estimate),
    low === null || high === null ? '–' : `${fourDigits(low)} to ${fourDigits(high)}`,
    verdict,
  ];
}

export function objectivesLegend(objectives: readonly HeldObjective[]): string {
  const levels = objectives.map(({ level }) => level).filter((level) => level !== null);
  const sure = levels.length === 0 ? '' : `, of ${confidence(levels)}`;
  const units = span(objectives.map((one) => one.units));
  return `The middle of the latencies of ${units} fresh units, by Hodges and Lehmann, and its interval${sure}.`;
}
