import { Type, type Static } from 'typebox';
import { amount, closed, nullable } from './schema-parts.ts';

/** What topics and the measuring take by themselves, by a relay in place of a job. */
export const topics = closed(
  {
    settings: Type.String({ description: 'Of all clients that read or write the topics.' }),
    floor: nullable(
      closed({ ratePerSecond: amount, p50Micros: nullable(amount), p99Micros: nullable(amount) }),
      'The latency of a relay, which every latency between topics contains; null where there are too few records.',
    ),
    ceilingPerSecond: nullable(
      amount,
      'Records that the relay and the measuring handle, the highest of up to three readings; null if unknown.',
    ),
  },
  'Between topics: measured once, before the first unit of an engine that needs them.',
);

export type TopicsFigures = Static<typeof topics>;
