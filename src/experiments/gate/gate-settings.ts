import type { Conditions } from '../../engines/unit-spec.ts';
import type { ExperimentSettings } from '../settings.ts';
import { copyName, type Copy } from './block.ts';

/** What the gate measures. Its rates are shares of what base sustains, which is found at the start, or are given. */
export interface GateSettings extends Omit<ExperimentSettings, 'ratePerSecond' | 'durationMs'> {
  /** The versions, as users see them. */
  readonly base: string;
  readonly head: string;
  /** Null: by what base sustains. */
  readonly ratesPerSecond: readonly number[] | null;
  /** Whether head is meant to have another answer than base. */
  readonly isChangeExpected: boolean;
  /** How long it may take in all, in milliseconds. */
  readonly longestMs: number;
}

/** What differs between the points of a gate; without a warm-up of its own it is that of the settings. */
export type LoadOfUnit = Pick<Conditions, 'ratePerSecond' | 'durationMs'> & Partial<Pick<Conditions, 'warmUpMs'>>;

/** Those of a unit of a copy, whose name is in place of the workload; its rate and its length are those of a point. */
export function conditionsOfCopy(
  settings: GateSettings,
  copy: Copy,
  { ratePerSecond, durationMs, warmUpMs = settings.warmUpMs }: LoadOfUnit,
): Conditions {
  return { ...settings, workload: copyName(copy), ratePerSecond, durationMs, warmUpMs };
}
