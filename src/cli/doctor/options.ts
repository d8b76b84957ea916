export interface DoctorOptions {
  readonly truth?: true;
  readonly seed: number;
  readonly json?: true;
}
