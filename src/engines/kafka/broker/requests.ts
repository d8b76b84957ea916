/** Of the values in a request: brokers refuse more than 1 MiB in one. */
const mostBytes = 500_000;

/** The messages in their order, in as few requests as brokers accept. */
export function requestsOf<Message extends { readonly value: Buffer }>(messages: readonly Message[]): Message[][] {
  const requests: Message[][] = [];
  let bytes = mostBytes;
  for (const message of messages) {
    if (bytes >= mostBytes) {
      requests.push([]);
      bytes = 0;
    }
    requests.at(-1)!.push(message);
    bytes += message.value.length;
  }
  return requests;
}
