import type { Finding } from '../../experiments/doctor/diagnosis.ts';
import type { MachineState } from '../../experiments/doctor/machine-checks.ts';
import type { Comparison } from '../../experiments/truth/comparison.ts';
import type { RealAnswer } from '../../experiments/truth/real-time.ts';
import type { Machine } from '../../measurement/machine/machine.ts';

/** All results of `doctor`; `--json` prints them. */
export interface Examination {
  readonly tool: { readonly version: string; readonly node: string };
  readonly machine: Machine;
  readonly state: MachineState;
  readonly findings: readonly Finding[];
  /** Null without `--truth`. */
  readonly truth: { readonly virtualTime: readonly Comparison[]; readonly realTime: readonly RealAnswer[] } | null;
}
