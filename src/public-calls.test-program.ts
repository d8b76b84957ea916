import { Aggregate } from './builder/aggregate.ts';
import { Stream, streamFrom } from './builder/stream.ts';
import * as api from './index.ts';
import {
  BooleanExpression,
  Expression,
  NumberExpression,
  TextExpression,
  TimestampExpression,
} from './pipeline/expression.ts';
import { rowOf } from './pipeline/row.ts';
import { Case } from './pipeline/when.ts';

/** A public call that is right as it is, so that one argument at a time can be made wrong. */
export interface PublicCall {
  /** Its arguments by the names that errors use. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly call: (given: never) => unknown;
  /** Kinds of values that an argument takes beside the one that is given. */
  readonly alsoTakes?: Readonly<Record<string, readonly ForeignKind[]>>;
  /** Whether the arguments are one object of options. */
  readonly hasOptions: boolean;
  /** How errors call it, if not by its name. */
  readonly name?: string;
}

const schema = { time: 'timestamp', user: 'text', cents: 'integer', weight: 'float?', paid: 'boolean' } as const;
const records = streamFrom(schema, 'time', 0);
const row = rowOf<{
  time: 'timestamp';
  user: 'text';
  cents: 'integer';
  weight: 'float';
  paid: 'boolean';
}>(schema);
const windows = records.tumblingWindow({ sizeMs: 1000, by: ['user'], aggregates: () => ({ n: api.count() }) });
const others = records.project(({ user, cents }) => ({ user, theirs: cents }));
const table = api.staticTable({ schema: { user: 'text', country: 'text' }, key: 'user', rows: [] });

/** Values that hardly any argument takes, by their kinds. */
export const foreign = {
  nothing: undefined,
  null: null,
  NaN,
  number: 5,
  text: 'no such column',
  boolean: true,
  array: [],
  object: {},
  function: () => undefined,
  map: new Map(),
  promise: Promise.resolve(5),
  bigint: 5n,
  symbol: Symbol('foreign'),
  date: new Date(0),
  expression: row.cents.gt(1),
  aggregate: api.count(),
  case: api.when(row.paid, 1),
  stream: records,
  row,
} as const;
export type ForeignKind = keyof typeof foreign;

const functionOnly = ['function'] as const;
const plain = ['NaN', 'number', 'text', 'boolean', 'date'] as const;
const numbers = ['NaN', 'number'] as const;

function call<Given extends Readonly<Record<string, unknown>>>(
  given: Given,
  run: (given: Given) => unknown,
  alsoTakes: PublicCall['alsoTakes'] = {},
): PublicCall {
  return { given, call: run, alsoTakes, hasOptions: false };
}

function optionsCall<Given extends Readonly<Record<string, unknown>>>(
  given: Given,
  run: (given: Given) => unknown,
  alsoTakes: PublicCall['alsoTakes'] = {},
): PublicCall {
  return { given, call: run, alsoTakes, hasOptions: true };
}

const aggregates = () => ({ n: api.count() });
const optionalBy = { by: ['array', 'nothing'] } as const;
const file = { path: 'a.csv', schema, eventTime: 'time', timeUnit: 'ms', badRecords: 'skip' } as const;
const fileTakes = { path: ['text'], timeUnit: ['nothing'], badRecords: ['nothing'] } as const;

