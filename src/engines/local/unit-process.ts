import { rmSync } from 'node:fs';
import { StreamBenchError } from '../../errors.ts';
import { loadWorkload } from '../../workloads/load-workload.ts';
import { withReplay } from '../../workloads/replay.ts';
import { runUnit } from './unit.ts';
import type { UnitReport, UnitRequest } from './fresh-process.ts';

/** The program of a unit's own process: takes one request from its parent, reports back, and is done. */
process.once('message', (request: UnitRequest) => {
  // Comes with the parent's end too, however sudden, though a unit that measures hears of it only when it is done.
  process.once('disconnect', () => leave(request));
  void reportOn(request).then((report) => process.send!(report, () => process.disconnect()));
});

// Ctrl-C reaches every process of the terminal: what becomes of a unit is for its parent to say.
process.on('SIGINT', () => {});

async function reportOn({ spec, directory }: UnitRequest): Promise<UnitReport> {
  try {
    return { kind: 'done', figures: await runUnit(spec, await withReplay(await loadWorkload(spec.workload), spec.replay), directory) };
  } catch (error) {
    if (error instanceof StreamBenchError) return { kind: 'problem', problem: error.problem };
    const message = String(error).split('\n')[0];
    return { kind: 'crash', message, stack: error instanceof Error ? error.stack : undefined };
  }
}

/** Nobody else would clear away after a parent that was killed. */
function leave({ directory }: UnitRequest): never {
  rmSync(directory, { recursive: true, force: true });
  process.exit();
}
