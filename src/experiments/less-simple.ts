import { listed } from '../results/listed.ts';

/** Why others were not chosen that nothing tells from the choice: `indistinguishable from …, which is less simple`. */
export function lessSimple(names: readonly string[]): string {
  return `indistinguishable from ${listed(names)}, which ${names.length === 1 ? 'is' : 'are'} less simple`;
}
