import type { Engine } from '../engines/engine.ts';
import type { FakeEngineOptions } from '../engines/fake-engine.test-program.ts';
import type { LateReport } from '../engines/unit-report.ts';
import type { Configuration } from '../results/configuration.ts';
import { findingsByKind, type ExperimentKind } from '../results/findings/findings.ts';
import type { Unit } from '../results/unit.ts';
import { fraud } from '../workloads/fraud.ts';
import { capacity, type CapacitySettings } from './capacity/capacity.ts';
import { exampleEngines, exampleReferenceOf } from './example-engines.test-program.ts';
import { exampleSettings } from './example-settings.test-program.ts';
import { exampleTools, type ExampleTools, type ReferenceOf } from './example-tools.test-program.ts';
import type { Outcome } from './outcome.ts';
import type { BurstWishes } from './recover/burst-plan.ts';
import { recover } from './recover/recover.ts';
import { run } from './run/run.ts';
import type { ExperimentSettings } from './settings.ts';
import { exampleSweep } from './sweep/example-sweep.test-program.ts';
import type { SweepSettings } from './sweep/sweep-settings.ts';
import { sweep } from './sweep/sweep.ts';
import type { MeasureUnit } from './tools.ts';

export interface Ended extends Outcome, Pick<ExampleTools, 'specs' | 'references' | 'shown'> {}

/** Stands between the experiment and its engines. */
export type Wrap = (measure: MeasureUnit) => MeasureUnit;

export interface Experiment {
  readonly configurations: readonly Configuration[];
  /** Of the engine that is not ours. */
  readonly fake?: FakeEngineOptions;
  /** Of each engine. */
  readonly maxRecords?: number;
  /** Of every unit of the engine that is not ours. */
  readonly exclusions?: Unit['exclusions'];
  /** What the reference run finds of every unit's records. */
  readonly late?: LateReport;
  readonly wrap?: Wrap;
  readonly changes?: Partial<CapacitySettings & SweepSettings>;
  readonly burst?: Partial<BurstWishes>;
}

/** Experiments that compare configurations. The gate compares versions, by the local engine alone. */
export type ComparingKind = Exclude<ExperimentKind, 'gate'>;
export const comparingKinds = Object.keys(findingsByKind).filter((kind): kind is ComparingKind => kind !== 'gate');

/** An experiment with both engines, though perhaps not with configurations of both. */
export async function ended(kind: ComparingKind, experiment: Experiment): Promise<Ended> {
  const { configurations, fake, maxRecords, exclusions, late, changes, burst } = experiment;
  const { wrap = (measure) => measure } = experiment;
  const referenceOf: ReferenceOf = async (spec) => ({ ...(await exampleReferenceOf(spec)), late: late ?? null });
  const engines = exampleEngines(fake).map((engine) => ({
    ...excluding(withLate(engine, late), exclusions),
    limits: { ...engine.limits, maxRecords: maxRecords ?? engine.limits.maxRecords },
  }));
  const recorded = exampleTools(engines, referenceOf);
  const tools = { ...recorded, measure: wrap(recorded.measure) };
  // As the command line does.
  const limits = tools.engines.limitsOf(configurations);
  const warmUpMs = limits.warmUpMs(fraud, 20, null);
  const common = { ...exampleSettings, warmUpMs, durationMs: limits.shortestUnitMs, configurations };
  const outcome = await outcomeOf(kind, common, tools, changes, burst);
  const { specs, references, shown } = tools;
  return { ...outcome, specs, references, shown };
}

/** An engine that finds so many late records, if it computes references. */
function withLate(engine: Engine, late: LateReport | undefined): Engine {
  if (late === undefined) return engine;
  return {
    ...engine,
    async measure(spec, context) {
      const { report, reference } = await engine.measure(spec, context);
      return { report, reference: reference.then((of) => of && { ...of, late }) };
    },
  };
}

function excluding(engine: Engine, exclusions: Unit['exclusions'] | undefined): Engine {
  if (engine.name === 'local' || exclusions === undefined) return engine;
  return {
    ...engine,
    async measure(spec, context) {
      const { report, reference } = await engine.measure(spec, context);
      return { report: { ...report, exclusions }, reference };
    },
  };
}

async function outcomeOf(
  kind: ComparingKind,
  common: ExperimentSettings & { readonly durationMs: number },
  tools: ExampleTools,
  changes: Experiment['changes'] = {},
  burst: Experiment['burst'] = {},
): Promise<Outcome> {
  switch (kind) {
    case 'run':
      return run({ ...common, ratePerSecond: 4000, precision: null, ...changes }, fraud, tools);
    case 'capacity': {
      const search = { ratePerSecond: null, objective: null, targetPerSecond: null };
      const settings = { ...common, ...search, durationMs: 400, repetitions: 6 };
      return capacity({ ...settings, ...changes }, fraud, tools);
    }
    case 'sweep':
      return sweep({ ...exampleSweep, ...common, ratePerSecond: null, ...changes }, fraud, {
        ...tools,
        earlierUnits: 0,
      });
    case 'recover': {
      const { load: _, loadParameters: __, ratePerSecond: ___, speed: ____, ...given } = common;
      const { durationMs: _____, ...settings } = given;
      const wishes = { basePerSecond: 4000, peakPerSecond: 30_000, burstMs: 200, afterMs: undefined };
      return recover({ ...wishes, ...burst }, settings, fraud, tools);
    }
  }
}
