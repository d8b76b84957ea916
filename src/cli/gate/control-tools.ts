import { tmpdir } from 'node:os';
import { reasonOf, StreamBenchError } from '../../errors.ts';
import type { GateTools } from '../../experiments/gate/gate-tools.ts';
import { controlTimes } from '../../measurement/machine/control-times.ts';

/** The fixed work of a gate. Throws StreamBenchError where the folder of temporary files cannot be written. */
export const controlTools: Pick<GateTools, 'control'> = {
  control: async () => {
    const where = tmpdir();
    try {
      return controlTimes(where);
    } catch (error) {
      const what = `it cannot be written (${reasonOf(error)})`;
      const remedy = 'Make room there, or name another folder with TMPDIR.';
      throw new StreamBenchError({ kind: 'environment', what, where, remedy }, error);
    }
  },
};
