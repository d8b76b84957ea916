/** A confidence interval, which contains the true value in the share `level` of repetitions. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
}
