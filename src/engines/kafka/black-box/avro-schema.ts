import { isNullable, typeOf, type ColumnType, type Schema } from '../../../columns/column-type.ts';

type AvroType = string | { readonly type: string; readonly logicalType: string };

/** A schema of Avro, as its files have it. */
export interface AvroRecordSchema {
  readonly type: 'record';
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: AvroType | readonly AvroType[] }[];
}

/** Timestamps are microseconds since 1970, in UTC. */
const types: Readonly<Record<ColumnType, AvroType>> = {
  integer: 'long',
  float: 'double',
  boolean: 'boolean',
  text: 'string',
  timestamp: { type: 'long', logicalType: 'timestamp-micros' },
};

/**
 * The schema of records, each as a datum without a header.
 *
 * @param numberAs the field that takes the number of a record; undefined: none does
 */
export function avroSchema(schema: Schema, numberAs?: string): AvroRecordSchema {
  const fields = Object.entries(schema).map(([name, spec]) => {
    const type = types[typeOf(spec)];
    return { name, type: isNullable(spec) ? ['null', type] : type };
  });
  const number = numberAs === undefined ? [] : [{ name: numberAs, type: 'long' }];
  return { type: 'record', name: 'Record', fields: [...fields, ...number] };
}
