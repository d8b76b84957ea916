import { configurationName, type Configuration } from '../results/configuration.ts';
import type { Guarantee } from '../results/schema-parts.ts';

/**
 * A clause on what each configuration promises, where that differs: they do not do the same work then, and a weak
 * guarantee costs less. Empty where all promise the same.
 */
export function guaranteesText(configurations: readonly (Configuration & { readonly guarantee: Guarantee })[]): string {
  const differ = new Set(configurations.map(({ guarantee }) => guarantee)).size > 1;
  const each = configurations.map((one) => `${configurationName(one)} ${one.guarantee}`).join(', ');
  return differ ? `; their guarantees differ: ${each}` : '';
}
