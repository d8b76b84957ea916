import { configurationName, isSameConfiguration, type Configuration } from '../../results/configuration.ts';
import { isFailed } from '../../results/exclusion.ts';
import type { Capacity } from '../../results/findings/capacity.ts';
import { perSecond } from '../../results/quantity.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import { allMeasured, certainty, unmeasuredDoubts, withLead } from '../certainty.ts';
import { listed } from '../listed.ts';

type Found = Capacity & { readonly estimate: number; readonly low: number; readonly high: number };

/**
 * Which configuration keeps up with the highest rate, by how much, and with what certainty.
 *
 * @param configurations all that were asked for; of some there may be no capacity, because the search ended before
 */
export function recommendCapacity(
  configurations: readonly Configuration[],
  capacities: readonly Capacity[],
  units: readonly Unit[],
): Recommendation {
  const evidence = capacities.map((one) => `${configurationName(one)}: ${one.evidence.join('; ')}`);
  const failed = units.filter(isFailed).length;
  if (failed > 0) return inconclusive(`${failed} of ${units.length} units gave another answer than batch`, evidence);
  const ranked = capacities.filter(isFound).toSorted((left, right) => right.estimate - left.estimate);
  const unmeasured = unmeasuredOf(configurations, capacities);
  const objective = capacities.find((one) => one.objective !== null)?.objective ?? null;
  const under = objective === null ? '' : ` with ${objective}`;
  if (ranked.length === 0) return nothingFound(configurations.length, unmeasured, under, evidence);
  const doubts = [...unmeasuredDoubts(unmeasured), ...capacityDoubts(capacities)];
  const sure = certainty(doubts, allMeasured(configurations.length, ranked), unmeasured.length > 0);
  const answer = withLead(sure, highest(ranked, under, sure.note), 'name');
  return {
    text: [`${answer}.`, ...withoutRate(capacities, under), ...remedyFor(unmeasured)].join(' '),
    evidence,
    ...(doubts.length > 0 && { inconclusive: true }),
  };
}

function inconclusive(why: string, evidence: string[]): Recommendation {
  return { text: `Inconclusive: ${why}.`, evidence, inconclusive: true };
}

function isFound(one: Capacity): one is Found {
  return one.estimate !== null && one.low !== null && one.high !== null;
}

function unmeasuredOf(configurations: readonly Configuration[], capacities: readonly Capacity[]): string[] {
  const known = capacities.filter((one) => isFound(one) || one.verdict === 'no');
  const unknown = configurations.filter(
    (configuration) => !known.some((one) => isSameConfiguration(one, configuration)),
  );
  return unknown.map(configurationName);
}

function nothingFound(count: number, unmeasured: readonly string[], under: string, evidence: string[]): Recommendation {
  if (unmeasured.length === count) {
    return inconclusive('no sustainable throughput was found, because too few units count', evidence);
  }
  const sure = certainty(unmeasuredDoubts(unmeasured), allMeasured(count, []), unmeasured.length > 0);
  const answer = withLead(sure, `none of these keeps up with any rate${under}${sure.note}`);
  return {
    text: [`${answer}.`, ...remedyFor(unmeasured)].join(' '),
    evidence,
    ...(unmeasured.length > 0 && { inconclusive: true }),
  };
}

function remedyFor(unmeasured: readonly string[]): string[] {
  return unmeasured.length === 0 ? [] : ['Measure again on a quieter machine, or raise --units.'];
}

const doubtTexts: Readonly<Record<NonNullable<Capacity['doubt']>, (names: string) => string>> = {
  'few units': (names) => `too few units of ${names} count`,
  'excluded units': (names) => `more than a tenth of the units of ${names} were excluded`,
  'few records': (names) => `there are too few records for units of ${names} at its rate`,
};

function capacityDoubts(capacities: readonly Capacity[]): string[] {
  const doubts = Object.entries(doubtTexts).flatMap(([doubt, text]) => {
    const names = capacities.filter((one) => one.doubt === doubt).map(configurationName);
    return names.length === 0 ? [] : [text(listed(names))];
  });
  const measuring = capacities.filter(({ harnessLimited }) => harnessLimited).map(configurationName);
  return [...doubts, ...(measuring.length === 0 ? [] : [`the measuring itself limits ${listed(measuring)}`])];
}

/** The highest one, together with those whose intervals overlap with its own, against the lowest. */
function highest(ranked: readonly Found[], under: string, note: string): string {
  const [best] = ranked;
  const equals = ranked.filter(({ high }) => high >= best.low);
  const names = listed(equals.map(configurationName));
  const rates = listed(equals.map(rateText));
  if (ranked.length === 1) {
    const range = `${perSecond(best.low)} to ${perSecond(best.high)}`;
    return `${names} keeps up with ${perSecond(best.estimate)} records/s${under}${note}: ${range}`;
  }
  if (equals.length === 1) {
    return `${names} keeps up with the highest rate${under}${note}: ${rates}, ${factorOver(ranked)}`;
  }
  const rest = equals.length === ranked.length ? guaranteesOf(ranked) : `, ${factorOver(ranked)}`;
  return `${names} keep up with the highest rate${under}, indistinguishable${note}: ${rates}${rest}`;
}

function rateText({ estimate, low, high }: Found): string {
  return `${perSecond(estimate)} records/s (${perSecond(low)} to ${perSecond(high)})`;
}

/** By how much the highest one exceeds the lowest. */
function factorOver(ranked: readonly Found[]): string {
  const [best, worst] = [ranked[0], ranked.at(-1)!];
  const range = `${perSecond(worst.low)} to ${perSecond(worst.high)}`;
  const than = `${configurationName(worst)}, ${perSecond(worst.estimate)} (${range})`;
  const [least, most] = [best.low / worst.high, best.high / worst.low].map(factor);
  return `${factor(best.estimate / worst.estimate)} times (${least} to ${most}) that of ${than}${guaranteesOf(ranked)}`;
}

function guaranteesOf(ranked: readonly Found[]): string {
  const differ = new Set(ranked.map(({ guarantee }) => guarantee)).size > 1;
  const each = ranked.map((one) => `${configurationName(one)} ${one.guarantee}`).join(', ');
  return differ ? `; their guarantees differ: ${each}` : '';
}

function factor(value: number): string {
  return value >= 9.95 ? Math.round(value).toLocaleString('en') : value.toPrecision(2);
}

/** Those of which it is sure that they keep up with no rate. */
function withoutRate(capacities: readonly Capacity[], under: string): string[] {
  const names = capacities.filter(({ verdict }) => verdict === 'no').map(configurationName);
  if (names.length === 0) return [];
  return [`${listed(names)} ${names.length === 1 ? 'keeps' : 'keep'} up with no rate${under}.`];
}
