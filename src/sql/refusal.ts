/** Says that a node has no SQL in a dialect, and why. */
export class SqlRefusal extends Error {}

export function refuse(reason: string): never {
  throw new SqlRefusal(reason);
}

/** In place of what would write the SQL, where there is none. */
export function refused(reason: string): (() => never) & { readonly reason: string } {
  return Object.assign(() => refuse(reason), { reason });
}
