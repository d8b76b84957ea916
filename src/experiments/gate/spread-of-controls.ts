import type { ControlTimes } from '../../measurement/machine/control-times.ts';
import type { GateFindings } from '../../results/findings/gate.ts';

/** How much fixed work has varied: the slowest over the fastest. */
export function spreadOfControls(controls: readonly ControlTimes[]): GateFindings['control'] {
  return {
    processor: spreadOf(controls.map(({ processorMicros }) => processorMicros)),
    memory: spreadOf(controls.map(({ memoryMicros }) => memoryMicros)),
    commit: spreadOf(controls.map(({ commitMicros }) => commitMicros)),
  };
}

function spreadOf(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.max(...times) / Math.min(...times);
}
