import { Type, type Static } from 'typebox';

/** The name and version of the format. A change that old readers would misread gets the next number. */
export const schemaName = 'stream-bench/result@1';

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const count = Type.Integer({ minimum: 0 });
const amount = Type.Number({ minimum: 0 });
const verdict = Type.Union([Type.Literal('yes'), Type.Literal('no'), Type.Literal('inconclusive')]);

const configuration = {
  engine: Type.Literal('local'),
  executor: Type.Union([Type.Literal('continuous'), Type.Literal('micro-batch')]),
  intervalMs: Type.Union([amount, Type.Null()], { description: 'Time between triggers; null where there are none (continuous).' }),
  commit: Type.String({ pattern: '^(invocation|none|epoch:[0-9]+([.][0-9]+)?ms)$', description: 'With each invocation, every so often while records flow, or not while the run lasts.' }),
  guarantee: Type.Union([Type.Literal('exactly-once'), Type.Literal('at-least-once'), Type.Literal('none')]),
  offeredRate: Type.Union([amount, Type.Null()], { description: 'Records per second; null where all arrive at once.' }),
};

const sentence = Type.Object({ text: Type.String(), evidence: Type.Array(Type.String()) }, { additionalProperties: false });

const recommendation = Type.Object(
  { ...sentence.properties, inconclusive: Type.Optional(Type.Boolean({ description: 'True where the units leave an answer open; the text, or a verdict, says which.' })) },
  { additionalProperties: false },
);

const latency = Type.Object(
  {
    count,
    mean: nullable(amount),
    p50: nullable(amount),
    p90: nullable(amount),
    p99: nullable(amount),
    p999: nullable(amount),
    max: nullable(amount),
  },
  { additionalProperties: false, description: 'Microseconds. A percentile of fewer than 10/(1 − q) records is null.' },
);

const split = Type.Object(
  { triggerWait: amount, queueing: amount, processing: amount, commit: amount },
  { additionalProperties: false, description: 'What the latency is made of: means in microseconds, which add up to its mean.' },
);

const perSlice = Type.Array(nullable(amount));
const timeline = Type.Object(
  {
    sliceMs: amount,
    startMs: Type.Number({ minimum: 0, description: 'Of the first slice, since the start of the run.' }),
    records: Type.Array(count, { description: 'That were meant to arrive in each slice, whatever became of them.' }),
    p50Micros: perSlice,
    p99Micros: perSlice,
    maxMicros: perSlice,
    backlog: Type.Array(count, { description: 'The largest at any time within each slice.' }),
  },
  { additionalProperties: false, description: 'The measured period in equal slices; latency is that of the records that arrived in a slice and had an effect.' },
);

const encoded = Type.Union([Type.String(), Type.Null()]);
const histograms = Type.Object(
  { latency: encoded, uncorrected: encoded, durable: encoded, result: encoded },
  { additionalProperties: false, description: "In nanoseconds, as HdrHistogram's V2 compressed encoding in base64; null where no record was." },
);

const gcPause = Type.Object({ startMs: amount, durationMs: amount }, { additionalProperties: false });

