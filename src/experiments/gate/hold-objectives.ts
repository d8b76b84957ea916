import type { ReferenceReport } from '../../engines/unit-report.ts';
import { unitSpec } from '../../engines/unit-spec.ts';
import type { ControlTimes } from '../../measurement/machine/control-times.ts';
import { configurationOf, type Configuration } from '../../results/configuration.ts';
import { counts } from '../../results/exclusion.ts';
import type { HeldObjective } from '../../results/findings/gate.ts';
import type { Unit } from '../../results/unit.ts';
import { hodgesLehmann, walshInterval } from '../../statistics/hodges-lehmann.ts';
import type { Workload } from '../../workloads/workload.ts';
import { beginningOf, sameAnswerByRate } from '../document.ts';
import { refusalForLate } from '../late-records.ts';
import type { Objective } from '../objective.ts';
import { problemIn, wasInterrupted, type Outcome } from '../outcome.ts';
import type { ExperimentSettings } from '../settings.ts';
import { growthOf } from '../summarize.ts';
import { measureToEnd } from '../tools.ts';
import { unitOf } from '../unit.ts';
import { decide, looks, type Decision } from './decide.ts';
import type { GateTools } from './gate-tools.ts';
import { recommendObjectives } from './recommend-objectives.ts';
import { refusalForWrong } from './wrong-answers.ts';
import { spreadOfControls } from './spread-of-controls.ts';

/** A limit on latency at a rate. */
export interface ObjectiveAt extends Objective {
  readonly ratePerSecond: number;
  /** Length of a unit that has enough records for the percentile. */
  readonly durationMs: number;
}

export interface ObjectivesSettings extends Omit<ExperimentSettings, 'ratePerSecond' | 'durationMs'> {
  readonly objectives: readonly ObjectiveAt[];
  /** How long it may take in all, in milliseconds. */
  readonly longestMs: number;
}

/** One configuration under one objective. */
interface Held {
  readonly configuration: Configuration;
  readonly objective: ObjectiveAt;
  readonly units: Unit[];
  decision: Decision;
}

/**
 * Whether each configuration holds each objective. The test is that of two versions, with the limit in place of base:
 * fresh units are measured in turn, and after 12, 16, ... of them it is decided what can be.
 */
export async function holdObjectives(
  settings: ObjectivesSettings,
  workload: Workload,
  tools: GateTools,
): Promise<Outcome> {
  const all = settings.objectives.flatMap((objective) =>
    settings.configurations.map((configuration): Held => ({ configuration, objective, units: [], decision: 'open' })),
  );
  const references = new Map<ObjectiveAt, ReferenceReport>();
  const controls: ControlTimes[] = [];
  const problem = await problemIn(async () => measureAll(all, references, controls, settings, tools));
  if (references.size === 0) return { result: undefined, problem };
  const units = all.flatMap((one) => one.units);
  const objectives = all.map(heldOf);
  const conditions = { ...settings, ...(settings.objectives.length === 1 ? settings.objectives[0] : unknownRate) };
  const beginning = beginningOf(conditions, workload, tools, [...references.values()]);
  return {
    result: {
      ...beginning,
      units,
      summary: [],
      sameAnswer: sameAnswerByRate(units, 'batch'),
      recommendation: refusalForWrong(units) ?? refusalForLate(beginning) ?? recommendObjectives(objectives),
      findings: {
        kind: 'gate',
        base: null,
        head: settings.workload,
        answers: 'not compared',
        figures: [],
        objectives,
        earlierUnits: tools.earlierUnits,
        control: spreadOfControls(controls),
      },
      interrupted: wasInterrupted(problem),
    },
    problem,
  };
}

