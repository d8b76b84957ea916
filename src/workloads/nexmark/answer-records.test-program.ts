import type { Table } from '../../columns/table.ts';
import { nexmarkEvents } from './events.ts';

/** The records whose answers are stored: twenty seconds of event time, evenly spaced. */
export const answerRecords = { count: 5_000, ratePerSecond: 5_000, seed: 1 };

export async function readAnswerRecords(): Promise<Table> {
  return nexmarkEvents.read(answerArrivalsNanos(), answerRecords.seed);
}

export function answerArrivalsNanos(): Float64Array {
  return Float64Array.from({ length: answerRecords.count }, (_, index) => (index * 1e9) / answerRecords.ratePerSecond);
}
