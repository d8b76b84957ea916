import { configurationName } from '../../results/configuration.ts';
import type { Capacity } from '../../results/findings/capacity.ts';
import { perSecond } from '../../results/quantity.ts';
import type { Sentence } from '../../results/schema-parts.ts';

type Found = Capacity & { readonly estimate: number; readonly low: number; readonly high: number };

/** Which configuration keeps up with the highest rate, by how much, and with what certainty. */
export function recommendCapacity(capacities: readonly Capacity[]): Sentence {
  const ranked = capacities.filter(isFound).toSorted((left, right) => right.estimate - left.estimate);
  const evidence = capacities.map((one) => `${configurationName(one)}: ${one.evidence.join('; ')}`);
  const [best, ...others] = ranked;
  const objective = capacities.find((one) => one.objective !== null)?.objective ?? null;
  const under = objective === null ? '' : ` with ${objective}`;
  if (best === undefined) return { text: nothingFound(capacities, under), evidence };
  const worst = others.at(-1);
  const name = configurationName(best);
  const rate = `${perSecond(best.estimate)} records/s ${rangeText(best)}`;
  const only = `${name} keeps up with ${rate}${under}`;
  const highest = `${name} keeps up with the highest rate${under}`;
  const most = worst === undefined ? only : `${highest}: ${rate}, ${comparison(best, worst)}`;
  return { text: [`${most}.`, ...reservations(capacities)].join(' '), evidence };
}

function isFound(one: Capacity): one is Found {
  return one.estimate !== null && one.low !== null && one.high !== null;
}

function nothingFound(capacities: readonly Capacity[], under: string): string {
  const isSure = capacities.length > 0 && capacities.every(({ verdict }) => verdict === 'no');
  if (isSure) return `None of these keeps up with any rate${under}.`;
  return 'No sustainable throughput was found: no unit counts.';
}

function comparison(best: Found, worst: Found): string {
  const than = `${configurationName(worst)}, ${perSecond(worst.estimate)} ${rangeText(worst)}`;
  const differ = best.guarantee !== worst.guarantee;
  const guarantee = differ ? `; their guarantees differ: ${best.guarantee} against ${worst.guarantee}` : '';
  if (worst.high >= best.low) return `indistinguishable from ${than}${guarantee}`;
  const [least, most] = [best.low / worst.high, best.high / worst.low].map(factor);
  return `${factor(best.estimate / worst.estimate)} times (${least} to ${most}) that of ${than}${guarantee}`;
}

function rangeText({ low, high }: Found): string {
  return `(${perSecond(low)} to ${perSecond(high)})`;
}

function factor(value: number): string {
  return value >= 9.95 ? Math.round(value).toLocaleString('en') : value.toPrecision(2);
}

function reservations(capacities: readonly Capacity[]): string[] {
  const doubtful = capacities.filter(({ verdict }) => verdict === 'inconclusive');
  const measuring = capacities.filter(({ harnessLimited }) => harnessLimited);
  return [
    ...(doubtful.length > 0 ? [`Inconclusive: ${names(doubtful)}; too few units count, or have enough records.`] : []),
    ...(measuring.length > 0 ? [`Limited by the measuring itself: ${names(measuring)}.`] : []),
  ];
}

function names(some: readonly Capacity[]): string {
  return some.map(configurationName).join(', ');
}
