import type { Figure } from './figure.ts';

/** One figure, measured and by theory. */
export interface Comparison {
  readonly situation: string;
  readonly figure: Figure;
  readonly theoryMicros: number;
  /** The measured value may lie from here to `highMicros`. */
  readonly lowMicros: number;
  readonly highMicros: number;
  readonly measuredMicros: number;
  /** Excluded: the machine took too much time away. */
  readonly verdict: 'holds' | 'differs' | 'excluded';
}
