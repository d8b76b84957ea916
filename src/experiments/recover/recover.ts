import type { UnitFigures } from '../../engines/local/unit-figures.ts';
import { configurationName } from '../../results/configuration.ts';
import { micros, perSecond } from '../../results/quantity.ts';
import type { RecoverFindings } from '../../results/findings/recover.ts';
import type { Recommendation, Result } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import type { Workload } from '../../workloads/workload.ts';
import { mostInvocations, planBurst, type BurstWishes } from './burst-plan.ts';
import { beginningOf, sameAnswerOf } from '../document.ts';
import { exclusionDoubts, reservation } from '../reservation.ts';
import type { RunOutcome, RunTools } from '../run/run.ts';
import type { Configuration, RunSettings } from '../settings.ts';
import { isOf, medianOf, summarize } from '../summarize.ts';
import { unitSpec } from '../unit.ts';
import { measureInTurn, problemOf, type UnitsInTurn } from '../units-in-turn.ts';

/** Everything but the load, which the experiment lays out. */
export type RecoverSettings = Omit<RunSettings, 'load' | 'loadParameters' | 'ratePerSecond' | 'speed' | 'durationMs'>;

type Units = UnitsInTurn['units'];
type Findings = RecoverFindings['configurations'][number];

/** Of the short unit that says what the slowest configuration can do. */
const probeMs = 600;

/**
 * Lets a burst above capacity come over each configuration: how late records get, and how long until the backlog is
 * drained, beside what arithmetic says for the cost of that very unit's invocations.
 */
export async function recover(
  wishes: BurstWishes,
  given: RecoverSettings,
  workload: Workload,
  tools: RunTools,
): Promise<RunOutcome> {
  const atBase: RunSettings = {
    ...given,
    load: 'constant',
    loadParameters: {},
    ratePerSecond: wishes.basePerSecond,
    speed: null,
    durationMs: probeMs,
  };
  let probe: UnitFigures;
  try {
    probe = await tools.runUnit(unitSpec(atBase, mostInvocations(given.configurations), 0));
  } catch (error) {
    return { result: undefined, problem: problemOf(error) };
  }
  const settings: RunSettings = { ...atBase, ...planBurst(wishes, given, probe) };
  const { reference, units, problem } = await measureInTurn(settings, tools);
  const interrupted = problem?.problem.kind === 'interrupted';
  return { result: reference && resultOf(settings, workload, tools, units, reference, interrupted), problem };
}

function resultOf(
  settings: RunSettings,
  workload: Workload,
  tools: RunTools,
  units: Units,
  reference: UnitFigures,
  interrupted: boolean,
): Result {
  const units = units.map(({ run }) => run);
  const recovery = recoveryFrom(settings, units);
  return {
    ...beginningOf('recover', settings, workload, tools, [reference]),
    units,
    summary: settings.configurations.flatMap((configuration) => summarize(configuration, units)),
    sameAnswer: sameAnswerOf(units, reference),
    recommendation: conclusion(recovery, exclusionDoubts(settings.configurations, units)),
    recovery,
    interrupted,
  };
}

function recoveryFrom({ loadParameters, configurations }: RunSettings, units: Units): RecoverFindings {
  const { ratePerSecond, toPerSecond, atMs, forMs } = loadParameters;
  return {
    basePerSecond: ratePerSecond,
    peakPerSecond: toPerSecond,
    burstMs: forMs,
    fromMs: atMs,
    configurations: configurations.map((configuration) => findingsOf(configuration, units)),
  };
}

function findingsOf(configuration: Configuration, all: Units): Findings {
  const units = all.flatMap(({ run, figures }) =>
    isOf(run, configuration) && isValid(run) && figures.recovery !== null
      ? [{ repetition: run.repetition, ...figures.recovery }]
      : [],
  );
  const spread = (read: (unit: Findings['units'][number]) => number | null | undefined): Findings['worstMicros'] => {
    const values = units.map(read).filter((value) => value !== null && value !== undefined);
    const { estimate, low, high, level } = medianOf(values);
    return { estimate, low, high, level, units: values.length };
  };
  return {
    ...configuration,
    worstMicros: spread(({ measured }) => measured.worstMicros),
    drainMicros: spread(({ measured }) => measured.drainMicros),
    expectedWorstMicros: spread(({ expected }) => expected?.worstMicros),
    expectedDrainMicros: spread(({ expected }) => expected?.drainMicros),
    undrained: units.filter(({ measured }) => measured.drainMicros === null).length,
    units,
  };
}

function isValid({ status }: Unit): boolean {
  return status === 'valid';
}

/** Which is late by the least, of those that were drained in every unit, and which by the most. */
function conclusion(
  { configurations, burstMs, peakPerSecond }: RecoverFindings,
  doubts: readonly string[],
): Recommendation {
  const told = configurations.filter(({ units }) => units.length > 0);
  const evidence = told.map(evidenceOf);
  if (told.length === 0)
    return {
      text: 'Nothing can be said: no unit can be counted; the reasons stand with each of them.',
      evidence,
      inconclusive: true,
    };
  const [open, drained] = [
    told.filter(({ undrained }) => undrained > 0),
    told.filter(({ undrained }) => undrained === 0),
  ];
  const burst = `After ${micros(burstMs * 1000)} at ${perSecond(peakPerSecond)} records/s`;
  const reserve = reservation(doubts);
  if (drained.length === 0)
    return {
      text: `${burst} nothing was drained when the records ended; give a lower --rate, or a longer --after.${reserve}`,
      evidence,
      inconclusive: true,
    };
  const [least, ...others] = drained.sort((left, right) => left.worstMicros.estimate! - right.worstMicros.estimate!);
  const most = others.at(-1);
  const against = most === undefined ? '' : `; ${delayText(most)}`;
  const rest =
    open.length === 0 ? '' : ` Not drained when the records ended: ${open.map(configurationName).join(', ')}.`;
  return {
    text: `${burst} ${delayText(least)}${against}.${rest}${reserve}`,
    evidence,
    ...((open.length > 0 || doubts.length > 0) && { inconclusive: true }),
  };
}

function delayText(findings: Findings): string {
  const { worstMicros, drainMicros } = findings;
  const drain =
    drainMicros.estimate === 0 ? 'has nothing to drain' : `is drained ${micros(drainMicros.estimate!)} after its end`;
  return `${configurationName(findings)} is late by ${micros(worstMicros.estimate!)} at worst and ${drain}`;
}

function evidenceOf(findings: Findings): string {
  const text = ({ estimate, low, high, units }: Findings['worstMicros']): string =>
    `${estimate?.toPrecision(4)} (${low?.toPrecision(4)} to ${high?.toPrecision(4)}, units: ${units})`;
  const { worstMicros, drainMicros, expectedWorstMicros, expectedDrainMicros } = findings;
  return `${configurationName(findings)}: worstMicros ${text(worstMicros)}, expected ${text(expectedWorstMicros)}; drainMicros ${text(drainMicros)}, expected ${text(expectedDrainMicros)}`;
}
