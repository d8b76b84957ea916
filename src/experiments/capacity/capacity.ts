import type { EngineLimits, MeasuredUnit } from '../../engines/engine.ts';
import { unitSpec, type UnitSpec } from '../../engines/unit-spec.ts';
import type { ReferenceReport, UnitReport } from '../../engines/unit-report.ts';
import { batchMs, intervalOrNone, isOwnJob, type Configuration } from '../../results/configuration.ts';
import { isFailed } from '../../results/exclusion.ts';
import type { Result } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import type { Workload } from '../../workloads/workload.ts';
import { beginningOf, common, sameAnswerByRate } from '../document.ts';
import { glanceLengthMs } from '../glance.ts';
import type { JobsHeld } from '../held-answers.ts';
import { ExclusionStreak } from '../exclusion-streak.ts';
import { fillingWindows, mostRecords, requireForSearch } from '../most-records.ts';
import type { Objective } from '../objective.ts';
import { refusalForLate } from '../late-records.ts';
import { problemIn, wasInterrupted, type Outcome } from '../outcome.ts';
import { takeTurns } from '../searches-in-turn.ts';
import type { ExperimentSettings } from '../settings.ts';
import type { ExperimentTools } from '../tools.ts';
import { unitOf } from '../unit.ts';
import { capacityOf } from './capacity-findings.ts';
import { CapacitySearch } from './capacity-search.ts';
import { neededFigures } from './probe.ts';
import { scaleOutOf } from './scale-out.ts';
import { recommendCapacity } from './recommend-capacity.ts';
import type { SearchSettings, UnitQuestion } from './search-settings.ts';

/** `repetitions` is the number of units that have to count for each configuration; the search finds their rates. */
export interface CapacitySettings extends ExperimentSettings {
  readonly durationMs: number;
  readonly objective: Objective | null;
  /** A rate of which to tell the parallelism that it needs; null: none. */
  readonly targetPerSecond: number | null;
}

/** Usual numbers of units before those that count: for the capacity, and for an objective. */
const unitsToGuess = 3;
const unitsToBracket = 4;

/** The search of one configuration. */
interface Search {
  readonly configuration: Configuration;
  readonly search: CapacitySearch;
}

/** A unit of a search whose answer has not been compared yet. */
interface OpenUnit extends Search {
  readonly spec: UnitSpec;
  readonly report: UnitReport;
  readonly reference: Promise<ReferenceReport>;
}

/** A unit whose answer was compared with that of batch to the same records. */
interface ComparedUnit {
  readonly unit: Unit;
  readonly reference: ReferenceReport;
}

/**
 * Finds the sustainable throughput of each configuration: a guess, then fresh units around it, of all configurations in
 * turn, then the fit. Each unit has its own rate and seed, and so its own records and reference answer. Its process
 * computes that answer while the next unit prepares. Units finished before a problem are kept.
 */
export async function capacity(
  settings: CapacitySettings,
  workload: Workload,
  givenTools: ExperimentTools,
): Promise<Outcome> {
  const limits = givenTools.engines.limitsOf(settings.configurations);
  const most = await mostRecords(workload, limits);
  const tools = fillingWindows(givenTools, most);
  requireForSearch(most, limits, { ...settings, durationMs: unitLengthMs(settings.durationMs, limits) });
  const searches = settings.configurations.map((configuration): Search => {
    const engine = tools.engines.of(configuration);
    const own = engine.limits;
    const maxRecords = Math.min(own.maxRecords, most.count);
    const search = new CapacitySearch({
      ...searchSettings(settings, configuration, { ...own, maxRecords }),
      highestPerSecond: () => engine.highestPerSecond?.() ?? Infinity,
    });
    return { configuration, search };
  });
  const measured: OpenUnit[] = [];
  const problem = await problemIn(async () => {
    await measureAll(settings, searches, tools, measured);
    await Promise.all(measured.map(({ reference }) => reference));
  });
  const finished = await comparedUnits(measured);
  if (finished.length === 0) return { result: undefined, problem };
  const document = documentOf(settings, workload, tools, searches, finished);
  return { result: { ...document, interrupted: wasInterrupted(problem) }, problem };
}

