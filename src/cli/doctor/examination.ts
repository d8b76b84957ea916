import type { Finding } from '../../experiments/doctor/diagnosis.ts';
import type { MachineState } from '../../experiments/doctor/machine-checks.ts';
import type { Comparison } from '../../experiments/truth/comparison.ts';
import type { RealAnswer } from '../../experiments/truth/real-time.ts';
import type { InstallationState } from '../../installations/installation.ts';
import type { FoundProgram } from '../../installations/needed-programs.ts';
import type { InstallationName } from '../../installations/pins.ts';
import type { Machine } from '../../measurement/machine/machine.ts';

/** All results of `doctor`; `--json` prints them. */
export interface Examination {
  readonly tool: { readonly version: string; readonly node: string };
  readonly machine: Machine;
  readonly state: MachineState;
  readonly findings: readonly Finding[];
  /** Those outside this program. */
  readonly engines: readonly ExaminedEngine[];
  /** What they are installed and run with. */
  readonly programs: readonly FoundProgram[];
  /** Null without `--truth`. */
  readonly truth: { readonly virtualTime: readonly Comparison[]; readonly realTime: readonly RealAnswer[] } | null;
}

export interface ExaminedEngine {
  readonly name: InstallationName;
  /** The one that this program uses. */
  readonly version: string;
  readonly state: InstallationState;
}
