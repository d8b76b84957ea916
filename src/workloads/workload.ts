import type { Schema } from '../columns/column-type.ts';
import { Output, streamFrom, type Stream } from '../builder/stream.ts';
import {
  anyText,
  checkArguments,
  checkReturned,
  distanceMs,
  functionOf,
  optional,
  parameter,
  someText,
} from '../pipeline/arguments.ts';
import { sourceOf, type PlanNode } from '../pipeline/plan-node.ts';
import type { RowTypesOf } from '../pipeline/row.ts';
import { isPlain } from '../pipeline/shown-value.ts';
import { building } from '../pipeline/unused-parts.ts';
import type { Source } from '../sources/source.ts';

/** What to measure: records and a pipeline over them. A pipeline file has one as its default export. */
export interface Workload {
  readonly kind: 'workload';
  readonly name: string;
  /** What it models, in a sentence or a paragraph. */
  readonly description: string;
  readonly source: Source;
  readonly plan: PlanNode;
}

/** How to get each workload, by its name. */
export type LoadByName = Readonly<Record<string, () => Promise<Workload>>>;

export interface WorkloadDefinition<S extends Schema> {
  readonly name: string;
  readonly description?: string;
  readonly source: Source<S>;
  /** How far event time may lag behind the largest event time so far before a record is late. */
  readonly watermarkDelayMs?: number;
  readonly pipeline: (records: Stream<RowTypesOf<S>>) => Output;
}

const isSource = (value: unknown): boolean => isPlain(value) && typeof value['read'] === 'function';

const workloadParameters = {
  name: someText,
  description: optional(anyText),
  source: parameter('a source such as csv({ … }) or generated({ … })', isSource),
  watermarkDelayMs: optional(distanceMs),
  pipeline: functionOf('the stream of records that returns a stream'),
};

/** Throws if the pipeline does not fit the source's schema, or if a part of it is used nowhere. */
export function workload<const S extends Schema>(definition: WorkloadDefinition<S>): Workload {
  checkArguments('workload', definition, workloadParameters);
  const { name, description = '', source, watermarkDelayMs = 0, pipeline } = definition;
  const plan = building(() => {
    const records = streamFrom(source.schema, source.eventTime, watermarkDelayMs);
    const isOwn = (value: unknown): boolean => value instanceof Output && sourceOf(value.plan) === records.plan;
    const returned = pipeline(records);
    checkReturned('workload', 'pipeline', returned, parameter('a stream of its records', isOwn));
    return returned.plan;
  });
  return Object.freeze({ kind: 'workload', name, description, source, plan });
}
