import avro from 'avsc';
import type { ColumnType, Value } from '../../../columns/column-type.ts';
import { StreamBenchError } from '../../../errors.ts';
import type { Table } from '../../../columns/table.ts';
import { avroSchema } from './avro-schema.ts';

/**
 * A writer of records as Avro.
 *
 * @param numberAs the field that takes the number of a record; undefined: none does
 * @throws StreamBenchError if Avro has no such names
 */
export function avroWriter(records: Table, numberAs?: string): (record: number) => Buffer {
  const type = typeFor(records, numberAs);
  return (record) => {
    const values = records.columns.map((column) => [column.name, datumOf(records.value(record, column), column.type)]);
    const number = numberAs === undefined ? [] : [[numberAs, BigInt(record)]];
    return type.toBuffer(Object.fromEntries([...values, ...number]));
  };
}

/** Timestamps are whole numbers of microseconds. */
const wholeTypes: readonly ColumnType[] = ['integer', 'timestamp'];

function datumOf(value: Value, type: ColumnType): Value | bigint {
  return typeof value === 'number' && wholeTypes.includes(type) ? BigInt(value) : value;
}

function typeFor({ schema }: Table, numberAs: string | undefined): avro.Type {
  try {
    return avro.Type.forSchema(avroSchema(schema, numberAs) as avro.Schema, { typeHook: longOf });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const what = `the records cannot be written as Avro: ${why}`;
    const remedy = 'Name the columns with letters, digits and underscores, or leave --record-format out.';
    throw new StreamBenchError({ kind: 'input', what, where: '--record-format', remedy }, error);
  }
}

/** A long as a bigint: of numbers below -2^52, avsc 5.7.9 writes the opposite. */
// oxlint-disable-next-line no-underscore-dangle -- the name that avsc gives it
const exactLong = avro.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer(value: bigint) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: (left: bigint, right: bigint) => (left < right ? -1 : Number(left > right)),
});

function longOf(schema: unknown): avro.Type | undefined {
  const type = typeof schema === 'object' && schema !== null && 'type' in schema ? schema.type : schema;
  return type === 'long' ? exactLong : undefined;
}
