import type { Output } from '../../builder/stream.ts';
import { workload, type Workload } from '../workload.ts';
import { nexmarkEvents, type Events } from './events.ts';

/**
 * A query of Nexmark over the stream of all events, with the published watermark delay of 4 seconds.
 *
 * @param description what it computes, and how it differs from the published query
 */
export function query(number: number, description: string, pipeline: (events: Events) => Output): Workload {
  return workload({
    name: `nexmark:q${number}`,
    description: `Nexmark. ${description}`,
    source: nexmarkEvents,
    watermarkDelayMs: 4_000,
    pipeline,
  });
}