/** Fills `measured`, until the searches have ended or units keep being excluded for the same cause. */
async function measureAll(
  settings: CapacitySettings,
  searches: readonly Search[],
  tools: ExperimentTools,
  measured: OpenUnit[],
): Promise<void> {
  const questions = searches.map(({ search }) => search.questions());
  const streak = new ExclusionStreak(neededFigures(settings.objective), searches.length);
  let ending: string | undefined;
  async function answer(question: UnitQuestion, place: number): Promise<Unit> {
    const { configuration, search } = searches[place];
    const repetition = search.probes.length;
    const seed = settings.seed + repetition;
    const spec = unitSpec({ ...settings, ...question, seed }, configuration, repetition, true);
    const unit = await tools.measure(spec);
    const reference = referenceOf(unit, spec, tools);
    // A failure reaches whoever awaits it. This handler only prevents an unhandled rejection.
    reference.catch(() => {});
    measured.push({ configuration, search, spec, report: unit.report, reference });
    const shown = unitOf(configuration, repetition, unit.report, null);
    tools.onUnit(shown, measured.length, Math.max(measured.length, expectedUnits(settings)));
    ending = streak.add(shown);
    return shown;
  }
  await takeTurns(questions, answer, () => ending === undefined);
  if (ending !== undefined) tools.notice(`stopped after ${measured.length} units: ${ending}`);
}

async function referenceOf(
  { reference }: MeasuredUnit,
  spec: UnitSpec,
  tools: ExperimentTools,
): Promise<ReferenceReport> {
  return (await reference) ?? tools.reference(spec);
}

/** The units whose answers could be compared. The others, and those with a wrong answer, are failed in their search. */
async function comparedUnits(measured: readonly OpenUnit[]): Promise<ComparedUnit[]> {
  const references = await Promise.allSettled(measured.map(({ reference }) => reference));
  return measured.flatMap(({ search, configuration, spec, report }, index): ComparedUnit[] => {
    const settled = references[index];
    const reference = settled.status === 'fulfilled' ? settled.value : null;
    const answer = isOwnJob(configuration) ? null : (reference?.answer ?? null);
    const compared = unitOf(configuration, spec.repetition, report, answer);
    const unit = reference === null ? { ...compared, failure: 'its answer could not be compared' } : compared;
    if (isFailed(unit)) search.replace(spec.repetition, unit);
    return reference === null ? [] : [{ unit, reference }];
  });
}

/** Each unit has records of its own, so jobs of the user cannot be held to each other. */
function notHeld(units: readonly Unit[]): JobsHeld | undefined {
  return units.some(isOwnJob) ? { heldTo: null, compared: 0, same: 0 } : undefined;
}

function searchSettings(
  { objective, durationMs, warmUpMs, repetitions }: CapacitySettings,
  configuration: Configuration,
  limits: EngineLimits,
): Omit<SearchSettings, 'highestPerSecond'> {
  const { maxRecords, firstRatePerSecond, glanceMs } = limits;
  const unitMs = unitLengthMs(durationMs, limits);
  return {
    intervalMs: intervalOrNone(configuration),
    commit: configuration.commit,
    objective,
    startRate: firstRatePerSecond,
    durationMs: unitMs,
    glanceMs: Math.min(unitMs, glanceLengthMs(glanceMs, batchMs(configuration))),
    units: repetitions,
    warmUpMs,
    maxRecords,
  };
}

/** The measured period of the units that count. */
function unitLengthMs(durationMs: number, { shortestUnitMs }: EngineLimits): number {
  return Math.max(durationMs, shortestUnitMs);
}

function expectedUnits({ configurations, repetitions, objective }: CapacitySettings): number {
  const unitsToLook = unitsToGuess + (objective === null ? 0 : unitsToBracket);
  return configurations.length * (repetitions + unitsToLook);
}

function documentOf(
  settings: CapacitySettings,
  workload: Workload,
  tools: ExperimentTools,
  searches: readonly Search[],
  finished: readonly ComparedUnit[],
): Omit<Result, 'interrupted'> {
  const begun = searches.filter(({ search }) => search.probes.length > 0);
  const capacities = begun.map(({ configuration, search }) => capacityOf(configuration, search, settings.objective));
  const scaleOut = scaleOutOf(capacities, settings.targetPerSecond);
  const durationMs = common(begun, ({ configuration }) =>
    unitLengthMs(settings.durationMs, tools.engines.of(configuration).limits),
  );
  const units = finished.map(({ unit }) => unit);
  const references = finished.map(({ reference }) => reference);
  const beginning = beginningOf({ ...settings, durationMs }, workload, tools, references);
  return {
    ...beginning,
    units,
    summary: [],
    sameAnswer: sameAnswerByRate(units, "batch, in each unit's process", notHeld(units)),
    recommendation: refusalForLate(beginning) ?? recommendCapacity(settings.configurations, capacities, units),
    findings: { kind: 'capacity', capacities, ...(scaleOut.length > 0 && { scaleOut }) },
  };
}
