/** Thrown if a node has no SQL in a dialect. The message is the reason. */
export class SqlRefusal extends Error {}

export function refuse(reason: string): never {
  throw new SqlRefusal(reason);
}

/** Stands in for the function that writes SQL where there is none. */
export function refusal(reason: string): (() => never) & { readonly reason: string } {
  return Object.assign(() => refuse(reason), { reason });
}
