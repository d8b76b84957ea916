import { tmpdir } from 'node:os';
import type { GateTools } from '../../experiments/gate/gate-tools.ts';
import { controlTimes } from '../../measurement/machine/control-times.ts';

/** The fixed work of a gate. */
export const controlTools: Pick<GateTools, 'control'> = {
  control: async () => controlTimes(tmpdir()),
};
