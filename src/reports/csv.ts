import { escapeControls } from '../control-characters.ts';
import type { ResultFile } from '../results/read-result.ts';
import { unit as unitSchema } from '../results/unit.ts';

/** The part of JSON Schema that says which fields a unit can have. */
interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

type Cell = string | number | boolean | null;

/** The conditions of the experiment, repeated for each of its units. */
const ownColumns: Readonly<Record<string, (file: ResultFile) => Cell>> = {
  file: ({ path }) => path,
  startedAt: ({ result }) => result.startedAt,
  workload: ({ result }) => result.experiment.workload,
  loadShape: ({ result }) => result.experiment.load.shape,
  sink: ({ result }) => result.experiment.sink,
  sync: ({ result }) => result.experiment.sync,
  wait: ({ result }) => result.experiment.wait,
  payload: ({ result }) => result.experiment.payload ?? 'columns',
  seed: ({ result }) => result.experiment.seed,
};

/**
 * One line for each unit, excluded or not: every scalar field that the format knows, nested ones by their path, as
 * `latencyMicros.p50`. Columns come from the schema, so that they are the same for all files. RFC 4180; what is null is
 * empty, and control characters are shown as `\n` or `\u001b`.
 */
export function csvReport(files: readonly ResultFile[]): string {
  const paths = columnPaths(unitSchema as Shape);
  const head = [...Object.keys(ownColumns), ...paths.map((path) => path.join('.'))];
  const rows = files.flatMap((file) => {
    const own = Object.values(ownColumns).map((read) => read(file));
    return file.result.units.map((unit) => [...own, ...paths.map((path) => cellOf(unit, path))]);
  });
  return [head, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/** Of lists only the exclusions are kept: they are few and short. Encoded histograms are text, but no figures. */
function columnPaths(shape: Shape, path: readonly string[] = []): string[][] {
  const [top] = path;
  if (top === 'histograms' || (shape.type === 'array' && top !== 'exclusions')) return [];
  const alternatives = [shape, ...(shape.anyOf ?? []), ...(shape.items === undefined ? [] : [shape.items])];
  const object = alternatives.find(({ properties }) => properties !== undefined);
  if (object === undefined) return [[...path]];
  return Object.entries(object.properties!).flatMap(([name, of]) => columnPaths(of, [...path, name]));
}

/** Exclusions are separated by `; `, and the figures of each by a space. */
function cellOf(value: unknown, path: readonly string[]): Cell {
  if (Array.isArray(value)) return value.map((one) => cellOf(one, path)).join(path.length === 0 ? ' ' : '; ');
  if (path.length === 0 || value === null || value === undefined) return (value ?? null) as Cell;
  const [name, ...rest] = path;
  return cellOf((value as Record<string, unknown>)[name], rest);
}

function quoted(cell: Cell): string {
  const text = cell === null ? '' : escapeControls(String(cell));
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
