import { Type, type Static, type TSchema } from 'typebox';
import { capacityFindings } from './capacity.ts';
import { gateFindings } from './gate.ts';
import { recoverFindings } from './recover.ts';
import { runFindings } from './run.ts';
import { sweepFindings } from './sweep.ts';

/** The findings by kind of experiment. Code that shows or checks findings switches over the kind. */
export const findings = Type.Union([runFindings, capacityFindings, sweepFindings, recoverFindings, gateFindings]);

export type Findings = Static<typeof findings>;

export type ExperimentKind = Findings['kind'];

export const findingsByKind = {
  run: runFindings,
  capacity: capacityFindings,
  sweep: sweepFindings,
  recover: recoverFindings,
  gate: gateFindings,
} satisfies Readonly<Record<ExperimentKind, TSchema>>;
