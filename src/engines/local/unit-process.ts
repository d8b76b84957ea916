import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { StreamBenchError } from '../../errors.ts';
import { leaveSignalsToParent, sendToParent } from '../../processes/child-program.ts';
import { loadWorkload } from '../../workloads/load-workload.ts';
import { withReplay } from '../../workloads/replay.ts';
import { watchUserCode } from '../../workloads/user-code-faults.ts';
import type { Workload } from '../../workloads/workload.ts';
import { scheduleRecords } from '../schedule/scheduled-records.ts';
import type { ReferenceReport } from '../unit-report.ts';
import { blocksOf, referenceOf } from './reference.ts';
import { withRows } from './reference-rows.ts';
import { shareRecords, withRecordFile } from './shared-records/share-records.ts';
import type { UnitMessage, UnitRequest } from './unit-messages.ts';
import { measureUnit, type UnitSurroundings } from './unit.ts';

/** The program of a unit's own process: takes one request, waits for its turn, reports, and is ended by its parent. */
process.once('message', (request: UnitRequest) => {
  // Emitted even if the parent is killed. A unit that is measuring receives it only afterwards.
  process.once('disconnect', () => leave(request));
  watchUserCode(request.spec.workload, (fault, done) => void send({ kind: 'fault', ...fault }).then(done));
  void answerTo(request).then(send);
});

leaveSignalsToParent();

async function answerTo(request: UnitRequest): Promise<UnitMessage> {
  try {
    const reference = await work(request, await workloadOf(request));
    // What functions have left undone may still fail: a promise, or a timer that is due.
    await setTimeout(1);
    return { kind: 'done', reference };
  } catch (error) {
    if (error instanceof StreamBenchError) return { kind: 'fault', problem: error.problem, stack: stackOf(error) };
    const message = String(error).split('\n')[0];
    return { kind: 'crash', message, stack: error instanceof Error ? error.stack : undefined };
  }
}

/** That of the user's function, if it threw. */
function stackOf({ cause, stack }: StreamBenchError): string | undefined {
  return cause instanceof Error ? cause.stack : stack;
}

/** Paths of the command start at the folder that it was started in, whatever the pipeline file does. */
async function workloadOf({ spec, recordFile }: UnitRequest): Promise<Workload> {
  const { workload: nameOrPath, replay, loop } = spec;
  const folder = process.cwd();
  // With nothing else left to happen, an await that never ends is told as such.
  process.channel!.unref();
  const workload = await loadWorkload(nameOrPath);
  process.channel!.ref();
  process.chdir(folder);
  const replayed = await withReplay(workload, { replay, loop });
  return recordFile !== undefined && existsSync(recordFile) ? withRecordFile(replayed, recordFile) : replayed;
}

const surroundings: UnitSurroundings = {
  async turn({ arrivalsNanos }) {
    const turn = once(process, 'message');
    await send({
      kind: 'ready',
      records: { count: arrivalsNanos.length, lengthMs: (arrivalsNanos.at(-1) ?? 0) / 1e6 },
    });
    await turn;
  },
  report: async (report) => send({ kind: 'report', report }),
};

async function work(request: UnitRequest, workload: Workload): Promise<ReferenceReport | null> {
  const { kind, spec, rows, recordFile, directory } = request;
  switch (kind) {
    case 'unit':
      return measureUnit(spec, workload, directory, surroundings);
    case 'reference': {
      const scheduled = await scheduleRecords(spec, workload);
      await surroundings.turn(scheduled);
      const reference = referenceOf(spec, workload, scheduled);
      return rows === undefined
        ? reference
        : withRows(reference, workload.plan, blocksOf(spec, workload.source, scheduled), rows, directory);
    }
    case 'records':
      await shareRecords(recordFile!, spec, workload, surroundings.turn);
      return null;
  }
}

/** Waits until the message is sent, because the next task may keep this thread busy. */
async function send(message: UnitMessage): Promise<void> {
  return new Promise((resolve) => sendToParent(message, () => resolve()));
}

/** Removes the folder, since a parent that was killed cannot. */
function leave({ directory, isKept }: UnitRequest): never {
  if (!isKept) rmSync(directory, { recursive: true, force: true });
  process.exit();
}
