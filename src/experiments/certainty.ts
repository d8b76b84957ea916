import { percent } from '../results/quantity.ts';
import { capitalized, listed } from './listed.ts';

/** `sure: …`, or `inconclusive: …` with the doubts. An answer has it in brackets, before anything that explains it. */
export function certainty(doubts: readonly string[], sure: string): string {
  return doubts.length === 0 ? `sure: ${sure}` : `inconclusive: ${doubts.join('; ')}`;
}

/** A figure of one configuration, by how many units, and the confidence of its interval; null: smallest to largest. */
interface Measured {
  readonly units: number;
  readonly level: number | null;
}

/** Why an answer is sure: how many configurations were measured, and how well those that are compared. */
export function allMeasured(count: number, compared: readonly Measured[]): string {
  const [who, each] = whoWas(count);
  return compared.length === 0 ? who : `${who}, ${basis(compared)}${each}`;
}

function whoWas(count: number): [who: string, each: string] {
  if (count === 1) return ['it was measured', ''];
  return [`${count === 2 ? 'both' : `all ${count}`} configurations were measured`, ' each'];
}

function basis(compared: readonly Measured[]): string {
  const levels = compared.map(({ level }) => level).filter((level) => level !== null);
  if (levels.length === compared.length) return `at ${percent(Math.min(...levels))} confidence`;
  const units = compared.map((one) => one.units);
  const [least, most] = [Math.min(...units), Math.max(...units)];
  return `by ${least === most ? '' : 'at least '}${least === 1 ? '1 unit' : `${least} units`}`;
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
