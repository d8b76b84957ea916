import { Type, type Static } from 'typebox';
import { capacityFindings } from './capacity.ts';
import { recoverFindings } from './recover.ts';
import { runFindings } from './run.ts';
import { sweepFindings } from './sweep.ts';

/** What the experiments find, by the kind of experiment. All that shows or checks findings switches over it. */
export const findingsByKind = {
  run: runFindings,
  capacity: capacityFindings,
  sweep: sweepFindings,
  recover: recoverFindings,
};

export type ExperimentKind = keyof typeof findingsByKind;

export const findings = Type.Union([runFindings, capacityFindings, sweepFindings, recoverFindings]);

export type Findings = Static<typeof findings>;
