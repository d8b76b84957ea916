import { confidence, unitCount } from '../results/quantity.ts';
import { capitalized, listed } from '../results/listed.ts';

/** How sure an answer is, in the text around it. */
export interface Certainty {
  /** Before the answer; empty where nothing else can be the answer. */
  readonly lead: string;
  /** Behind the answer, in brackets, before anything that explains it; empty where there is a lead. */
  readonly note: string;
}

/** @param isOpen whether another configuration may be the answer: then the doubts come first */
export function certainty(doubts: readonly string[], sure: string, isOpen = false): Certainty {
  if (isOpen) return { lead: `Inconclusive: ${doubts.join('; ')}. By what was measured, `, note: '' };
  const note = doubts.length === 0 ? `sure: ${sure}` : `inconclusive: ${doubts.join('; ')}`;
  return { lead: '', note: ` (${note})` };
}

/** The answer behind its lead. It begins with a word, or with a name as it is. */
export function withLead({ lead }: Certainty, answer: string, beginsWith: 'word' | 'name' = 'word'): string {
  return lead === '' && beginsWith === 'word' ? capitalized(answer) : `${lead}${answer}`;
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
  if (levels.length === compared.length) return `at ${confidence(levels)}`;
  const units = compared.map((one) => one.units);
  const [least, most] = [Math.min(...units), Math.max(...units)];
  return `by ${least === most ? '' : 'at least '}${unitCount(least)}`;
}

/** A clause on the configurations without any unit that counts for the answer; none where there are none. */
export function unmeasuredDoubts(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [`${listed(names)} ${names.length === 1 ? 'was' : 'were'} not measured`];
}

/** A clause on configurations of which it is open whether they keep up; none where there are none. */
export function keepingUpDoubts(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [`whether ${listed(names)} ${names.length === 1 ? 'keeps' : 'keep'} up is open`];
}

/** A clause where one unit stands for a configuration that is compared with others: its spread is unknown. */
export function singleUnitDoubts(compared: readonly { readonly units: number }[]): string[] {
  const isOfOne = compared.length > 1 && compared.some(({ units }) => units === 1);
  return isOfOne ? ['a single unit shows no spread'] : [];
}
