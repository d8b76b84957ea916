import { Type, type Static } from 'typebox';
import { configurationMembers } from './configuration.ts';
import { exclusion } from './exclusion.ts';
import { amount, closed, count, guarantee, nullable, oneOf, verdict } from './schema-parts.ts';

const latency = closed(
  {
    count,
    mean: nullable(amount),
    p50: nullable(amount),
    p90: nullable(amount),
    p99: nullable(amount),
    p999: nullable(amount),
    max: nullable(amount),
  },
  'Microseconds. A percentile of fewer than 10/(1 − q) records is null.',
);

const splitMembers = { triggerWait: amount, queueing: amount, processing: amount, commit: amount };
const split = closed(splitMembers, 'The parts of the latency: means in microseconds, which add up to its mean.');
const slowestSplit = closed(
  splitMembers,
  'Over the slowest hundredth of the records with an effect; null where these are fewer than ten.',
);

const perSlice = Type.Array(nullable(amount));
const timeline = closed(
  {
    sliceMs: amount,
    startMs: Type.Number({ minimum: 0, description: 'Of the first slice, since the start of the unit.' }),
    records: Type.Array(count, {
      description: 'Those scheduled to arrive in each slice, whatever their effect.',
    }),
    p50Micros: perSlice,
    p99Micros: perSlice,
    maxMicros: perSlice,
    backlog: Type.Array(count, { description: 'The largest at any time within each slice.' }),
    windowedP99Micros: Type.Optional(
      nullable(
        amount,
        'Median over windows of the p99 of each. A window is as many slices as have 50 such records together. ' +
          'Absent in older results.',
      ),
    ),
  },
  'The measured period in equal slices. Latency is that of the records that arrived in a slice and had an effect.',
);

const encoded = nullable(Type.String());
const histograms = closed(
  { latency: encoded, uncorrected: encoded, durable: encoded, result: encoded },
  "Nanoseconds, in HdrHistogram's V2 compressed encoding, base64; null without records.",
);

const pauseMembers = {
  count,
  totalMicros: amount,
  maxMicros: amount,
  pauses: Type.Array(closed({ startMs: amount, durationMs: amount }), {
    description: 'Since the start of the unit; at most the 100 longest, in order of time.',
  }),
};

const gc = closed(
  pauseMembers,
  "Garbage collections of the executor's thread. With a commit in epochs the sink's thread has a heap of its own: " +
    'its pauses count in latency and in the work of an epoch, but not here.',
);

const checkpoints = closed(
  { ...pauseMembers, p99WithoutMicros: nullable(amount), p999WithoutMicros: nullable(amount) },
  'Commits that also moved the log of the sink into its database, each with the whole time of the commit. ' +
    'The last two: the latency as it would be if that were done outside of commits; null without any.',
);

const invocations = closed(
  {
    count,
    meanRecords: nullable(amount),
    meanProcessingMicros: nullable(amount),
    meanCommitMicros: nullable(amount),
  },
  'Of the commits that hold a measured record, without the last one, which the end of the records cuts short. ' +
    'Busy time, busy share, throughput and commits are about the same.',
);

const microBatches = closed(
  {
    count,
    medianMs: closed({
      latestOffset: nullable(amount),
      queryPlanning: nullable(amount),
      walCommit: nullable(amount),
      addBatch: nullable(amount),
      commitOffsets: nullable(amount),
      triggerExecution: nullable(amount),
    }),
  },
  'What a job says of its micro-batches with records that began in the measured period, as Spark does in durationMs ' +
    'of its progress: the median of each part, in milliseconds, null where it has none. triggerExecution is the whole.',
);

/** Figures that only an engine in one of our own processes reports. */
const local = closed({
  busyNanosPerRecord: nullable(amount),
  busyShare: nullable(amount),
  harnessShare: nullable(amount),
  uncorrectedLatencyMicros: nullable(latency),
  splitMicros: nullable(split),
  slowestSplitMicros: nullable(slowestSplit),
  invocations,
  commits: Type.Integer({ minimum: 0, description: 'See invocations.' }),
  writtenBytes: nullable(Type.Integer({ minimum: 0 }), 'Passed to write calls in the whole unit; null if unknown.'),
  gc,
  checkpoints: Type.Optional(
    nullable(
      checkpoints,
      'Null for sinks without such a log, and where another thread commits; absent in older results.',
    ),
  ),
  driver: closed({ lateMicros: nullable(latency), clockReadNanos: amount }),
});

const records = closed(
  {
    measured: count,
    emitted: nullable(count, 'Those that caused a row.'),
    absorbed: nullable(count, 'Those that changed a state and caused no row.'),
    dropped: nullable(count, 'Those that had no effect.'),
    late: nullable(count, 'Those that came too late for at least one window or operator.'),
    lateAdditions: nullable(count, 'How often they came too late: once for each window that had closed.'),
  },
  'Numbers of records of the measured period, by their effect; null where the engine does not report them.',
);

const output = closed({
  rows: count,
  rowsWritten: nullable(count, 'More than rows where rows replaced each other in a table; null if unknown.'),
  duplicates: Type.Optional(
    nullable(
      count,
      'Rows that came more often than batch puts them out, removed before the comparison and counted nowhere else; ' +
        'null where rows replace each other; absent where no delivery can repeat a row.',
    ),
  ),
  digest: nullable(Type.String(), 'Of the rows in their order, with the records that caused them; null if unknown.'),
  unorderedDigest: Type.String({ description: 'Of the rows in any order.' }),
  readBack: Type.Optional(
    oneOf(
      ['yes', 'unreadable', 'too many rows'],
      'yes: these are the rows that the sink held after its last commit. Else they are the rows that it was given, ' +
        'because it cannot be read, or because there were too many.',
    ),
  ),
});

/** One configuration, measured once. */
export const unit = closed({
  ...configurationMembers,
  guarantee,
  offeredRate: nullable(amount, 'Records per second; null where all arrive at once.'),
  repetition: count,
  copy: Type.Optional(
    closed(
      { side: oneOf(['base', 'head']), place: Type.Integer({ minimum: 0, maximum: 1 }) },
      'Of a gate: which of the four copies of the code was measured.',
    ),
  ),
  failure: nullable(Type.String(), 'Why the unit failed; its figures are then meaningless.'),
  exclusions: Type.Array(exclusion),
  records,
  throughput: nullable(amount),
  keepsUp: verdict,
  latencyMicros: nullable(latency),
  emittedLatencyMicros: nullable(latency),
  absorbedLatencyMicros: nullable(latency),
  durableLatencyMicros: nullable(latency),
  resultLatencyMicros: nullable(latency),
  timeline: nullable(timeline),
  histograms,
  backlog: closed({ max: nullable(count), slopeShare: nullable(Type.Number()) }),
  cpuNanosPerRecord: nullable(amount),
  peakRssBytes: nullable(count),
  stolenMicros: nullable(
    amount,
    'Taken by the hypervisor in the whole unit, from the processor that lost most; null if unknown.',
  ),
  output: nullable(output),
  microBatches: Type.Optional(microBatches),
  local: nullable(local, 'Figures that only an engine in one of our own processes reports; null for others.'),
});

export type Unit = Static<typeof unit>;
export type MicroBatches = Static<typeof microBatches>;
export type LocalFigures = Static<typeof local>;
export type LatencyFigures = Static<typeof latency>;
export type OutputFigures = Static<typeof output>;
