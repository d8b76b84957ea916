import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { StreamBenchError } from '../../errors.ts';
import { loadWorkload } from '../../workloads/load-workload.ts';
import { withReplay } from '../../workloads/replay.ts';
import type { Workload } from '../../workloads/workload.ts';
import { scheduleRecords } from '../schedule/scheduled-records.ts';
import type { ReferenceReport } from '../unit-report.ts';
import type { UnitMessage, UnitRequest } from './fresh-process.ts';
import { referenceOf } from './reference.ts';
import { withRows } from './reference-rows.ts';
import { measureUnit, type UnitSurroundings } from './unit.ts';

/** The program of a unit's own process: takes one request from its parent, waits for its turn, reports, and ends. */
process.once('message', (request: UnitRequest) => {
  // Emitted even if the parent is killed. A unit that is measuring receives it only afterwards.
  process.once('disconnect', () => leave(request));
  void answerTo(request)
    .then(send)
    .then(() => process.disconnect());
});

// Ctrl-C reaches every process of the terminal. Only the parent decides how a unit ends.
process.on('SIGINT', () => {});

async function answerTo(request: UnitRequest): Promise<UnitMessage> {
  try {
    const { workload, replay } = request.spec;
    return { kind: 'done', reference: await work(request, await withReplay(await loadWorkload(workload), replay)) };
  } catch (error) {
    if (error instanceof StreamBenchError) return { kind: 'problem', problem: error.problem };
    const message = String(error).split('\n')[0];
    return { kind: 'crash', message, stack: error instanceof Error ? error.stack : undefined };
  }
}

const surroundings: UnitSurroundings = {
  async turn() {
    const turn = once(process, 'message');
    await send({ kind: 'ready' });
    await turn;
  },
  report: async (report) => send({ kind: 'report', report }),
};

async function work({ kind, spec, rows, directory }: UnitRequest, workload: Workload): Promise<ReferenceReport | null> {
  switch (kind) {
    case 'unit':
      return measureUnit(spec, workload, directory, surroundings);
    case 'reference': {
      const scheduled = await scheduleRecords(spec, workload);
      await surroundings.turn();
      const reference = referenceOf(workload.plan, scheduled);
      return rows === undefined ? reference : withRows(reference, workload.plan, scheduled, rows, directory);
    }
  }
}

/** Waits until the message is sent, because the next task may keep this thread busy. */
async function send(message: UnitMessage): Promise<void> {
  return new Promise((resolve) => process.send!(message, () => resolve()));
}

/** Removes the folder, since a parent that was killed cannot. */
function leave({ directory, isKept }: UnitRequest): never {
  if (!isKept) rmSync(directory, { recursive: true, force: true });
  process.exit();
}
