import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tableOf } from '../columns/rows.test-program.ts';
import { rowsOfStream } from '../compile/step-results.test-program.ts';
import { operatorKinds } from './arbitrary/plans.test-program.ts';
import { keyedOperatorKinds, keyedPlans, watermarkDelayMicros } from './arbitrary/keyed-pipelines.test-program.ts';
import { inputsOf, sourceOf, type PlanNode } from '../pipeline/plan-node.ts';

/** `npm run test:plans` takes 10,000, in CI too. */
const caseCount = Number(process.env['STREAM_BENCH_CASES'] ?? 300);
const timeoutMs = 60_000 + caseCount * 40;

/** The key that is observed; the others are greater. */
const observed = 0;

interface KeyedRecord {
  readonly time: number;
  readonly key: number;
  readonly value: number;
}

/** The records of one key, each a step after the latest one, minus a lag. None is late, whatever comes between. */
const recordsOfKey: fc.Arbitrary<readonly KeyedRecord[]> = fc
  .array(fc.record({ step: stepMicros(), lag: fc.nat(watermarkDelayMicros), value: fc.nat(9) }), { maxLength: 25 })
  .map((choices) => {
    let latest = 0;
    return choices.map(({ step, lag, value }) => {
      latest += step;
      return { time: latest - lag, key: observed, value };
    });
  });

/** Records of other keys: where they arrive, and how their times follow each other. */
const others = fc.array(
  fc.record({ place: fc.nat(25), step: stepMicros(), key: fc.integer({ min: 1, max: 2 }), value: fc.nat(9) }),
  { maxLength: 25 },
);
type Others = typeof others extends fc.Arbitrary<infer T> ? T : never;

function stepMicros(): fc.Arbitrary<number> {
  return fc.oneof(fc.constant(0), fc.nat(15), fc.constantFrom(10, 20, 40), fc.nat(100));
}

/** Adds records of other keys. Their times move the watermark as far as no record of the observed key gets late. */
function withOthers(records: readonly KeyedRecord[], choices: Others): KeyedRecord[] {
  const merged: KeyedRecord[] = [];
  let latest = -Infinity;
  const add = (record: KeyedRecord): void => {
    merged.push(record);
    latest = Math.max(latest, record.time);
  };
  for (let place = 0; place <= records.length; place++) {
    const latestInTime = Math.min(...records.slice(place).map(({ time }) => time)) + watermarkDelayMicros;
    for (const { step, key, value } of choices.filter((choice) => choice.place % (records.length + 1) === place))
      add({ time: Math.min(Math.max(latest, -watermarkDelayMicros) + step, latestInTime), key, value });
    if (place < records.length) add(records[place]);
  }
  return merged;
}

function rowsOfObserved(plan: PlanNode, records: readonly KeyedRecord[]): unknown[][] {
  const rows = rowsOfStream(
    plan,
    tableOf(
      sourceOf(plan).schema,
      records.map((record) => ({ ...record })),
    ),
  );
  return rows.filter(([key]) => key === observed);
}

describe(`over ${caseCount} random plans and streams without late records`, () => {
  test(
    'the rows of a key stay the same when the records of other keys are removed or moved',
    () => {
      fc.assert(
        fc.property(keyedPlans, recordsOfKey, others, others, (plan, records, before, after) => {
          const alone = rowsOfObserved(plan, records);
          expect(rowsOfObserved(plan, withOthers(records, before))).toEqual(alone);
          expect(rowsOfObserved(plan, withOthers(records, after))).toEqual(alone);
        }),
        { numRuns: caseCount },
      );
    },
    timeoutMs,
  );
});

describe('these plans', () => {
  const samples = fc.sample(fc.tuple(keyedPlans, recordsOfKey, others), { numRuns: 500, seed: 1 });

  test('contain every operator with state by key', () => {
    const withoutKey = ['project', 'explode', 'map', 'filter-with', 'join-table', 'latest'];
    expect(new Set([...keyedOperatorKinds, ...withoutKey])).toEqual(new Set(operatorKinds));
    const found = new Set(samples.flatMap(([plan]) => kindsOf(plan)));
    for (const kind of keyedOperatorKinds) expect(found).toContain(kind);
  });

  test('give rows, and their other keys move the watermark to the time of a record that follows', () => {
    const withRows = samples.filter(([plan, records]) => rowsOfObserved(plan, records).length > 2);
    expect(withRows.length).toBeGreaterThan(200);
    const onTheEdge = samples.filter(([, records, choices]) => isOnTheEdge(withOthers(records, choices)));
    expect(onTheEdge.length).toBeGreaterThan(100);
  });
});

/** Whether a record of the observed key would be late if the watermark were one microsecond further, by another key. */
function isOnTheEdge(records: readonly KeyedRecord[]): boolean {
  let latest: KeyedRecord | undefined;
  return records.some((record) => {
    const isEdge = latest !== undefined && latest.key !== observed && record.key === observed;
    const result = isEdge && record.time === latest!.time - watermarkDelayMicros;
    if (latest === undefined || record.time > latest.time) latest = record;
    return result;
  });
}

function kindsOf(plan: PlanNode): string[] {
  return [plan.kind, ...inputsOf(plan).flatMap(kindsOf)];
}
