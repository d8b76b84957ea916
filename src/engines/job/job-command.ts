/** What a command can be told about its unit. */
export interface UnitPlace {
  readonly kafka: string;
  readonly in: string;
  readonly out: string;
  /** An empty folder of the unit. */
  readonly folder: string;
  /** In milliseconds; null where it has none. */
  readonly interval: number | null;
  /** Path of the schema of the records, a file of Avro; null where they are no Avro. */
  readonly schema: string | null;
}

/** The variables that tell the same, for programs that read their environment. */
const variables: Readonly<Record<keyof UnitPlace, string>> = {
  kafka: 'STREAM_BENCH_KAFKA',
  in: 'STREAM_BENCH_IN',
  out: 'STREAM_BENCH_OUT',
  folder: 'STREAM_BENCH_FOLDER',
  interval: 'STREAM_BENCH_INTERVAL_MS',
  schema: 'STREAM_BENCH_SCHEMA',
};

/** `${in}` is a variable of the shell. */
const placeholder = /(?<!\$)\{(kafka|in|out|folder|interval|schema)\}/g;

/** The command for `/bin/sh`, with `{kafka}`, `{in}`, `{out}`, `{folder}`, `{interval}` and `{schema}` filled in. */
export function filledIn(command: string, place: UnitPlace): string {
  return command.replaceAll(placeholder, (_, name: keyof UnitPlace) => String(place[name] ?? ''));
}

export function environmentOf(place: UnitPlace): Record<string, string> {
  const names = Object.keys(variables) as (keyof UnitPlace)[];
  return Object.fromEntries(names.map((name) => [variables[name], String(place[name] ?? '')]));
}

/** Whether the command takes the interval that is measured. */
export function takesInterval(command: string): boolean {
  return [...command.matchAll(placeholder)].some(([, name]) => name === 'interval');
}
