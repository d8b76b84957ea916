import type { SchemaElement } from 'hyparquet';
import type { ColumnType } from '../columns/column-type.ts';

/** Logical types that do not change the meaning of the physical type. */
const plainIntegers = ['INT_8', 'INT_16', 'INT_32', 'INT_64', 'UINT_8', 'UINT_16', 'UINT_32', 'UINT_64', 'INTEGER'];
const texts = ['UTF8', 'STRING', 'ENUM'];
const timestamps = ['TIMESTAMP', 'TIMESTAMP_MILLIS', 'TIMESTAMP_MICROS'];

/**
 * The column type that holds the values of this Parquet column exactly. Undefined for nested columns, DECIMAL (a float
 * would round it), DATE, TIME, and bytes that are not declared as text. Source: apache/parquet-format, LogicalTypes.md.
 */
export function columnTypeOf(element: SchemaElement): ColumnType | undefined {
  if (element.repetition_type === 'REPEATED') return undefined;
  const logical = logicalNameOf(element);
  switch (element.type) {
    case 'BOOLEAN':
      return 'boolean';
    case 'FLOAT':
    case 'DOUBLE':
      return 'float';
    case 'INT32':
    case 'INT64':
      if (logical === undefined || plainIntegers.includes(logical)) return 'integer';
      return timestamps.includes(logical) ? 'timestamp' : undefined;
    case 'BYTE_ARRAY':
      return logical !== undefined && texts.includes(logical) ? 'text' : undefined;
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

function logicalNameOf({ logical_type, converted_type }: SchemaElement): string | undefined {
  // Files have the older converted type, the newer logical type, or both.
  return logical_type?.type ?? converted_type;
}
