import { configurationName } from '../results/configuration.ts';
import type { ScaleOut } from '../results/findings/capacity.ts';
import { percent, perSecond } from '../results/quantity.ts';

/** How the capacity of a configuration grows with its parallelism, and what a target needs. */
export function scaleOutText(one: ScaleOut): string {
  const [least] = one.points;
  const each = one.points.map(
    (point) => `×${point.parallelism} ${perSecond(point.perSecond)}/s (efficiency ${percent(point.efficiency)})`,
  );
  const growth = `${configurationName(one)} by parallelism: ${each.join(', ')}.`;
  return [growth, ...lawText(one, least.parallelism), ...targetText(one)].join(' ');
}

function lawText({ law, points }: ScaleOut, least: number): string[] {
  if (law === null) return [];
  const { contention, coherency } = law;
  // Two points cannot tell them apart.
  const second = points.length === 2 ? '' : ` and coherency ${percent(coherency)}`;
  const from = least === 1 ? '' : `, from ×${least} on`;
  return [`By the Universal Scalability Law contention is ${percent(contention)}${second}${from}.`];
}

function targetText({ target, points }: ScaleOut): string[] {
  if (target === undefined) return [];
  const { parallelism, low, high, beyond } = target;
  const rate = `${perSecond(target.perSecond)}/s`;
  const best = low === null ? '' : ` (×${low} by the ends of the intervals)`;
  if (parallelism === null) return [`By that law no parallelism reaches ${rate}${best}.`];
  const range = low === high ? '' : `, ${numberOf(low)} to ${numberOf(high)} by the ends of the intervals`;
  const largest = Math.max(...points.map((point) => point.parallelism));
  const times = `${beyond.toFixed(1)} times what was measured`;
  const far = beyond <= 1 ? '' : ` This is extrapolated: ${times}, and ×${parallelism} from at most ×${largest}.`;
  return [`${rate} needs ×${parallelism}${range}.${far}`];
}

function numberOf(parallelism: number | null): string {
  return parallelism === null ? 'none' : `×${parallelism}`;
}
