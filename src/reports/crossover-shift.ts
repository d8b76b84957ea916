import { configurationName } from '../results/configuration.ts';
import type { GateFigure } from '../results/findings/gate.ts';
import { perSecond } from '../results/quantity.ts';

/**
 * Up to which rate one by one is enough, in base and in head, and how far micro-batches go; undefined where not both
 * were measured.
 */
export function crossoverShift(figures: readonly GateFigure[]): string | undefined {
  const capacities = figures.filter((one) => one.metric === 'throughput' && one.base !== null && one.head !== null);
  const continuous = capacities.find(({ executor }) => executor === 'continuous');
  const batches = capacities.filter(({ executor }) => executor === 'micro-batch');
  if (continuous === undefined || batches.length === 0) return undefined;
  const most = batches.reduce((left, right) => (right.head! > left.head! ? right : left));
  const name = configurationName(most);
  const isFarther = most.base! > continuous.base! || most.head! > continuous.head!;
  const beyond = isFarther ? `beyond that ${name}, up to` : `${name} no farther:`;
  const upTo = bothOf(continuous);
  return `Crossover: continuous keeps up to ${upTo} records/s in base and head; ${beyond} ${bothOf(most)}.`;
}

function bothOf({ base, head }: GateFigure): string {
  return `${perSecond(base!)} and ${perSecond(head!)}`;
}
