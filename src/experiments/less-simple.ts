import { listed } from '../results/listed.ts';

/** Why others were not chosen that are no better than the choice: `indistinguishable from …, which is less simple`. */
export function lessSimple(names: readonly string[], how = 'indistinguishable from'): string {
  return `${how} ${listed(names)}, which ${names.length === 1 ? 'is' : 'are'} less simple`;
}
