import type { Schema } from '../columns/column-type.ts';
import { streamFrom, type Output, type Stream } from '../builder/stream.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import type { RowTypesOf } from '../pipeline/row.ts';
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

/** Throws if the pipeline does not fit the source's schema. */
export function workload<const S extends Schema>(definition: WorkloadDefinition<S>): Workload {
  const { name, description = '', source, watermarkDelayMs = 0, pipeline } = definition;
  const { plan } = pipeline(streamFrom(source.schema, source.eventTime, watermarkDelayMs));
  return Object.freeze({ kind: 'workload', name, description, source, plan });
}
