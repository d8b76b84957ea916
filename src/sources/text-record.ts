import { StreamBenchError } from '../errors.ts';

/** Most bytes of one record of a text file: a longer one is a quote that is not closed, or all objects in one array. */
export const maxTextRecordBytes = 1 << 24;

/** The error for a longer record. `where`: the file and the line on which it starts. */
export function tooLong(where: string): StreamBenchError {
  return new StreamBenchError({
    kind: 'input',
    where,
    what: `the record that starts here is longer than ${maxTextRecordBytes >> 20} MiB`,
    remedy: 'Close its quotes, end its line, or leave out its long texts.',
  });
}
