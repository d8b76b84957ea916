import { once } from 'node:events';
import { StreamBenchError } from '../../../errors.ts';
import { childProgram, sendToParent } from '../../../processes/child-program.ts';
import { watchUserCode } from '../../../workloads/user-code-faults.ts';
import { innermostMessage } from '../broker/client-error.ts';
import type { Failed, FromConsumer, FromProducer, HarnessRequest, ReadyUnit } from './messages.ts';
import { longestWaitMs } from '../report/longest-wait.ts';
import type { PreparedUnit } from './prepared-unit.ts';
import { untilFirstRow, type Effects } from '../effects/effects.ts';

/** The body of a process of the harness: takes one request, works, and is ended by its parent. */
export function harnessProcess(work: (request: HarnessRequest) => Promise<void>): void {
  childProgram((request: HarnessRequest) => {
    watchUserCode(request.spec.workload, ({ problem, stack }) => send({ kind: 'failed', problem, stack }));
    work(request).catch((error: unknown) => send(failed(error)));
  });
}

export function send(message: FromProducer | FromConsumer): void {
  sendToParent(message);
}

/** The next message of the parent. */
export async function received<Message>(): Promise<Message> {
  const [message] = (await once(process, 'message')) as [Message];
  return message;
}

export function failed(error: unknown): Failed {
  const stack = error instanceof Error ? error.stack : undefined;
  if (error instanceof StreamBenchError) return { kind: 'failed', problem: error.problem, stack };
  const what = `the measuring failed: ${innermostMessage(error)}`;
  return { kind: 'failed', problem: { kind: 'environment', what }, stack };
}

/** Micro-batches show nothing between two triggers. */
const quietMs = 5000;

/** @param effects undefined where nobody knows which record makes a row */
export function readyUnit(
  { spec }: HarnessRequest,
  { scheduled }: PreparedUnit,
  effects: Pick<Effects, 'counts' | 'dueBy'> | undefined,
): ReadyUnit {
  const { arrivalsNanos, measuredFrom, records } = scheduled;
  return {
    records: records.length,
    untilFirstRow: effects === undefined ? null : untilFirstRow(effects),
    measuredFrom,
    endMs: arrivalsNanos.at(-1)! / 1e6,
    quietMs: quietMs + 2 * longestWaitMs(spec.configuration),
  };
}
