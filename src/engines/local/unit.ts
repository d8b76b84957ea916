import { compile } from '../../compile/compile.ts';
import { outputKey } from '../../operators/latest.ts';
import type { Workload } from '../../workloads/workload.ts';
import { measure } from './measure.ts';
import { openCommitting } from './open-committing.ts';
import { prepare } from './prepare.ts';
import { figuresOf, type UnitFigures } from './unit-figures.ts';
import { referenceAnswer } from './reference-answer.ts';
import type { UnitSpec } from './unit-spec.ts';

/** What a unit waits for, and tells, where it is not alone on its machine. */
export interface Neighbours {
  /** Resolves when nobody else uses the machine. */
  readonly free: () => Promise<void>;
  /** Told of the figures, after which the machine need not be the unit's alone. */
  readonly measured: (figures: UnitFigures) => Promise<void>;
}

/** Measures one configuration once, in this process. `directory` exists and is the sink's alone. */
export async function runUnit(
  spec: UnitSpec,
  workload: Workload,
  directory: string,
  neighbours?: Neighbours,
): Promise<UnitFigures> {
  const prepared = await prepare(spec, workload);
  const step = compile(workload.plan, prepared.records, prepared.measuredFrom);
  const committing = await openCommitting(spec, {
    directory,
    schema: workload.plan.schema,
    key: outputKey(workload.plan),
    sync: spec.sync,
  });
  try {
    await neighbours?.free();
    const measured = await measure(spec, prepared, step, committing);
    const figures = figuresOf(spec, prepared, step, committing.guarantee, measured);
    await neighbours?.measured(figures);
    return spec.withReference === true
      ? { ...figures, reference: referenceAnswer(workload.plan, prepared.records) }
      : figures;
  } finally {
    committing.close();
  }
}
