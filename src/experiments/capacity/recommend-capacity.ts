import { configurationName, isSameConfiguration, type Configuration } from '../../results/configuration.ts';
import type { Capacity } from '../../results/findings/capacity.ts';
import { perSecond } from '../../results/quantity.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import { allMeasured, certainty, unmeasuredDoubts, withLead } from '../certainty.ts';
import { listed } from '../../results/listed.ts';
import { isRangeBelow, unbeaten } from '../../statistics/ranges-apart.ts';
import { guaranteesText } from '../guarantees-text.ts';
import { refusalForOtherAnswers } from '../inconclusive.ts';

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
  const refusal = refusalForOtherAnswers(units, evidence);
  if (refusal !== undefined) return refusal;
  const ranked = capacities.filter(isFound).toSorted((left, right) => right.estimate - left.estimate);
  const beyond = capacities.filter(({ doubt }) => doubt === 'few records');
  const unlimited = capacities.filter(({ doubt }) => doubt === 'the measuring');
  const objective = capacities.find((one) => one.objective !== null)?.objective ?? null;
  const under = objective === null ? '' : ` with ${objective}`;
  const unknown = [...unmeasuredDoubts(unmeasuredOf(configurations, capacities)), ...uncounted(capacities)];
  const open = [...unknown, ...fewRecords(beyond)];
  const remedies = [...remedyFor(unknown), ...(beyond.length === 0 ? [] : ['Add --loop for more records.'])];
  if (ranked.length === 0 && unlimited.length === 0)
    return nothingFound(configurations.length, capacities, open, remedies, under, evidence);
  const doubts = [...open, ...highestDoubts(unlimited, ranked), ...capacityDoubts(capacities)];
  const sure = certainty(doubts, allMeasured(configurations.length, ranked), open.length > 0);
  const found = unlimited.length > 0 ? atLeast(unlimited, ranked, under, sure.note) : highest(ranked, under, sure.note);
  const answer = withLead(sure, `${found}${guaranteesText([...unlimited, ...ranked])}`, 'name');
  const without = withoutRate(capacities, under);
  return {
    text: [`${answer}.`, ...(without === undefined ? [] : [`${without}.`]), ...remedies].join(' '),
    evidence,
    ...(doubts.length > 0 && { inconclusive: true }),
  };
}

function isFound(one: Capacity): one is Found {
  return one.estimate !== null && one.low !== null && one.high !== null;
}

function unmeasuredOf(configurations: readonly Configuration[], capacities: readonly Capacity[]): string[] {
  const unknown = configurations.filter(
    (configuration) => !capacities.some((one) => isSameConfiguration(one, configuration)),
  );
  return unknown.map(configurationName);
}

/** A clause on those that were searched without finding anything. */
function uncounted(capacities: readonly Capacity[]): string[] {
  const names = capacities
    .filter((one) => !isFound(one) && one.above === undefined && one.verdict !== 'no')
    .map(configurationName);
  return names.length === 0 ? [] : [`no unit of ${listed(names)} counts`];
}

function nothingFound(
  count: number,
  capacities: readonly Capacity[],
  open: readonly string[],
  remedies: readonly string[],
  under: string,
  evidence: string[],
): Recommendation {
  const without = withoutRate(capacities, under);
  if (without === undefined) {
    const why = ['no sustainable throughput was found', ...open].join('; ');
    return { text: [`Inconclusive: ${why}.`, ...remedies].join(' '), evidence, inconclusive: true };
  }
  const sure = certainty(open, allMeasured(count, []), open.length > 0);
  const isAll = count > 1 && capacities.filter(({ verdict }) => verdict === 'no').length === count;
  const found = isAll ? `none of these keeps up with any rate${under}` : without;
  const answer = withLead(sure, `${found}${sure.note}`, isAll ? undefined : 'name');
  return {
    text: [`${answer}.`, ...remedies].join(' '),
    evidence,
    ...(open.length > 0 && { inconclusive: true }),
  };
}

