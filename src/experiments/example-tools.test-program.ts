import type { Engine, MeasuringContext } from '../engines/engine.ts';
import { Engines } from '../engines/engines.ts';
import { availableEngines } from '../engines/available.ts';
import { OneAtATime } from '../engines/one-at-a-time.ts';
import type { ReferenceReport, UnitReport } from '../engines/unit-report.ts';
import type { UnitSpec } from '../engines/unit-spec.ts';
import { virtualReference } from '../engines/virtual-unit.test-program.ts';
import { exampleResult } from '../results/example.test-program.ts';
import type { Unit } from '../results/unit.ts';
import type { ExperimentTools } from './tools.ts';

export type ReferenceOf = (spec: UnitSpec) => Promise<ReferenceReport>;

/** The tools of an experiment in a test, and what went through them. */
export interface ExampleTools extends ExperimentTools {
  /** Of all units that were asked for. */
  readonly specs: readonly UnitSpec[];
  /** Of all references that no unit brought along. */
  readonly references: readonly UnitSpec[];
  /** What `onUnit` and `onPart` were told. */
  readonly shown: readonly (readonly [unit: Unit | string, done: number, total: number])[];
  readonly notices: readonly string[];
}

/** An engine with the name and the limits of ours, whose units report what `measure` makes up. */
export function madeUpLocal(
  measure: (spec: UnitSpec) => Promise<UnitReport>,
  referenceOf: ReferenceOf = virtualReference,
): Engine {
  return {
    ...availableEngines({ temporary: 'no folder' }).of({ engine: 'local' }),
    // What a micro-batch costs by its size is measured only where a test is about that.
    takesBatchSizes: false,
    async measure(spec) {
      const report = await measure(spec);
      return {
        report,
        reference: spec.withReference ? referenceOf(spec) : Promise.resolve(null),
      };
    },
  };
}

/** As those of the command line, but with these engines, and without processes and progress. */
export function exampleTools(engines: readonly Engine[], referenceOf: ReferenceOf = virtualReference): ExampleTools {
  const byName = new Engines(engines);
  const context: MeasuringContext = { signal: new AbortController().signal, machine: new OneAtATime() };
  const [specs, references]: UnitSpec[][] = [[], []];
  const notices: string[] = [];
  const shown: (readonly [Unit | string, number, number])[] = [];
  const { machine, tool, startedAt } = exampleResult();
  return {
    machine,
    tool,
    startedAt,
    specs,
    references,
    shown,
    engines: byName,
    async measure(spec) {
      specs.push(spec);
      return byName.of(spec.configuration).measure(spec, context);
    },
    async reference(spec) {
      references.push(spec);
      return referenceOf(spec);
    },
    onUnit: (unit, done, total) => shown.push([unit, done, total]),
    onPart: (part, done, total) => shown.push([part, done, total]),
    // As if each unit took a second.
    now: () => specs.length * 1000,
    notice: (text) => notices.push(text),
    notices,
  };
}
