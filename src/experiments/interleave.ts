/** One configuration's unit of one repetition. */
export interface Turn<C> {
  readonly configuration: C;
  readonly repetition: number;
}

/**
 * The order of the units: each repetition runs every configuration, beginning with another one each time, so
 * that a machine that slowly changes its speed changes it for all of them.
 */
export function interleave<C>(configurations: readonly C[], repetitions: number): Turn<C>[] {
  return Array.from({ length: repetitions }, (_, repetition) => {
    const first = repetition % configurations.length;
    const order = [...configurations.slice(first), ...configurations.slice(0, first)];
    return order.map((configuration) => ({ configuration, repetition }));
  }).flat();
}