/** A clause on those whose rate is higher than any for which there are records. */
function fewRecords(beyond: readonly Capacity[]): string[] {
  if (beyond.length === 0) return [];
  const names = listed(beyond.map(configurationName));
  const above = perSecond(Math.min(...beyond.map((one) => one.above!)));
  return [`the rate of ${names} is above ${above} records/s, for which there are too few records`];
}

function remedyFor(unknown: readonly string[]): string[] {
  return unknown.length === 0 ? [] : ['Measure again on a quieter machine, or raise --units.'];
}

/** A clause where those without an upper bound are not surely above all others. */
function highestDoubts(unlimited: readonly Capacity[], ranked: readonly Found[]): string[] {
  const open = unlimited.filter(({ above }) => ranked.some(({ high }) => high >= above!));
  if (open.length === 0) return [];
  return [
    `whether ${listed(open.map(configurationName))} ${open.length === 1 ? 'keeps' : 'keep'} up with more is open`,
  ];
}

const doubtTexts: { readonly [Doubt in NonNullable<Capacity['doubt']>]?: (names: string) => string } = {
  'few units': (names) => `too few units of ${names} count`,
  'excluded units': (names) => `more than a tenth of the units of ${names} were excluded`,
};

function capacityDoubts(capacities: readonly Capacity[]): string[] {
  const doubts = Object.entries(doubtTexts).flatMap(([doubt, text]) => {
    const names = capacities.filter((one) => one.doubt === doubt).map(configurationName);
    return names.length === 0 ? [] : [text(listed(names))];
  });
  const measuring = capacities.filter(({ harnessLimited }) => harnessLimited).map(configurationName);
  return [...doubts, ...(measuring.length === 0 ? [] : [`the measuring itself limits ${listed(measuring)}`])];
}

/** Those whose rate is above all that can be measured, and the lowest of the others. */
function atLeast(unlimited: readonly Capacity[], ranked: readonly Found[], under: string, note: string): string {
  const names = listed(unlimited.map(configurationName));
  const above = perSecond(Math.min(...unlimited.map((one) => one.above!)));
  const keep = unlimited.length === 1 ? 'keeps' : 'keep';
  const rate = `at least ${above} records/s${under}${note}`;
  const most = `${names} ${keep} up with ${rate}, above which the measuring is the limit`;
  const [best, lowest] = [ranked[0], ranked.at(-1)];
  if (lowest === undefined) return most;
  const isHigher = best.estimate > Math.min(...unlimited.map((one) => one.above!));
  const told = (of: Found): string => `${configurationName(of)}, ${rateText(of)}`;
  const ofOthers = isHigher ? [`of the others the highest is ${told(best)}`] : [];
  const least = isHigher && best === lowest ? [] : [`the lowest is ${told(lowest)}`];
  return [most, ...ofOthers, ...least].join('; ');
}

/** Those that none surely exceeds, against the lowest. */
function highest(ranked: readonly Found[], under: string, note: string): string {
  const [best] = ranked;
  const equals = unbeaten(ranked, (one, other) => isRangeBelow(other, one));
  const names = listed(equals.map(configurationName));
  const rates = listed(equals.map(rateText));
  if (ranked.length === 1) {
    const range = `${perSecond(best.low)} to ${perSecond(best.high)}`;
    return `${names} keeps up with ${perSecond(best.estimate)} records/s${under}${note}: ${range}`;
  }
  if (equals.length === 1) {
    return `${names} keeps up with the highest rate${under}${note}: ${rates}, ${factorOver(ranked)}`;
  }
  const rest = equals.length === ranked.length ? '' : `, ${factorOver(ranked)}`;
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
  return `${factor(best.estimate / worst.estimate)} times (${least} to ${most}) that of ${than}`;
}

function factor(value: number): string {
  return value >= 9.95 ? Math.round(value).toLocaleString('en') : value.toPrecision(2);
}

/** A clause on those of which it is sure that they keep up with no rate; undefined where there is none. */
function withoutRate(capacities: readonly Capacity[], under: string): string | undefined {
  const names = capacities.filter(({ verdict }) => verdict === 'no').map(configurationName);
  if (names.length === 0) return undefined;
  return `${listed(names)} ${names.length === 1 ? 'keeps' : 'keep'} up with no rate${under}`;
}