const functions: Readonly<Record<string, PublicCall>> = {
  literal: call({ value: 5, type: 'float' } as const, ({ value, type }) => api.literal(value, type), {
    value: numbers,
    type: ['nothing'],
  }),
  when: call({ condition: row.paid, value: 1 }, ({ condition, value }) => api.when(condition, value), {
    condition: ['expression'],
    value: [...plain, 'expression'],
  }),
  staticTable: optionsCall({ schema, key: 'user' as const, rows: [] }, api.staticTable, { rows: ['array'] }),
  count: call({ of: row.cents }, ({ of }) => api.count(of), { of: ['nothing', 'expression'] }),
  sum: call({ of: row.cents }, ({ of }) => api.sum(of)),
  min: call({ of: row.cents }, ({ of }) => api.min(of)),
  max: call({ of: row.cents }, ({ of }) => api.max(of)),
  mean: call({ of: row.cents }, ({ of }) => api.mean(of)),
  first: call({ of: row.cents }, ({ of }) => api.first(of), { of: ['expression'] }),
  last: call({ of: row.cents }, ({ of }) => api.last(of), { of: ['expression'] }),
  variance: call({ of: row.cents }, ({ of }) => api.variance(of)),
  standardDeviation: call({ of: row.cents }, ({ of }) => api.standardDeviation(of)),
  countDistinct: call({ of: row.cents }, ({ of }) => api.countDistinct(of), { of: ['expression'] }),
  approximateCountDistinct: call({ of: row.cents }, ({ of }) => api.approximateCountDistinct(of), {
    of: ['expression'],
  }),
  approximateQuantile: call({ of: row.cents, quantile: 0.5 }, ({ of, quantile }) =>
    api.approximateQuantile(of, quantile),
  ),
  generated: optionsCall(
    {
      schema,
      eventTime: 'time' as const,
      timeScale: 1,
      keys: 5,
      skew: 1,
      disorderMs: 5,
      lateShare: 0.1,
      lateByMs: 5,
      resentShare: 0.1,
      record: () => ({ user: '', cents: 1, weight: null, paid: true }),
    },
    api.generated,
    {
      timeScale: ['nothing', 'number'],
      keys: ['nothing', 'number'],
      skew: ['nothing', 'number'],
      disorderMs: ['nothing', 'number'],
      lateShare: ['nothing'],
      lateByMs: ['nothing', 'number'],
      resentShare: ['nothing'],
      record: functionOnly,
    },
  ),
  csv: optionsCall(file, api.csv, fileTakes),
  ndjson: optionsCall(file, api.ndjson, fileTakes),
  arrow: optionsCall(file, api.arrow, fileTakes),
  parquet: optionsCall(file, api.parquet, fileTakes),
  workload: optionsCall(
    {
      name: 'orders',
      description: 'none',
      source: api.csv(file),
      watermarkDelayMs: 5,
      pipeline: (stream: Stream<{ time: 'timestamp' }>) => stream,
    },
    api.workload as (definition: object) => unknown,
    { name: ['text'], description: ['text', 'nothing'], watermarkDelayMs: ['number', 'nothing'] },
  ),
};

const streamMethods: Readonly<Record<string, PublicCall>> = {
  filter: call({ predicate: () => row.paid }, ({ predicate }) => records.filter(predicate)),
  project: call({ columns: () => ({ a: row.paid }) }, ({ columns }) => records.project(columns)),
  explode: optionsCall({ column: 'user', into: 'part', separator: ',' } as const, (o) => records.explode(o), {
    into: ['text'],
    separator: ['text'],
  }),
  map: optionsCall({ columns: { a: 'integer' }, with: () => ({ a: 1 }) } as const, (o) => records.map(o), {
    with: functionOnly,
  }),
  filterWith: call({ predicate: () => true }, ({ predicate }) => records.filterWith(predicate), {
    predicate: functionOnly,
  }),
  deduplicate: optionsCall({ by: ['user'], withinMs: 5 } as const, (o) => records.deduplicate(o), {
    withinMs: ['number'],
  }),
  lag: optionsCall({ by: ['user'], columns: () => ({ a: row.paid }), idleMs: 5 } as const, (o) => records.lag(o), {
    ...optionalBy,
    idleMs: ['number', 'nothing'],
  }),
  runningAggregate: optionsCall(
    { by: ['user'], aggregates, excludeCurrent: true, idleMs: 5 } as const,
    (o) => records.runningAggregate(o),
    { ...optionalBy, excludeCurrent: ['boolean', 'nothing'], idleMs: ['number', 'nothing'] },
  ),
  latest: optionsCall({ by: ['user'] } as const, (o) => records.latest(o)),
  groupBy: optionsCall({ by: ['user'], aggregates } as const, (o) => records.groupBy(o)),
  join: optionsCall({ on: 'user', type: 'left' } as const, (o) => records.join(table, o), { type: ['nothing'] }),
  'join, its table': { ...call({ table }, (o) => records.join(o.table, { on: 'user' })), name: 'join' },
  tumblingWindow: optionsCall({ sizeMs: 5, by: ['user'], aggregates } as const, (o) => records.tumblingWindow(o), {
    sizeMs: ['number'],
    ...optionalBy,
  }),
  slidingWindow: optionsCall(
    { sizeMs: 10, slideMs: 5, by: ['user'], aggregates } as const,
    (o) => records.slidingWindow(o),
    { sizeMs: ['number'], slideMs: ['number'], ...optionalBy },
  ),
  sessionWindow: optionsCall({ gapMs: 5, by: ['user'], aggregates } as const, (o) => records.sessionWindow(o), {
    gapMs: ['number'],
    ...optionalBy,
  }),
  topK: optionsCall({ k: 5, by: 'n', descending: true, partitionBy: ['user'] } as const, (o) => windows.topK(o), {
    k: ['number'],
    descending: ['boolean', 'nothing'],
    partitionBy: ['array', 'nothing'],
  }),
  union: call({ other: records }, (o) => records.union(o.other), { other: ['stream'] }),
  intervalJoin: optionsCall({ on: ['user'], withinMs: 5 } as const, (o) => records.intervalJoin(others, o), {
    on: ['array'],
    withinMs: ['number'],
  }),
  'intervalJoin, its bounds': {
    ...optionsCall({ on: ['user'], beforeMs: 5, afterMs: 5 } as const, (o) => records.intervalJoin(others, o), {
      on: ['array'],
      beforeMs: ['number'],
      afterMs: ['number'],
    }),
    name: 'intervalJoin',
  },
  'intervalJoin, its stream': {
    ...call({ other: others }, (o) => records.intervalJoin(o.other, { on: ['user'], withinMs: 5 }), {
      other: ['stream'],
    }),
    name: 'intervalJoin',
  },
  asOfJoin: optionsCall({ on: ['user'], withinMs: 5, type: 'left' } as const, (o) => records.asOfJoin(others, o), {
    on: ['array'],
    withinMs: ['number', 'nothing'],
    type: ['nothing'],
  }),
  'asOfJoin, its stream': {
    ...call({ other: others }, (o) => records.asOfJoin(o.other, { on: ['user'] }), { other: ['stream'] }),
    name: 'asOfJoin',
  },
};

