import { StreamBenchError } from '../errors.ts';
import { arrowFormat } from './arrow.ts';
import { csvFormat } from './csv.ts';
import type { Format } from './format.ts';
import { ndjsonFormat } from './ndjson.ts';
import { parquetFormat } from './parquet.ts';

/** All formats that records can be read from. A new one is its file and its name here. */
export const formats = {
  parquet: parquetFormat,
  arrow: arrowFormat,
  csv: csvFormat,
  ndjson: ndjsonFormat,
} satisfies Readonly<Record<string, Format>>;

export type FormatKind = keyof typeof formats;

const known: readonly Format[] = Object.values(formats);

/** The format by the ending of the file's name, in upper or lower case, with or without `.gz` after it. */
export function formatOf(path: string): Format {
  const name = path.toLowerCase().replace(/\.gz$/, '');
  const format = known.find(({ endings }) => endings.some((ending) => name.endsWith(ending)));
  if (format !== undefined) return format;
  throw new StreamBenchError({
    kind: 'input',
    where: path,
    what: 'the name of the file has no known ending',
    remedy: `Known are ${known.map(described).join(', ')}, each also followed by .gz.`,
  });
}

/** @param name as a source of this package has it */
export function formatNamed(name: string): Format {
  return known.find((format) => format.name === name)!;
}

function described({ name, endings }: Format): string {
  return `${endings.join(', ')} (${name})`;
}
