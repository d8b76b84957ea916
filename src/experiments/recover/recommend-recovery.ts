import { configurationName, isSameConfiguration } from '../../results/configuration.ts';
import type { RecoverFindings } from '../../results/findings/recover.ts';
import { micros, perSecond } from '../../results/quantity.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Guarantee } from '../../results/schema-parts.ts';
import type { Unit } from '../../results/unit.ts';
import { allMeasured, certainty, singleUnitDoubts, unmeasuredDoubts, withLead } from '../certainty.ts';
import { listed } from '../../results/listed.ts';
import { lessSimple } from '../less-simple.ts';
import { isRangeBelow, unbeaten, type RangeOfUnits } from '../../statistics/ranges-apart.ts';
import { guaranteesText } from '../guarantees-text.ts';
import { inconclusive, quieter, refusalForOtherAnswers } from '../inconclusive.ts';
import type { ConfigurationRecovery } from './recovery-findings.ts';

/**
 * The configuration with the least delay, of those that were drained in every unit, and the one with the most. Of those
 * that are indistinguishable, the first one, which is the simplest.
 */
export function recommendRecovery(
  findings: RecoverFindings,
  units: readonly Unit[],
  doubts: readonly string[],
): Recommendation {
  const { configurations } = findings;
  const known = configurations.filter((recovery) => recovery.units.length > 0);
  const evidence = known.map(evidenceOf);
  const refusal = refusalForOtherAnswers(units, evidence);
  if (refusal !== undefined) return refusal;
  if (known.length === 0) {
    return inconclusive('the recovery counts in no unit, for the reasons listed with them', evidence, quieter);
  }
  const unmeasured = configurations.filter((recovery) => !known.includes(recovery)).map(configurationName);
  const drained = known.filter(({ undrained }) => undrained === 0);
  const burst = `after ${micros(findings.burstMs * 1000)} at ${perSecond(findings.peakPerSecond)} records/s`;
  if (drained.length === 0) {
    const why = `${burst} no configuration was drained when the records ended`;
    const clauses = [why, ...unmeasuredDoubts(unmeasured), ...doubts];
    return inconclusive(clauses.join('; '), evidence, 'Lower --rate, or raise --after.');
  }
  const rows = drained.map(({ worstMicros }) => worstMicros);
  const allDoubts = [...unmeasuredDoubts(unmeasured), ...undrainedDoubts(known), ...doubts, ...singleUnitDoubts(rows)];
  const [choice, ...ties] = leastLate(drained);
  const sure = certainty(allDoubts, allMeasured(configurations.length, rows), unmeasured.length > 0);
  const answer = withLead(sure, `choose ${configurationName(choice)}${sure.note}`);
  const guarantees = guaranteesText(
    drained.map((recovery) => ({ ...recovery, guarantee: guaranteeOf(recovery, units) })),
  );
  const remedy = unmeasured.length === 0 ? '' : ` ${quieter}`;
  return {
    text: `${answer}: ${burst} it ${delays(choice, ties, drained)}${guarantees}.${remedy}`,
    evidence,
    ...(allDoubts.length > 0 && { inconclusive: true }),
  };
}

function guaranteeOf(recovery: ConfigurationRecovery, units: readonly Unit[]): Guarantee {
  return units.find((unit) => isSameConfiguration(unit, recovery))!.guarantee;
}

/** They may have been late for longer, had there been more records. */
function undrainedDoubts(known: readonly ConfigurationRecovery[]): string[] {
  const names = known.filter(({ undrained }) => undrained > 0).map(configurationName);
  if (names.length === 0) return [];
  return [`${listed(names)} ${names.length === 1 ? 'was' : 'were'} not drained when the records ended`];
}

/** Those that none has a surely lower worst latency than, in order. */
function leastLate(drained: readonly ConfigurationRecovery[]): ConfigurationRecovery[] {
  return unbeaten(drained, (one, other) => isRangeBelow(rangeOf(one), rangeOf(other)));
}

function rangeOf({ worstMicros: { low, high, units } }: ConfigurationRecovery): RangeOfUnits {
  return { low: low!, high: high!, units };
}

function delays(
  choice: ConfigurationRecovery,
  ties: readonly ConfigurationRecovery[],
  drained: readonly ConfigurationRecovery[],
): string {
  const most = drained.toSorted((left, right) => right.worstMicros.estimate! - left.worstMicros.estimate!)[0];
  const others = ties.map(configurationName);
  const tie = others.length === 0 ? '' : `, ${lessSimple(others)}`;
  const rest = most === choice || ties.includes(most) ? '' : `; ${configurationName(most)} ${delayText(most)}`;
  return `${delayText(choice)}${tie}${rest}`;
}

function delayText({ worstMicros, drainMicros }: ConfigurationRecovery): string {
  const isAtOnce = drainMicros.estimate === 0;
  const drain = isAtOnce ? 'has nothing to drain' : `is drained ${micros(drainMicros.estimate!)} after its end`;
  return `is late by ${micros(worstMicros.estimate!)} at worst and ${drain}`;
}

function evidenceOf(recovery: ConfigurationRecovery): string {
  const { worstMicros, drainMicros, expectedWorstMicros, expectedDrainMicros } = recovery;
  const worst = `worstMicros ${spreadText(worstMicros)}, expected ${spreadText(expectedWorstMicros)}`;
  const drain = `drainMicros ${spreadText(drainMicros)}, expected ${spreadText(expectedDrainMicros)}`;
  return `${configurationName(recovery)}: ${worst}; ${drain}`;
}

function spreadText({ estimate, low, high, units }: ConfigurationRecovery['worstMicros']): string {
  if (estimate === null) return 'unknown';
  return `${estimate.toPrecision(4)} (${low?.toPrecision(4)} to ${high?.toPrecision(4)}, units: ${units})`;
}