/** Methods that take one operand, by the column that they are called on. Their errors say "the argument". */
function operandMethods(on: Expression, names: readonly string[], takes: readonly ForeignKind[]): Methods {
  return Object.fromEntries(
    names.map((name) => [
      name,
      call({ argument: on }, (o) => (on as unknown as Record<string, (of: unknown) => unknown>)[name](o.argument), {
        argument: takes,
      }),
    ]),
  );
}

type Methods = Readonly<Record<string, PublicCall>>;

const comparisons = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in', 'nullIf', 'coalesce', 'least', 'greatest'];

const expressionMethods: Methods = {
  ...operandMethods(row.cents, comparisons, numbers),
  between: call({ low: 1, high: 2 }, (o) => row.cents.between(o.low, o.high), { low: numbers, high: numbers }),
};

const numberMethods: Methods = operandMethods(
  row.cents,
  ['add', 'subtract', 'multiply', 'divide', 'remainder', 'power'],
  numbers,
);

const textMethods: Methods = {
  ...operandMethods(row.user, ['concat', 'startsWith', 'endsWith', 'contains'], ['text']),
  substring: call({ start: 1, length: 2 }, (o) => row.user.substring(o.start, o.length), {
    start: ['number'],
    length: ['number'],
  }),
  splitPart: call({ separator: ',', part: 2 }, (o) => row.user.splitPart(o.separator, o.part), {
    separator: ['text'],
    part: ['number'],
  }),
};

const timestampMethods: Methods = {
  ...operandMethods(row.time, ['microsSince', 'millisSince'], ['number', 'date']),
  truncateTo: call({ ms: 5 }, (o) => row.time.truncateTo(o.ms), { ms: ['number'] }),
  addMicros: call({ duration: 5 }, (o) => row.time.addMicros(o.duration), { duration: ['number'] }),
  addMillis: call({ duration: 5 }, (o) => row.time.addMillis(o.duration), { duration: ['number'] }),
};

const booleanMethods: Methods = operandMethods(row.paid, ['and', 'or'], ['boolean', 'expression']);

const caseMethods: Methods = {
  when: call({ condition: row.paid, value: 1 }, (o) => api.when(row.paid, 1).when(o.condition, o.value), {
    condition: ['expression'],
    value: [...plain, 'expression'],
  }),
  otherwise: call({ value: 1 }, (o) => api.when(row.paid, 1).otherwise(o.value), { value: numbers }),
};

/** Where public calls are: what users can import, and the classes of what those return. */
export const callsByOwner: readonly {
  readonly owner: object;
  readonly calls: Methods;
  /** Those without an argument. */
  readonly bare: readonly string[];
}[] = [
  // The error is exported for `instanceof`.
  { owner: { ...api }, calls: functions, bare: ['StreamBenchError'] },
  { owner: Stream.prototype, calls: streamMethods, bare: [] },
  { owner: Aggregate.prototype, calls: {}, bare: [] },
  { owner: Expression.prototype, calls: expressionMethods, bare: ['isNull', 'isNotNull'] },
  {
    owner: NumberExpression.prototype,
    calls: numberMethods,
    bare: ['negate', 'abs', 'floor', 'ceil', 'round', 'toInteger', 'toFloat', 'sqrt', 'ln', 'exp'],
  },
  { owner: TextExpression.prototype, calls: textMethods, bare: ['lower', 'upper', 'trim', 'length'] },
  { owner: TimestampExpression.prototype, calls: timestampMethods, bare: ['hourOfDay', 'dayOfWeek'] },
  { owner: BooleanExpression.prototype, calls: booleanMethods, bare: ['not'] },
  { owner: Case.prototype, calls: caseMethods, bare: ['otherwiseNull'] },
];
