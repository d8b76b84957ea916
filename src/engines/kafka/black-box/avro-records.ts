import avro from 'avsc';
import { StreamBenchError } from '../../../errors.ts';
import type { Table } from '../../../columns/table.ts';
import { avroSchema } from './avro-schema.ts';

/**
 * A writer of records as Avro.
 *
 * @param numberAs the field that takes the number of a record; undefined: none does
 * @throws StreamBenchError if Avro has no such names, or no such value: its writer takes integers up to 2^53 - 2
 */
export function avroWriter(records: Table, numberAs?: string): (record: number) => Buffer {
  const type = typeFor(records, numberAs);
  return (record) => {
    const values = records.columns.map((column) => [column.name, records.value(record, column)]);
    const number = numberAs === undefined ? [] : [[numberAs, record]];
    const datum: unknown = Object.fromEntries([...values, ...number]);
    return orRefuse(`record ${record + 1}`, () => type.toBuffer(datum));
  };
}

function typeFor({ schema }: Table, numberAs: string | undefined): avro.Type {
  // Timestamps are numbers here already.
  return orRefuse('a column', () => avro.Type.forSchema(avroSchema(schema, numberAs) as avro.Schema));
}

function orRefuse<Written>(what: string, write: () => Written): Written {
  try {
    return write();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StreamBenchError(
      {
        kind: 'input',
        what: `${what} cannot be written as Avro: ${why}`,
        where: '--record-format',
        remedy: 'Change it in a pipeline file, or leave --record-format out.',
      },
      error,
    );
  }
}
