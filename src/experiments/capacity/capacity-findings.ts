import { configurationOf, intervalOrNone, type Configuration } from '../../results/configuration.ts';
import type { Capacity } from '../../results/findings/capacity.ts';
import { perSecond } from '../../results/quantity.ts';
import { median } from '../../statistics/median.ts';
import type { Objective } from '../objective.ts';
import { hasTooManyExcluded } from '../reservation.ts';
import { capacityEvidence, failedOrExcluded } from './capacity-evidence.ts';
import type { CapacitySearch } from './capacity-search.ts';
import { costSharesOf } from './cost-shares.ts';
import { isBlind, knowsCost } from './probe-capacity.ts';
import { neededFigures } from './probe.ts';

/** Above this share of the time, measuring itself limits the capacity. */
const maxHarnessShare = 0.05;
/** An estimate may lie above the highest rate of a unit by this factor. */
const maxExtrapolation = 1.1;
/** The objective limits where the estimate is below this share of the capacity without it. */
const objectiveShare = 0.98;

/** The result of the search of one configuration, with its evidence. */
export function capacityOf(
  configuration: Configuration,
  search: CapacitySearch,
  objective: Objective | null,
): Capacity {
  const { threshold, none, probes } = search;
  const doubt = doubtOf(search, objective);
  const harnessShare = harnessShareOf(search);
  return {
    ...configurationOf(configuration),
    guarantee: probes[0].unit.guarantee,
    objective: objective?.text ?? null,
    verdict: none !== undefined ? 'no' : threshold === null || doubt !== undefined ? 'inconclusive' : 'yes',
    ...estimateOf(search),
    ...(doubt !== undefined && { doubt }),
    limitedBy: limitOf(configuration, search, objective),
    harnessLimited: harnessShare !== null && harnessShare > maxHarnessShare,
    evidence: [
      ...beyondRecords(search),
      ...(none === undefined
        ? capacityEvidence(configuration, search, objective, harnessShare)
        : [none, ...failedOrExcluded(probes, objective)]),
    ],
  };
}

type Estimate = Pick<Capacity, 'estimate' | 'low' | 'high' | 'above' | 'level' | 'method' | 'units'>;

function estimateOf(search: CapacitySearch): Estimate {
  const { threshold, none, highestRate, atLeast } = search;
  if (threshold !== null && atLeast === null && !isBeyondRecords(search)) {
    const { estimate, low, high, level, method, units } = threshold;
    return { estimate, low, high, level, method, units };
  }
  const units = atLeast === null ? (threshold?.units ?? 0) : search.atHighest.length;
  const unknown = { estimate: null, low: null, high: null, level: null, units };
  if (atLeast !== null) return { ...unknown, above: atLeast, method: 'growth of the backlog, one-sided 95 % bound' };
  if (threshold !== null) return { ...unknown, above: highestRate, method: 'no unit at such a rate' };
  return { ...unknown, method: none === undefined ? 'no unit counts' : 'no rate is kept up with' };
}

/** Null where it is unknown in all units. */
function harnessShareOf({ counted }: CapacitySearch): number | null {
  return median(counted.map(({ unit }) => unit.local?.harnessShare ?? null).filter((share) => share !== null));
}

/** Undefined where none limits the estimate, or there is no estimate. */
function doubtOf(search: CapacitySearch, objective: Objective | null): Capacity['doubt'] {
  const { threshold, probes } = search;
  if (search.atLeast !== null) return 'the measuring';
  if (threshold === null) return undefined;
  if (isBeyondRecords(search)) return 'few records';
  if (threshold.level === null) return 'few units';
  const counting = probes.filter(({ counts }) => counts).map(({ unit }) => unit);
  return hasTooManyExcluded(counting, neededFigures(objective)) ? 'excluded units' : undefined;
}

/** Whether the estimate would be extrapolated, because there are too few records for units at higher rates. */
function isBeyondRecords({ threshold, highestRate }: CapacitySearch): boolean {
  return threshold !== null && threshold.estimate > maxExtrapolation * highestRate;
}

function beyondRecords(search: CapacitySearch): string[] {
  if (search.atLeast !== null) {
    const [least, offered] = [search.atLeast, search.highestRate].map(perSecond);
    return [`keeps up with at least ${least} of ${offered} records/s offered, the most that can be measured`];
  }
  if (!isBeyondRecords(search)) return [];
  return [`no unit above ${perSecond(search.highestRate)} records/s, for which there are too few records`];
}

function limitOf(configuration: Configuration, search: CapacitySearch, objective: Objective | null): string {
  const { counted, probes, keepingUp, none, threshold } = search;
  if (none !== undefined) return objective !== null && none.startsWith(objective.text) ? objective.text : 'interval';
  if (threshold === null || search.atLeast !== null) return 'unknown';
  const bound = keepingUp?.estimate ?? Infinity;
  if (objective !== null && threshold.estimate < objectiveShare * bound) return objective.text;
  if (!knowsCost(probes)) return 'backlog';
  const rules = { ...configuration, intervalMs: intervalOrNone(configuration), objective };
  if (probes.some((probe) => isBlind(probe, probes, rules))) return 'committing thread';
  const { processing, commit } = costSharesOf(counted);
  const part = processing >= commit ? 'processing' : 'commit';
  return (configuration.intervalMs ?? 0) > 0 ? `interval, ${part}` : part;
}
