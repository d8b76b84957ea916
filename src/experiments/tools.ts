import type { MeasuredUnit } from '../engines/engine.ts';
import type { Engines } from '../engines/engines.ts';
import type { ReferenceReport, UnitReport } from '../engines/unit-report.ts';
import type { UnitSpec } from '../engines/unit-spec.ts';
import type { Machine } from '../measurement/machine/machine.ts';
import type { Result } from '../results/result.ts';
import type { TopicsFigures } from '../results/topics.ts';
import type { Unit } from '../results/unit.ts';

/** The machine, the time and the version of the tool, for the record. */
export interface Circumstances {
  readonly machine: Machine;
  readonly tool: Result['tool'];
  readonly startedAt: string;
  /** What topics take by themselves, once it is measured; absent where no unit is measured between topics. */
  readonly topics?: () => TopicsFigures | undefined;
  /** Jobs of the user, with their commands; absent where there are none. */
  readonly jobs?: Result['experiment']['jobs'];
}

/** Measures one unit, by the engine that its configuration names. Rejects with a StreamBenchError if it cannot. */
export type MeasureUnit = (spec: UnitSpec) => Promise<MeasuredUnit>;

/** Measures one unit and waits until its engine is done with it: the unit may still fail after its report. */
export async function measureToEnd(
  measure: MeasureUnit,
  spec: UnitSpec,
): Promise<{ readonly report: UnitReport; readonly reference: ReferenceReport | null }> {
  const { report, reference } = await measure(spec);
  return { report, reference: await reference };
}

/** What an experiment is passed from outside, so that tests need no processes. */
export interface ExperimentTools extends Circumstances {
  readonly engines: Engines;
  readonly measure: MeasureUnit;
  /** The answer of batch to the records of a unit, for engines that cannot compute it. */
  readonly reference: (spec: UnitSpec) => Promise<ReferenceReport>;
  /** Called after each unit. `total`: how many units there will be, as far as is known. */
  readonly onUnit: (unit: Unit, done: number, total: number) => void;
  /** Called after each unit of a part that is measured apart, such as the cost by size. */
  readonly onPart: (part: string, done: number, total: number) => void;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  /** Tells the user, in one line, what the result will not. */
  readonly notice: (text: string) => void;
}