/** Fills `references` and `controls`, and the units of all, until each is decided or the time is over. */
async function measureAll(
  all: readonly Held[],
  references: Map<ObjectiveAt, ReferenceReport>,
  controls: ControlTimes[],
  settings: ObjectivesSettings,
  tools: GateTools,
): Promise<void> {
  const deadlineMs = tools.now() + settings.longestMs;
  for (const objective of settings.objectives) references.set(objective, await referenceOf(objective, settings, tools));
  const startMs = tools.now();
  for (let round = 0; round < looks.at(-1)!; round++) {
    const open = all.filter(({ decision }) => decision === 'open');
    const meanMs = round === 0 ? 0 : (tools.now() - startMs) / round;
    if (open.length === 0 || tools.now() + meanMs > deadlineMs) return;
    controls.push(await tools.control());
    for (const one of open) await measureOne(one, references.get(one.objective)!, all, settings, tools);
    decideOpen(open, all.length);
  }
}

const unknownRate = { ratePerSecond: null, durationMs: null };

async function referenceOf(
  objective: ObjectiveAt,
  settings: ObjectivesSettings,
  { reference }: GateTools,
): Promise<ReferenceReport> {
  return reference(unitSpec({ ...settings, ...rateOf(objective) }, settings.configurations[0], 0));
}

function rateOf({ ratePerSecond, durationMs }: ObjectiveAt): Pick<ObjectiveAt, 'ratePerSecond' | 'durationMs'> {
  return { ratePerSecond, durationMs };
}

async function measureOne(
  { configuration, objective, units }: Held,
  { answer }: ReferenceReport,
  all: readonly Held[],
  settings: ObjectivesSettings,
  tools: GateTools,
): Promise<void> {
  const spec = unitSpec({ ...settings, ...rateOf(objective) }, configuration, units.length);
  const { report } = await measureToEnd(tools.measure, spec);
  const unit = unitOf(configuration, units.length, report, answer);
  units.push(unit);
  const done = all.reduce((sum, one) => sum + one.units.length, 0);
  tools.onUnit(unit, done, Math.max(done, looks[0] * all.length));
}

/** Where the backlog grows for sure, the latency is that of the length of the units, and no objective is held. */
function decideOpen(open: readonly Held[], family: number): void {
  const decisions = decide(
    open.map((one) => ({ margin: 0, worse: excessOf(one) })),
    family,
  );
  for (const [index, one] of open.entries()) {
    const isBehind = one.units.length >= looks[0] && growthOf(one.units).verdict === 'no';
    one.decision = isBehind ? 'regression' : decisions[index];
  }
}

/** For each unit the logarithm of its latency over the limit. */
function excessOf(held: Held): number[] {
  return latenciesOf(held).map((micros) => Math.log(micros / held.objective.limitMicros));
}

function latenciesOf({ units, objective: { percentile } }: Held): number[] {
  return units.flatMap((unit) => (counts(unit, percentile) ? (unit.latencyMicros?.[percentile] ?? []) : []));
}

function heldOf(held: Held): HeldObjective {
  const { configuration, objective, decision, units } = held;
  const logarithms = latenciesOf(held).map(Math.log);
  const interval = walshInterval(logarithms);
  const middle = hodgesLehmann(logarithms);
  const keepsUp = growthOf(units).verdict !== 'no';
  return {
    ...configurationOf(configuration),
    objective: objective.text,
    ratePerSecond: objective.ratePerSecond,
    verdict: decision === 'pass' ? 'held' : decision === 'regression' ? 'missed' : 'inconclusive',
    ...(decision === 'regression' && !keepsUp && { why: 'it does not keep up' }),
    ...(decision === 'open' && { why: logarithms.length === 0 ? 'no unit counts' : 'too few units for so much noise' }),
    estimate: microsOf(middle),
    low: microsOf(interval?.low ?? null),
    high: microsOf(interval?.high ?? null),
    level: interval?.level ?? null,
    units: logarithms.length,
  };
}

function microsOf(logarithm: number | null): number | null {
  return logarithm === null ? null : Math.exp(logarithm);
}
