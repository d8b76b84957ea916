import { OutputRows } from '../columns/output-rows.ts';
import type { Table } from '../columns/table.ts';
import { operatorOf } from '../operators/index.ts';
import { outputKey } from '../operators/output-key.ts';
import type { Consume, RowCode } from '../operators/operator.ts';
import { fixedCells, writeStoredRow } from '../operators/stored-row.ts';
import { inputsOf, sourceOf, type PlanNode, type SourceNode } from '../pipeline/plan-node.ts';
import { StepWriter } from './code-writer.ts';
import { LateRecords } from './late-records.ts';
import type { Step } from './step.ts';

/**
 * Compiles a plan into one function over the records' columns. Operators write their code into each other, from the
 * source to the output, so a row passes through all of them without a call or an object in between (T. Neumann,
 * Efficiently Compiling Efficient Query Plans for Modern Hardware, VLDB 2011). Only the methods of stateful operators
 * are called.
 *
 * @param measuredFrom index of the first measured record; those before it do not count in `late`
 * @param count number of records. If it is more than the table has rows, a power of two, then the table is a ring:
 *   record i is in row i modulo that power.
 */
export function compile(plan: PlanNode, records: Table, measuredFrom = 0, count = records.length): Step {
  return compilePart(plan, records, { measuredFrom, count, part: undefined, fates: new Uint8Array(count + 1) });
}

/** Which records a step processes. Of the others it only takes the time. */
export interface Part {
  /** The part that each record belongs to. */
  readonly ofRecords: Uint16Array;
  readonly own: number;
}

export interface PartOptions {
  readonly measuredFrom: number;
  readonly count: number;
  /** Undefined: all records. */
  readonly part: Part | undefined;
  /** Takes the fates of the records, and has one place more. */
  readonly fates: Uint8Array;
}

/** As `compile`, for a step that shares the records with others, each of which processes a part of them. */
export function compilePart(plan: PlanNode, records: Table, { measuredFrom, count, part, fates }: PartOptions): Step {
  const output = new OutputRows(plan.schema, records.dictionary, outputKey(plan));
  const late = new LateRecords(measuredFrom, count, fates);
  const { parameters, text } = writeStep(plan, records, output, count, part);
  const names = parameters.map((_, index) => `p${index}`);
  // oxlint-disable-next-line no-new-func -- the purpose of this file; the text contains nothing from outside
  const build = new Function(...names, 'fates', 'late', 'output', 'count', text) as (
    ...values: unknown[]
  ) => Pick<Step, 'invoke' | 'finish'>;
  return {
    output,
    fates,
    late: late.measured,
    lateOfAll: () => late.all,
    ...build(...parameters, fates, late, output, count),
  };
}

/** The row of a record, as code. */
function rowCode({ length }: Table, count: number): string {
  return count <= length ? 'record' : `record & ${length - 1}`;
}

function writeStep(
  plan: PlanNode,
  records: Table,
  output: OutputRows,
  count: number,
  part: Part | undefined,
): StepWriter & { text: string } {
  const writer = new StepWriter(records.dictionary, count);
  const source = sourceOf(plan);
  const sourceRow = recordCode(records, source, writer);
  const consume = (row: RowCode): void => writeOutput(row, output, writer);
  const body = writer.capture(() => writeOperators(plan, writer, sourceRow, consume, true));
  const isOwn = part && `${writer.parameter(part.ofRecords)}[record] === ${part.own}`;
  const delay = writer.parameter(source.watermarkDelayMicros);
  const { watermark, states } = writer;
  const shared = writer.parameter(watermark);
  watermark.dueMicros = Math.min(...states.map(({ state }) => state.dueMicros));
  const text = `
"use strict";
let cause = 0;
${writer.callbacks.join('\n')}
const end = () => {
  ${writer.endings.join('\n')}
};
const advance = (micros) => {
  ${states.map(({ name }) => `${name}.advance(micros);`).join('\n')}
  ${shared}.dueMicros = Math.min(${states.map(({ name }) => `${name}.dueMicros`).join(', ')});
  ${shared}.micros = micros;
};
return {
  invoke(from, to) {
    for (let record = from; record < to; record++) {
      cause = record;
      const row = ${rowCode(records, count)};
      ${isOwn === undefined ? body : `if (${isOwn}) {\n${body}\n}`}
      const next = ${sourceRow.time} - ${delay};
      if (next > ${shared}.micros) {
        if (next >= ${shared}.dueMicros) advance(next);
        else ${shared}.micros = next;
      }
    }
    end();
  },
  finish() {
    cause = count;
    advance(Infinity);
    end();
  },
};`;
  return Object.assign(writer, { text });
}

/** The current record, read from the source's columns. */
function recordCode(records: Table, source: SourceNode, writer: StepWriter): RowCode {
  const cells = fixedCells(records, 'row', writer);
  return { cells, time: cells[source.eventTime].value };
}

/** Writes the operators of a plan, each into the code of those that it reads. A record's code ends in `consume`. */
function writeOperators(node: PlanNode, writer: StepWriter, record: RowCode, consume: Consume, isLast = false): void {
  const inputs = inputsOf(node);
  if (inputs.length === 0) return consume(record);
  const { rowWriters, states } = writer.open(() => {
    const operator = operatorOf(node);
    return isLast && operator.compileLast
      ? operator.compileLast(node, writer, consume)
      : operator.compile(node, writer, consume);
  });
  inputs.forEach((input, side) => writeOperators(input, writer, record, rowWriters[side]));
  // After those of its inputs: what they emit at a watermark must arrive before this operator advances to it.
  writer.states.push(...states);
}

function writeOutput(row: RowCode, { table, key }: OutputRows, writer: StepWriter): void {
  const reserved = writer.variable('output.reserve(cause)');
  writer.markEmitted();
  if (key === undefined) return writeStoredRow(row, table.columns, reserved, writer);
  const [keys, others] = [true, false].map((isKey) => table.columns.filter(({ name }) => key.includes(name) === isKey));
  writeStoredRow(row, keys, reserved, writer);
  writeStoredRow(row, others, writer.variable('output.place()'), writer);
}
