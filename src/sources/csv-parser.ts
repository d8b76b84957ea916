import type { CsvError } from 'csv-parse';
import type { StreamBenchError } from '../errors.ts';
import { broken, undecodable } from './file-error.ts';
import { maxTextRecordBytes, tooLong } from './text-record.ts';

// Not in csv.ts, whose types users see: those of csv-parse need the types of Node.

/** Each of them ends a line, also where a file has several kinds, as for Python's csv and pandas. Longest first. */
const lineEnds = ['\r\n', '\n', '\r'];

/** Records are arrays of fields, the header first. */
export const parserOptions = {
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  record_delimiter: lineEnds,
  max_record_size: maxTextRecordBytes,
} as const;

/** Records after this place cannot be separated, so the file is broken, not one record. */
export function unreadable(where: string, error: CsvError): StreamBenchError {
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return tooLong(where);
    case 'CSV_QUOTE_NOT_CLOSED':
      return broken(where, 'CSV', 'a quote that opens here is not closed', error);
    default:
      return undecodable(where, 'CSV', 'its records cannot be separated', error);
  }
}
