import { highestRate } from '../../engines/highest-rate.ts';
import type { ReferenceReport } from '../../engines/unit-report.ts';
import { batchMs, intervalOrNone, type Configuration } from '../../results/configuration.ts';
import type { FigureName } from '../../results/exclusion.ts';
import type { Result } from '../../results/result.ts';
import type { Workload } from '../../workloads/workload.ts';
import { beginningOf, sameAnswerOf } from '../document.ts';
import { glanceLengthMs } from '../glance.ts';
import { refusalForLate } from '../late-records.ts';
import { problemIn, wasInterrupted, type Outcome } from '../outcome.ts';
import { quickGuess, unitsAtRates } from '../quick-guess.ts';
import { exclusionDoubts } from '../reservation.ts';
import type { ExperimentSettings } from '../settings.ts';
import { summarize } from '../summarize.ts';
import type { ExperimentTools } from '../tools.ts';
import { measureInTurn, type UnitsInTurn } from '../units-in-turn.ts';
import { mostInvocations, planBurst, type BurstLoad, type BurstWishes } from './burst-plan.ts';
import { recommendRecovery } from './recommend-recovery.ts';
import { recoverFindings } from './recovery-findings.ts';

/** Everything except the load, which the experiment plans. */
export type RecoverSettings = Omit<
  ExperimentSettings,
  'load' | 'loadParameters' | 'ratePerSecond' | 'speed' | 'durationMs'
>;

/** The figures that a recommendation rests on. */
const neededFigures: readonly FigureName[] = ['recovery'];
/** The shortest measured period of the unit that guesses the capacity of the slowest configuration. */
const minGuessMs = 600;

/**
 * Measures a burst above capacity under each configuration: how late records get, and how long the backlog takes to
 * drain. Beside each stands the value expected by arithmetic from the cost of that unit's invocations.
 */
export async function recover(
  wishes: BurstWishes,
  settings: RecoverSettings,
  workload: Workload,
  tools: ExperimentTools,
): Promise<Outcome> {
  const atBase = settingsAtBase(wishes, settings);
  let load: BurstLoad | undefined;
  const problem = await problemIn(async () => {
    load = planBurst(wishes, settings, await slowestCapacity(wishes, atBase, tools));
  });
  if (load === undefined) return { result: undefined, problem };
  const withBurst: ExperimentSettings = { ...atBase, ...load };
  const measured = await measureInTurn(withBurst, tools, neededFigures);
  const { reference } = measured;
  const document = reference && documentOf(withBurst, workload, tools, measured, reference);
  const interrupted = wasInterrupted(measured.problem);
  return { result: document && { ...document, interrupted }, problem: measured.problem };
}

function settingsAtBase({ basePerSecond }: BurstWishes, settings: RecoverSettings): ExperimentSettings {
  const load = { load: 'constant', loadParameters: {}, ratePerSecond: basePerSecond, speed: null } as const;
  return { ...settings, ...load, durationMs: minGuessMs };
}

/** The lowest capacity of all configurations, in records/s. The base rate stands for one that is unknown. */
async function slowestCapacity(
  { basePerSecond }: BurstWishes,
  settings: ExperimentSettings,
  tools: ExperimentTools,
): Promise<number> {
  const capacities: number[] = [];
  for (const ofEngine of Map.groupBy(settings.configurations, ({ engine }) => engine).values()) {
    const capacity = await guessedCapacity(mostInvocations(ofEngine), settings, tools);
    capacities.push(capacity ?? basePerSecond);
  }
  return Math.min(...capacities);
}

async function guessedCapacity(
  configuration: Configuration,
  settings: ExperimentSettings,
  { engines, measure }: ExperimentTools,
): Promise<number | null> {
  const { limits } = engines.of(configuration);
  const durationMs = glanceLengthMs(Math.max(minGuessMs, limits.glanceMs), batchMs(configuration));
  return quickGuess(unitsAtRates(measure, { ...settings, durationMs }, configuration), {
    firstRate: settings.ratePerSecond!,
    highestRate: highestRate(limits.maxRecords, settings, durationMs),
    guesses: 1,
    durationMs,
    intervalMs: intervalOrNone(configuration),
  });
}

function documentOf(
  settings: ExperimentSettings,
  workload: Workload,
  tools: ExperimentTools,
  { finished, jobs }: Pick<UnitsInTurn, 'finished' | 'jobs'>,
  reference: ReferenceReport,
): Omit<Result, 'interrupted'> {
  const units = finished.map(({ unit }) => unit);
  const findings = recoverFindings(settings, finished);
  const doubts = exclusionDoubts(settings.configurations, units, neededFigures);
  const beginning = beginningOf(settings, workload, tools, [reference]);
  return {
    ...beginning,
    units,
    summary: settings.configurations.flatMap((configuration) => summarize(configuration, units)),
    sameAnswer: sameAnswerOf(units, reference, jobs),
    recommendation: refusalForLate(beginning) ?? recommendRecovery(findings, units, doubts),
    findings,
  };
}
