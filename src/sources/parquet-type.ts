import type { SchemaElement } from 'hyparquet';
import type { TypedColumn } from './typed-columns.ts';

/** Logical types that do not change the meaning of the physical type. */
const plainIntegers = ['INT_8', 'INT_16', 'INT_32', 'INT_64', 'UINT_8', 'UINT_16', 'UINT_32', 'UINT_64', 'INTEGER'];
const texts = ['UTF8', 'STRING', 'ENUM'];
const times = ['DATE', 'TIMESTAMP', 'TIMESTAMP_MILLIS', 'TIMESTAMP_MICROS'];

/**
 * The column type that holds the values of this Parquet column exactly. Undefined for nested columns, TIME, and bytes
 * that are not declared as text. Source: apache/parquet-format, LogicalTypes.md.
 */
export function columnTypeOf(element: SchemaElement): TypedColumn['type'] {
  if (element.repetition_type === 'REPEATED') return undefined;
  const logical = logicalNameOf(element);
  if (logical === 'NULL' || logical === 'UNKNOWN') return 'null';
  if (logical === 'DECIMAL') return (element.scale ?? 0) === 0 ? 'integer' : 'decimal';
  switch (element.type) {
    case 'BOOLEAN':
      return 'boolean';
    case 'FLOAT':
    case 'DOUBLE':
      return 'float';
    case 'INT32':
    case 'INT64':
      if (logical === undefined || plainIntegers.includes(logical)) return 'integer';
      return times.includes(logical) ? 'timestamp' : undefined;
    case 'INT96':
      // The timestamps of Hive and of older Spark and Impala.
      return 'timestamp';
    case 'BYTE_ARRAY':
      return logical !== undefined && texts.includes(logical) ? 'text' : undefined;
    case 'FIXED_LEN_BYTE_ARRAY':
      return logical === 'FLOAT16' ? 'float' : undefined;
    default:
      return undefined;
  }
}

/** The name of the logical type, such as `DATE`; without one, that of the physical type, such as `INT64`. */
export function describeType(element: SchemaElement): string {
  const logical = logicalNameOf(element);
  const name = logical ?? element.type ?? 'a group of columns';
  return element.repetition_type === 'REPEATED' ? `repeated ${name}` : name;
}

export function isDecimal(element: SchemaElement): boolean {
  return logicalNameOf(element) === 'DECIMAL';
}

function logicalNameOf({ logical_type, converted_type }: SchemaElement): string | undefined {
  // Files have the older converted type, the newer logical type, or both.
  return logical_type?.type ?? converted_type;
}
