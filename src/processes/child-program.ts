/** Kept before a pipeline file could replace it; undefined in a process that no `Child` started. */
const send = process.send?.bind(process);

/** The body of a program that is started as a `Child`: takes one request, works, and is ended by its parent. */
export function childProgram(work: (request: never) => void): void {
  process.once('disconnect', () => process.exit());
  leaveSignalsToParent();
  process.once('message', work as (request: unknown) => void);
}

/** Ctrl-C, and the end of a terminal, reach all its processes. Only the parent decides how a unit ends. */
export function leaveSignalsToParent(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
}

/** @param then called once the message is sent: the next task may keep this thread busy */
export function sendToParent(message: unknown, then: () => void = () => {}): void {
  send!(message, then);
}
