import { capitalized, listed } from './listed.ts';

/** `sure: …`, or `inconclusive: …` with the doubts. An answer has it in brackets, before anything that explains it. */
export function certainty(doubts: readonly string[], sure: string): string {
  return doubts.length === 0 ? `sure: ${sure}` : `inconclusive: ${doubts.join('; ')}`;
}

/** Why an answer is sure, as far as it depends on what was measured. */
export function allMeasured(count: number): string {
  if (count === 1) return 'it was measured';
  return `${count === 2 ? 'both' : `all ${count}`} configurations were measured`;
}

/** A clause on the configurations without any unit that counts for the answer; none where there are none. */
export function unmeasuredDoubts(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [`${listed(names)} ${names.length === 1 ? 'was' : 'were'} not measured`];
}

/** The answer, limited to what was measured where something was not. It begins with a word, or with a name as it is. */
export function ofMeasured(
  unmeasured: readonly string[],
  answer: string,
  beginsWith: 'word' | 'name' = 'word',
): string {
  if (unmeasured.length > 0) return `Of what could be measured, ${answer}`;
  return beginsWith === 'word' ? capitalized(answer) : answer;
}

/** A clause where one unit stands for a configuration that is compared with others: its spread is unknown. */
export function singleUnitDoubts(compared: readonly { readonly units: number }[]): string[] {
  const isOfOne = compared.length > 1 && compared.some(({ units }) => units === 1);
  return isOfOne ? ['a single unit shows no spread'] : [];
}
