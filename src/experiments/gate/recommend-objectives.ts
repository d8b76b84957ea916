import { configurationName } from '../../results/configuration.ts';
import type { HeldObjective } from '../../results/findings/gate.ts';
import { fourDigits, perSecond } from '../../results/quantity.ts';
import type { Recommendation } from '../../results/result.ts';
import { listed } from '../../results/listed.ts';
import { adviseOnOpen } from './advise-on-open.ts';

/**
 * Whether all objectives are held, and by what those that are not are missed.
 *
 * @param longestMs how long the gate took; null where a problem ended it early
 */
export function recommendObjectives(objectives: readonly HeldObjective[], longestMs: number | null): Recommendation {
  const evidence = objectives.map((one) => `${nameOf(one)}: ${one.verdict}, ${latencyText(one)}, ${one.units} units`);
  const missed = objectives.filter(({ verdict }) => verdict === 'missed');
  if (missed.length > 0) {
    const each = missed.map((one) => `${nameOf(one)}, ${one.why ?? latencyText(one)}`);
    return { text: `Missed: ${listed(each)}.`, evidence };
  }
  const open = objectives.filter(({ verdict }) => verdict === 'inconclusive');
  if (open.length === 0) return { text: `Pass: ${listed(objectives.map(heldText))}.`, evidence };
  const each = open.map((one) => `${nameOf(one)}, ${latencyText(one)} (${one.why})`);
  const openFigures = open.map(({ units, unitsToSettle }) => ({ measured: units, toSettle: unitsToSettle }));
  const advice = adviseOnOpen(openFigures, 'units', 'use a quieter machine, or move the limit', longestMs);
  return { text: `Inconclusive: ${listed(each)}. ${advice}`, evidence, inconclusive: true };
}

function nameOf(one: HeldObjective): string {
  return `${one.objective} at ${perSecond(one.ratePerSecond)} records/s with ${configurationName(one)}`;
}

function heldText(one: HeldObjective): string {
  return `${nameOf(one)} is held, ${latencyText(one)}`;
}

/** `11.98 ms (11.02 ms to 14.10 ms)`: it may be close to the limit. */
function latencyText({ estimate, low, high }: HeldObjective): string {
  if (estimate === null) return 'of unknown latency';
  const middle = fourDigits(estimate);
  return low === null || high === null ? middle : `${middle} (${fourDigits(low)} to ${fourDigits(high)})`;
}
