import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { StreamBenchError } from '../../errors.ts';
import { loadWorkload } from '../../workloads/load-workload.ts';
import { withReplay } from '../../workloads/replay.ts';
import { runUnit, type Neighbours } from './unit.ts';
import type { UnitMessage, UnitRequest } from './fresh-process.ts';

/** The program of a unit's own process: takes one request from its parent, waits for its turn, reports back, and is done. */
process.once('message', (request: UnitRequest) => {
  // Comes with the parent's end too, however sudden, though a unit that measures hears of it only when it is done.
  process.once('disconnect', () => leave(request));
  void reportOn(request)
    .then(tell)
    .then(() => process.disconnect());
});

// Ctrl-C reaches every process of the terminal: what becomes of a unit is for its parent to say.
process.on('SIGINT', () => {});

const neighbours: Neighbours = {
  async free() {
    const turn = once(process, 'message');
    await tell({ kind: 'prepared' });
    await turn;
  },
  measured: async (figures) => tell({ kind: 'measured', figures }),
};

async function reportOn({ spec, directory }: UnitRequest): Promise<UnitMessage> {
  try {
    const { reference } = await runUnit(
      spec,
      await withReplay(await loadWorkload(spec.workload), spec.replay),
      directory,
      neighbours,
    );
    return { kind: 'done', reference };
  } catch (error) {
    if (error instanceof StreamBenchError) return { kind: 'problem', problem: error.problem };
    const message = String(error).split('\n')[0];
    return { kind: 'crash', message, stack: error instanceof Error ? error.stack : undefined };
  }
}

/** Waits until it is sent: what comes next may keep this thread busy. */
async function tell(message: UnitMessage): Promise<void> {
  return new Promise((resolve) => process.send!(message, () => resolve()));
}

/** Nobody else would clear away after a parent that was killed. */
function leave({ directory }: UnitRequest): never {
  rmSync(directory, { recursive: true, force: true });
  process.exit();
}
