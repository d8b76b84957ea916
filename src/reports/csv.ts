import type { ResultFile } from '../results/read-result.ts';
import { unit as unitSchema, type Unit } from '../results/unit.ts';

/** What of JSON Schema tells which fields a unit can have. */
interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

type Cell = string | number | boolean | null;

/** What tells a unit from those of other files. */
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

/** Few and short: of all lists the one that is kept. */
const keptList = 'exclusions';
/** Encoded histograms are text, but no figures. */
const leftOut = 'histograms';

/**
 * One line for each unit, excluded or not: every scalar field that the format knows, nested ones as `latencyMicros.p50`.
 * Columns come from the schema, so that they are the same for all files. RFC 4180; what is null is empty.
 */
export function csvReport(files: readonly ResultFile[]): string {
  const paths = columnPaths(unitSchema);
  const head = [...Object.keys(ownColumns), ...paths.map((path) => path.join('.'))];
  const rows = files.flatMap((file) => {
    const own = Object.values(ownColumns).map((read) => read(file));
    return file.result.units.map((unit) => [...own, ...paths.map((path) => cellOf(unit, path))]);
  });
  return [head, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function columnPaths(shape: Shape, path: readonly string[] = []): string[][] {
  const [first, ...deeper] = path;
  if (first === leftOut) return [];
  if (first === keptList && deeper.length === 0) return columnPaths(shape.items!, [...path, '']);
  const object = [shape, ...(shape.anyOf ?? [])].find(({ properties }) => properties !== undefined);
  if (object === undefined) return shape.type === 'array' ? [] : [[...path]];
  return Object.entries(object.properties!).flatMap(([name, of]) => columnPaths(of, [...path, name]));
}
