import type { Child } from '../../processes/child.ts';
import { Watchdog } from '../../processes/watchdog.ts';
import type { MeasuringContext } from '../engine.ts';
import type { UnitReport } from '../unit-report.ts';
import { slow, tooSlow, unexplained } from './unit-faults.ts';
import type { LastMessage, UnitMessage, UnitRequest } from './unit-messages.ts';
import { answering, measuring, preparing, writing, type PreparedRecords } from '../schedule/unit-phases.ts';

/** What each kind of process does in its turn. */
const phaseOf = { unit: measuring, reference: answering, records: writing } as const;

/**
 * Talks to the process until it has sent its last message or ended otherwise. Returns when it is gone; rejects with the
 * signal's reason if it was interrupted.
 */
export async function conversation(
  child: Child,
  request: Pick<UnitRequest, 'kind' | 'spec' | 'rows'>,
  turn: Promise<void>,
  onReport: (report: UnitReport) => void,
  { signal, unitTimeoutMs, notify = () => {} }: MeasuringContext,
): Promise<LastMessage> {
  const last = Promise.withResolvers<LastMessage>();
  const watchdog = new Watchdog({
    onSlow: (phase) => notify(slow(child, request, phase)),
    onOverdue: (phase) => last.resolve({ kind: 'fault', problem: tooSlow(request, phase) }),
  });
  let records: PreparedRecords | undefined;
  child.onMessage((received) => {
    const message = received as UnitMessage | null;
    switch (message?.kind) {
      case 'ready':
        records = message.records;
        watchdog.end();
        void turn.then(() => {
          watchdog.begin(phaseOf[request.kind](message.records, unitTimeoutMs));
          child.send('your turn');
        });
        break;
      case 'report':
        watchdog.begin(answering(records!, unitTimeoutMs));
        onReport(message.report);
        break;
      case 'done':
      case 'fault':
      case 'crash':
        last.resolve(message);
        break;
      case undefined:
      // A message of the pipeline file's own.
    }
  });
  const interrupt = (): void => last.reject(signal.reason);
  signal.addEventListener('abort', interrupt);
  void child.ended.then((end) => last.resolve(unexplained(request, end)));
  watchdog.begin(preparing(request.spec, unitTimeoutMs));
  try {
    return await last.promise;
  } finally {
    signal.removeEventListener('abort', interrupt);
    watchdog.stop();
    // A pipeline file may have left timers or servers. Until the process is gone it may use its folder.
    child.kill();
    await child.ended;
  }
}