const run = Type.Object(
  {
    ...configuration,
    repetition: count,
    status: Type.Union([Type.Literal('valid'), Type.Literal('invalid'), Type.Literal('failed')]),
    reasons: Type.Array(Type.String(), { description: 'Why the run is not valid; its figures then say nothing.' }),
    records: Type.Object({ emitted: count, absorbed: count, dropped: count, late: count }, { additionalProperties: false }),
    throughput: nullable(amount),
    sustained: verdict,
    latencyMicros: nullable(latency),
    emittedLatencyMicros: nullable(latency),
    absorbedLatencyMicros: nullable(latency),
    durableLatencyMicros: nullable(latency),
    resultLatencyMicros: nullable(latency),
    uncorrectedLatencyMicros: nullable(latency),
    splitMicros: nullable(split),
    slowestSplitMicros: nullable(Type.Object(split.properties, { additionalProperties: false, description: 'Over the slowest hundredth of the records with an effect; null where that is fewer than ten.' })),
    timeline: nullable(timeline),
    histograms,
    backlog: Type.Object({ max: count, slopeShare: nullable(Type.Number()) }, { additionalProperties: false }),
    busyNanosPerRecord: nullable(amount),
    busyShare: nullable(amount),
    cpuNanosPerRecord: nullable(amount),
    harnessShare: nullable(amount),
    invocations: Type.Object(
      { count, meanRecords: nullable(amount), meanProcessingMicros: nullable(amount), meanCommitMicros: nullable(amount) },
      { additionalProperties: false, description: 'Of the measured period.' },
    ),
    commits: Type.Integer({ minimum: 0, description: 'In the measured period.' }),
    writtenBytes: nullable(Type.Integer({ minimum: 0, description: 'Passed to write calls in the whole run; null where the system does not tell.' })),
    stolenMicros: nullable(
      Type.Number({ minimum: 0, description: 'Taken by the hypervisor in the whole run, from the processor that lost most; null where the system does not tell.' }),
    ),
    gc: Type.Object(
      {
        count,
        totalMicros: amount,
        maxMicros: amount,
        pauses: Type.Array(gcPause, { description: 'Since the start of the run; at most the 100 longest, in order of time.' }),
      },
      {
        additionalProperties: false,
        description: "Of the executor's thread. With a commit in epochs the sink's thread has a heap of its own, whose pauses count in latency and in the work of an epoch, but not here.",
      },
    ),
    driver: Type.Object({ lateMicros: nullable(latency), clockReadNanos: amount }, { additionalProperties: false }),
    peakRssBytes: count,
    output: nullable(
      Type.Object(
        {
          rows: count,
          rowsWritten: Type.Integer({ minimum: 0, description: 'More than rows where they replaced each other in a table.' }),
          digest: Type.String(),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

const summary = Type.Object(
  {
    executor: configuration.executor,
    intervalMs: configuration.intervalMs,
    commit: configuration.commit,
    guarantee: configuration.guarantee,
    offeredRate: configuration.offeredRate,
    metric: Type.String(),
    estimate: nullable(Type.Number()),
    low: nullable(Type.Number()),
    high: nullable(Type.Number()),
    level: nullable(Type.Number({ description: 'Confidence of low to high; null where they are the smallest and largest value.' })),
    method: Type.String(),
    verdict: nullable(verdict),
    units: count,
    excluded: count,
  },
  { additionalProperties: false },
);

const estimated = Type.Object({ estimate: Type.Number(), low: Type.Number(), high: Type.Number(), level: Type.Number() }, { additionalProperties: false });

const linearCost = Type.Object({ fixedMicros: estimated, perRecordMicros: estimated }, { additionalProperties: false });

const sweep = Type.Object(
  {
    rates: Type.Array(amount, { description: 'Of the grid, in records per second, ascending. Other runs are probes around a crossover.' }),
    earlierUnits: Type.Integer({ minimum: 0, description: 'Units that were there already when the sweep, once interrupted, went on.' }),
    skipped: Type.Array(Type.Object({ configuration: Type.String(), rate: amount }, { additionalProperties: false }), {
      description: 'Points of the grid left out, because lower rates were far too much already.',
    }),
    crossovers: Type.Array(
      Type.Object(
        {
          below: Type.String(),
          above: Type.Union([Type.String(), Type.Null()], { description: 'Null where none keeps up any more.' }),
          rate: Type.Union([amount, Type.Null()], { description: 'Null where units around it did not tell.' }),
          low: Type.Number({ description: 'With high the interval of the rate; without a rate two rates with different answers.' }),
          high: amount,
          level: nullable(Type.Number({ description: 'Confidence of low to high; null where they are the smallest and largest of the units, which are fewer than 6, or where there is no rate.' })),
          method: Type.String(),
          units: count,
          text: Type.String(),
        },
        { additionalProperties: false },
      ),
      { description: 'Where the better configuration changes: that which keeps up with the lowest p99.' },
    ),
    costs: Type.Array(
      Type.Object(
        { executor: configuration.executor, commit: configuration.commit, processing: linearCost, committing: linearCost, units: count, method: Type.String(), text: Type.String() },
        { additionalProperties: false, description: 'What an invocation of n records takes: fixed + n times perRecord.' },
      ),
    ),
    check: nullable(
      Type.Object(
        {
          configuration: Type.String(),
          rate: amount,
          records: amount,
          expectedMicros: estimated,
          measuredMicros: amount,
          holds: Type.Boolean(),
          text: Type.String(),
        },
        { additionalProperties: false, description: 'The cost that was fitted against a fresh unit, per invocation.' },
      ),
    ),
    attribution: nullable(sentence),
    objective: Type.Union([Type.String(), Type.Null()], { description: 'As it was asked.' }),
    choice: nullable(Type.Object({ held: verdict, text: Type.String(), evidence: Type.Array(Type.String()) }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);

const recovered = Type.Object(
  {
    worstMicros: amount,
    drainMicros: Type.Union([amount, Type.Null()], { description: 'From the end of the burst; null where it was not drained when the records ended.' }),
    backlog: Type.Integer({ minimum: 0, description: 'The largest.' }),
  },
  { additionalProperties: false },
);
const unitRecovery = Type.Object(
  {
    measured: recovered,
    expected: Type.Union([recovered, Type.Null()], {
      description: 'The same arrivals in virtual time, with invocations of the cost below; null where commits are not with each of them.',
    }),
    cost: Type.Object(
      { fixedMicros: amount, perRecordMicros: amount },
      { additionalProperties: false, description: "Of this unit's invocations: fixed + n times perRecord." },
    ),
  },
  { additionalProperties: false },
);
const spread = Type.Object(
  {
    estimate: nullable(amount),
    low: nullable(amount),
    high: nullable(amount),
    level: nullable(Type.Number({ description: 'Confidence of low to high; null where they are the smallest and largest value.' })),
    units: count,
  },
  { additionalProperties: false, description: 'Median over the valid units that have the figure.' },
);
const recovery = Type.Object(
  {
    basePerSecond: amount,
    peakPerSecond: amount,
    burstMs: amount,
    fromMs: Type.Number({ minimum: 0, description: 'When the burst begins, since the start of each unit.' }),
    configurations: Type.Array(
      Type.Object(
        {
          executor: configuration.executor,
          intervalMs: configuration.intervalMs,
          commit: configuration.commit,
          worstMicros: spread,
          drainMicros: spread,
          expectedWorstMicros: spread,
          expectedDrainMicros: spread,
          undrained: Type.Integer({ minimum: 0, description: 'Valid units that were not drained when the records ended.' }),
          units: Type.Array(Type.Object({ repetition: count, ...unitRecovery.properties }, { additionalProperties: false }), { description: 'The valid ones.' }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false, description: 'What a burst did, beside what arithmetic says.' },
);

const capacity = Type.Object(
  {
    executor: configuration.executor,
    intervalMs: configuration.intervalMs,
    commit: configuration.commit,
    guarantee: configuration.guarantee,
    objective: Type.Union([Type.String(), Type.Null()], { description: 'As it was asked.' }),
    verdict: Type.Union([Type.Literal('yes'), Type.Literal('no'), Type.Literal('inconclusive')], { description: 'Whether a rate was found that is sustained; no: there is none.' }),
    estimate: Type.Union([amount, Type.Null()], { description: 'The sustainable throughput in records per second; null where none was found.' }),
    low: nullable(amount),
    high: nullable(amount),
    level: nullable(Type.Number({ description: 'Confidence of low to high; null where they are the smallest and largest value.' })),
    method: Type.String(),
    units: Type.Integer({ minimum: 0, description: 'That the estimate rests on; other runs only showed where to look, or were spoilt.' }),
    limitedBy: Type.String(),
    harnessLimited: Type.Boolean({ description: 'Measuring itself took more than 5 % of the time.' }),
    evidence: Type.Array(Type.String()),
  },
  { additionalProperties: false, description: 'The highest rate that one configuration sustains.' },
);

/** One experiment: what was asked, on which machine, every unit measured, and what follows from them. */
export const resultSchema = Type.Object(
  {
    schema: Type.Literal(schemaName),
    command: Type.String(),
    startedAt: Type.String({ description: 'ISO 8601, UTC' }),
    tool: Type.Object({ version: Type.String(), node: Type.String() }, { additionalProperties: false }),
    machine: Type.Object(
      { cpu: Type.String(), cores: count, memoryBytes: count, os: Type.String(), filesystem: Type.String(), fsyncMicros: nullable(amount) },
      { additionalProperties: false },
    ),
    experiment: Type.Object(
      {
        kind: Type.Union([Type.Literal('run'), Type.Literal('capacity'), Type.Literal('sweep'), Type.Literal('recover')]),
        workload: Type.String(),
        planDigest: Type.String(),
        seed: Type.Integer(),
        records: Type.Object(
          { keys: Type.Optional(count), skew: Type.Optional(amount), disorderMs: Type.Optional(amount), lateShare: Type.Optional(amount) },
          { additionalProperties: false, description: 'How generated records were asked to be spread.' },
        ),
        engine: configuration.engine,
        source: Type.String(),
        load: Type.Object(
          {
            shape: Type.String(),
            rate: Type.Union([amount, Type.Null()], { description: 'Records per second, on average over the measured period; null where all arrive at once, or where units differ in it.' }),
            speed: Type.Union([amount, Type.Null()], { description: 'Seconds of event time in a second of a replay.' }),
            parameters: Type.Optional(Type.Record(Type.String(), amount, { description: 'Of a rate that changes: its rates and times, as stream-bench list explains them.' })),
          },
          { additionalProperties: false },
        ),
        durationMs: Type.Union([amount, Type.Null()], { description: 'Of the measured period; null where a unit has all records that there are, or where units of different rates differ in it.' }),
        warmupMs: nullable(amount),
        recordCount: Type.Union([count, Type.Null()], { description: 'Of each unit; null where units of different rates differ in it.' }),
        measuredRecords: nullable(count),
        badRecords: Type.Object(
          { skipped: count, deadLettered: count },
          { additionalProperties: false, description: 'Records of the source that could not be read, beside recordCount.' },
        ),
        repetitions: count,
        sink: Type.String(),
        sync: Type.Union([Type.Literal('normal'), Type.Literal('full')]),
        wait: Type.Union([Type.Literal('spin'), Type.Literal('park')]),
      },
      { additionalProperties: false },
    ),
    runs: Type.Array(run),
    summary: Type.Array(summary),
    sameAnswer: Type.Object(
      { equal: Type.Boolean(), reference: Type.String(), digest: nullable(Type.String()), rows: nullable(count) },
      { additionalProperties: false, description: 'Digest and rows of the answer that all units share; null where each rate has records and an answer of its own.' },
    ),
    recommendation: nullable(recommendation),
    sweep: Type.Optional(sweep),
    recovery: Type.Optional(recovery),
    capacity: Type.Optional(Type.Array(capacity)),
    interrupted: Type.Boolean({ description: 'The user stopped the experiment; the runs are those that had finished.' }),
  },
  { $id: schemaName, additionalProperties: false },
);

export type Result = Static<typeof resultSchema>;
export type Run = Result['runs'][number];
export type Summary = Result['summary'][number];
export type LatencyFigures = Static<typeof latency>;
export type Verdict = Static<typeof verdict>;
export type Sentence = Static<typeof sentence>;
export type Recommendation = Static<typeof recommendation>;
export type Capacity = Static<typeof capacity>;
export type SweepFindings = Static<typeof sweep>;
export type UnitRecovery = Static<typeof unitRecovery>;
export type RecoveryFindings = Static<typeof recovery>;
