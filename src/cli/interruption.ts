const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One key press, or one terminal that is closed, may send several signals: npm passes on its own. */
const samePressMs = 300;

/**
 * A signal that is aborted when the user interrupts, ends the process or closes the terminal. From the call on, the
 * first of these no longer ends the process; a second one does at once.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    controller.abort();
    setTimeout(() => endings.forEach((ending) => process.off(ending, interrupt)), samePressMs).unref();
  };
  for (const ending of endings) process.on(ending, interrupt);
  return controller.signal;
}
