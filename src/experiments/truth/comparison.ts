import type { Figure } from './figure.ts';

/** One figure, measured beside what theory says it is. */
export interface Comparison {
  readonly situation: string;
  readonly figure: Figure;
  readonly theoryMicros: number;
  /** What is allowed. */
  readonly lowMicros: number;
  readonly highMicros: number;
  readonly measuredMicros: number;
  /** Spoilt: the machine took so much time away that nothing follows. */
  readonly verdict: 'holds' | 'differs' | 'spoilt';
}
