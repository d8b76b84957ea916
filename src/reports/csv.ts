import type { ResultFile } from '../results/read-result.ts';
import { resultSchema } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';

/** What of JSON Schema tells which fields a run can have. */
interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly anyOf?: readonly Shape[];
}

type Cell = string | number | boolean | null;

/** What tells a run from those of other files. */
const ownColumns: Readonly<Record<string, (file: ResultFile) => Cell>> = {
  file: ({ path }) => path,
  startedAt: ({ result }) => result.startedAt,
  workload: ({ result }) => result.experiment.workload,
  loadShape: ({ result }) => result.experiment.load.shape,
  sink: ({ result }) => result.experiment.sink,
  sync: ({ result }) => result.experiment.sync,
  wait: ({ result }) => result.experiment.wait,
  seed: ({ result }) => result.experiment.seed,
};

/**
 * One line for each run, valid or not: every scalar field that the format knows, nested ones as `latencyMicros.p50`.
 * Columns come from the schema, so that they are the same for all files. RFC 4180; what is null is empty.
 */
export function csvReport(files: readonly ResultFile[]): string {
  const paths = scalarPaths((resultSchema.properties.runs as { items: Shape }).items);
  const head = [...Object.keys(ownColumns), ...paths.map((path) => path.join('.'))];
  const rows = files.flatMap((file) =>
    file.result.units.map((run) => [
      ...Object.values(ownColumns).map((read) => read(file)),
      ...paths.map((path) => cellOf(run, path)),
    ]),
  );
  return [head, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/** `reasons` is the one list that is kept: few and short. Encoded histograms are text, but no figure. */
function scalarPaths(shape: Shape, path: readonly string[] = []): string[][] {
  if (path[0] === 'histograms') return [];
  const object = [shape, ...(shape.anyOf ?? [])].find(({ properties }) => properties !== undefined);
  if (object !== undefined)
    return Object.entries(object.properties!).flatMap(([name, of]) => scalarPaths(of, [...path, name]));
  return shape.type === 'array' && path.join('.') !== 'reasons' ? [] : [[...path]];
}

function cellOf(run: Unit, path: readonly string[]): Cell {
  const value = path.reduce<unknown>((of, name) => (of as Record<string, unknown> | null | undefined)?.[name], run);
  return Array.isArray(value) ? value.join('; ') : ((value ?? null) as Cell);
}

function quoted(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
