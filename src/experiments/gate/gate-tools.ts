import type { ControlTimes } from '../../measurement/machine/control-times.ts';
import type { ExperimentTools } from '../tools.ts';

/** What the gate is passed from outside. Units and references are asked for by the name of a copy as their workload. */
export interface GateTools extends ExperimentTools {
  /** Units that an earlier start of the same gate has finished. */
  readonly earlierUnits: number;
  /** When the gate began, by `now`: the time of making copies counts. */
  readonly startMs: number;
  /** How long fixed work takes that is in neither version: it tells how much the machine itself changes. */
  readonly control: () => Promise<ControlTimes>;
}
