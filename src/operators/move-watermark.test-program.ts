import type { TimedState } from './operator.ts';
import type { Watermark } from './watermark.ts';

/** Moves the watermark as generated code does: the state is told only where it has something to do. */
export function moveWatermark(watermark: Watermark, micros: number, state: TimedState): void {
  if (micros <= watermark.micros) return;
  if (micros >= state.dueMicros) state.advance(micros);
  watermark.micros = micros;
}
