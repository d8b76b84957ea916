import { tmpdir } from 'node:os';
import type { GateTools } from '../../experiments/gate/gate-tools.ts';
import { controlTimes } from '../../measurement/machine/control-times.ts';

/** The clock of a gate, and its fixed work. */
export const controlTools: Pick<GateTools, 'now' | 'control'> = {
  now: () => performance.now(),
  control: async () => controlTimes(tmpdir()),
};
