import { configurationName } from '../../results/configuration.ts';
import type { RecoverFindings } from '../../results/findings/recover.ts';
import { micros, perSecond } from '../../results/quantity.ts';
import type { Recommendation } from '../../results/result.ts';
import { reservation } from '../reservation.ts';
import type { ConfigurationRecovery } from './recovery-findings.ts';

/** The configurations with the least and with the most delay, of those that were drained in every unit. */
export function recommendRecovery(findings: RecoverFindings, doubts: readonly string[]): Recommendation {
  const known = findings.configurations.filter(({ units }) => units.length > 0);
  const evidence = known.map(evidenceOf);
  if (known.length === 0) {
    const text = 'Nothing can be said: every unit is excluded, for the reasons listed with it.';
    return { text, evidence, inconclusive: true };
  }
  const burst = `After ${micros(findings.burstMs * 1000)} at ${perSecond(findings.peakPerSecond)} records/s`;
  const drained = known.filter(({ undrained }) => undrained === 0);
  if (drained.length === 0) {
    const text = `${burst} no configuration was drained when the records ended. Lower --rate, or raise --after.`;
    return { text: `${text}${reservation(doubts)}`, evidence, inconclusive: true };
  }
  const open = known.filter(({ undrained }) => undrained > 0);
  const rest =
    open.length === 0 ? '' : ` Not drained when the records ended: ${open.map(configurationName).join(', ')}.`;
  const isInconclusive = open.length > 0 || doubts.length > 0;
  return {
    text: `${burst} ${extremes(drained)}.${rest}${reservation(doubts)}`,
    evidence,
    ...(isInconclusive && { inconclusive: true }),
  };
}

function extremes(drained: readonly ConfigurationRecovery[]): string {
  const byDelay = drained.toSorted((left, right) => left.worstMicros.estimate! - right.worstMicros.estimate!);
  const [least, most] = [byDelay[0], byDelay.at(-1)!];
  return least === most ? delayText(least) : `${delayText(least)}; ${delayText(most)}`;
}

function delayText(recovery: ConfigurationRecovery): string {
  const { worstMicros, drainMicros } = recovery;
  const isAtOnce = drainMicros.estimate === 0;
  const drain = isAtOnce ? 'has nothing to drain' : `is drained ${micros(drainMicros.estimate!)} after its end`;
  return `${configurationName(recovery)} is late by ${micros(worstMicros.estimate!)} at worst and ${drain}`;
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
