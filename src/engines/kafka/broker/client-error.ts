/**
 * What a client of Kafka stumbled over: its errors say only what failed and how often, and hold the reasons. So does
 * that of Node where a name has several addresses, which has no message. Of other errors their message.
 */
export function innermostMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The last try of several.
  const inner = error instanceof AggregateError ? (error.errors as unknown[]).at(-1) : error.cause;
  const isWrapper = isOfClient(error) || error.message === '';
  return isWrapper && inner instanceof Error ? innermostMessage(inner) : error.message;
}

/** By its code: the client is loaded only where it is needed. */
function isOfClient({ code }: NodeJS.ErrnoException): boolean {
  return code?.startsWith('PLT_KFK_') === true;
}
