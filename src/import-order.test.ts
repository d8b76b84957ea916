import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';

type Order = Readonly<Record<string, readonly string[]>>;

/**
 * What each part of src may import, beside itself. A part is a folder or a module; of nested ones the longest name
 * counts. A part may name only parts that stand above it, so the table is the order of the whole program: no module
 * knows who uses it.
 */
const mayImport: Order = {
  // How text from outside is shown.
  'control-characters': [],
  errors: ['control-characters'],
  // Processes of our own, whatever runs in them: started, watched, ended, and what they leave behind.
  processes: ['errors'],
  // Threads of our own: how they are started, that they are there, and why they failed.
  threads: ['errors'],
  // Files that users name: how they are read, written and locked, whatever they hold.
  files: ['processes', 'errors'],
  // Versions of the user's code that are compared: copied and prepared, whatever they are.
  arms: ['processes', 'files', 'errors'],
  random: [],
  // What records are made of: knows nothing of what is done with them.
  columns: ['errors'],
  // What to compute, as plain data: knows the types of columns, never how it is run.
  pipeline: ['columns', 'errors'],
  // What each kind of node means.
  operators: ['columns', 'pipeline', 'random', 'errors'],
  // Three readers of a plan; they do not know each other.
  sql: ['columns', 'pipeline', 'operators', 'errors'],
  compile: ['columns', 'pipeline', 'operators', 'random', 'errors'],
  builder: ['columns', 'pipeline', 'operators', 'errors'],
  // Methods on numbers, whatever was measured.
  statistics: ['errors'],
  // Fingerprints of rows, by which answers are compared.
  answers: ['columns'],
  // Counts of latencies.
  'measurement/histogram': [],
  // What time it is: handed to all that waits or measures.
  'measurement/clock': ['measurement/histogram'],
  // What the machine is like, and what it took away from a run.
  'measurement/machine': ['measurement/histogram', 'measurement/clock', 'statistics', 'processes'],
  // The figures of a run: the same for any pipeline, so it knows none.
  'measurement/meter': ['measurement/histogram', 'measurement/clock', 'columns', 'statistics'],
  // When records arrive: not what is in them.
  loads: ['random', 'errors'],
  // The records themselves: not when they arrive.
  sources: ['columns', 'pipeline', 'random', 'files', 'errors'],
  // Where rows go: not what made them.
  sinks: ['columns', 'processes', 'threads', 'errors'],
  // How rows are written for people and other programs to read.
  'row-formats': ['columns', 'errors'],
  // When the step is invoked and committed: the step itself is handed in, so all executors are fair to it.
  executors: ['measurement/clock', 'errors'],
  // A schema, a generator and a pipeline, as a user would write them.
  workloads: ['columns', 'pipeline', 'operators', 'builder', 'sources', 'processes', 'files', 'random', 'errors'],
  // The document that outlives a run: needs nothing that runs, but the names of what can run.
  results: ['executors', 'loads', 'sinks', 'statistics', 'files', 'errors'],
  // Engines of others: how they come onto this machine, and where they are.
  installations: ['files', 'processes', 'errors', 'control-characters'],
  // What an engine is, and which plans its modes run.
  engines: [
    'columns',
    'pipeline',
    'operators',
    'sql',
    'loads',
    'sources',
    'sinks',
    'row-formats',
    'executors',
    'measurement',
    'workloads',
    'results',
    'processes',
    'errors',
  ],
  // The records of a unit and when they arrive: the same for every engine.
  'engines/schedule': [
    'engines',
    'columns',
    'pipeline',
    'compile',
    'loads',
    'sources',
    'workloads',
    'processes',
    'threads',
    'errors',
  ],
  // The engine of this machine, in fresh processes.
  'engines/local': [
    'engines',
    'engines/schedule',
    'columns',
    'pipeline',
    'operators',
    'compile',
    'answers',
    'measurement',
    'loads',
    'sources',
    'sinks',
    'row-formats',
    'executors',
    'workloads',
    'results',
    'random',
    'processes',
    'threads',
    'errors',
  ],
  // A broker, what is known of it, and its clients.
  'engines/kafka/broker': ['installations', 'files', 'processes', 'errors'],
  // What is on topics: how records and rows are written there, sent and read.
  'engines/kafka/records': ['engines', 'engines/kafka/broker', 'row-formats', 'columns', 'errors'],
  // Which records rows show, and when each was visible.
  'engines/kafka/effects': [
    'engines',
    'engines/schedule',
    'engines/kafka/records',
    'columns',
    'pipeline',
    'operators',
    'compile',
    'answers',
    'row-formats',
    'results',
  ],
  // The same for a job that runs no plan of ours.
  'engines/kafka/black-box': [
    'engines',
    'engines/kafka/records',
    'engines/kafka/effects',
    'columns',
    'answers',
    'sources',
    'row-formats',
    'results',
    'errors',
  ],
  // The report of a unit of which only its input and output are known.
  'engines/kafka/report': [
    'engines',
    'engines/schedule',
    'engines/kafka/effects',
    'columns',
    'measurement',
    'statistics',
    'loads',
    'sinks',
    'executors',
    'results',
  ],
  // What runs a plan between two topics, as processes of its own.
  'engines/kafka/job': ['engines', 'engines/kafka/broker', 'installations', 'sinks', 'results', 'processes', 'errors'],
  // Measures one unit: starts, feeds, watches and ends whatever takes part in it.
  'engines/kafka/harness': [
    'engines',
    'engines/schedule',
    'engines/kafka/broker',
    'engines/kafka/records',
    'engines/kafka/effects',
    'engines/kafka/black-box',
    'engines/kafka/report',
    'engines/kafka/job',
    'columns',
    'pipeline',
    'row-formats',
    'measurement',
    'workloads',
    'results',
    'processes',
    'errors',
  ],
  // All engines between two topics: where the topics are, what these take by themselves, and the units of a job.
  'engines/kafka': [
    'engines',
    'engines/kafka/broker',
    'engines/kafka/job',
    'engines/kafka/harness',
    'results',
    'processes',
    'errors',
  ],
  // The plan's own step as a consumer and producer.
  'engines/node': [
    'engines',
    'engines/kafka',
    'columns',
    'pipeline',
    'compile',
    'sinks',
    'row-formats',
    'executors',
    'workloads',
    'results',
    'processes',
    'errors',
  ],
  // The plan's SQL as a streaming query.
  'engines/spark': [
    'engines',
    'engines/kafka',
    'installations',
    'columns',
    'pipeline',
    'operators',
    'sql',
    'row-formats',
    'executors',
    'statistics',
    'workloads',
    'results',
    'errors',
  ],
  'engines/flink': [
    'engines',
    'engines/kafka',
    'installations',
    'columns',
    'pipeline',
    'operators',
    'sql',
    'workloads',
    'results',
    'processes',
    'errors',
  ],
  // Jobs of the user.
  'engines/job': ['engines', 'engines/kafka', 'pipeline', 'workloads', 'results', 'errors'],
  // The table of engines: nobody else knows one of them.
  'engines/available': [
    'engines',
    'engines/local',
    'engines/kafka',
    'engines/node',
    'engines/spark',
    'engines/flink',
    'engines/job',
    'installations',
  ],
  // Two results held against each other.
  comparison: ['results'],
  // Read as a method: which units, in which order, and what follows from them.
  experiments: [
    'columns',
    'pipeline',
    'measurement',
    'loads',
    'sources',
    'sinks',
    'executors',
    'workloads',
    'statistics',
    'results',
    'engines',
    'files',
    'engines/schedule',
    'errors',
  ],
  // Show what a result file says, so they can be made again from the file alone.
  reports: ['results', 'comparison', 'statistics', 'errors', 'control-characters'],
  // What users type, and what they get.
  cli: [
    'control-characters',
    'errors',
    'processes',
    'files',
    'arms',
    'columns',
    'pipeline',
    'operators',
    'sql',
    'measurement',
    'loads',
    'sources',
    'sinks',
    'row-formats',
    'executors',
    'workloads',
    'results',
    'comparison',
    'installations',
    'engines',
    'engines/available',
    'engines/kafka',
    'engines/job',
    'experiments',
    'reports',
  ],
};

/** Source texts by path below src, with `/` between folders. */
type Sources = Readonly<Record<string, string>>;

interface Import {
  readonly from: string;
  readonly to: string;
}

/** `from '…'`, `import '…'`, `import('…')`, and `new URL('…', import.meta.url)` by which workers are started. */
const specifiers = /\b(?:from\s*|import\s*\(?\s*|new\s+URL\(\s*)(['"])(?<specifier>[^'"\n]+)\1/g;

/**
 * Imports of other modules of src; a URL of another kind of file is none, and the linter refuses the package's own
 * name.
 */
function relativeImports(path: string, text: string): Import[] {
  return [...text.matchAll(specifiers)]
    .map((match) => match.groups?.['specifier'] ?? '')
    .filter((specifier) => /^\.\.?\/.*\.ts$/.test(specifier))
    .map((specifier) => ({ from: path, to: posix.join(posix.dirname(path), specifier) }));
}

/** `columns/table.ts` stands in `columns`; `errors.ts`, a module at the top, stands for itself. */
function folderOf(path: string): string {
  return path.split('/')[0].replace(/\.ts$/, '');
}

/** The row that a module belongs to, of nested ones the innermost; of a folder without a row its own name. */
function partOf(path: string, order: Order): string {
  const module = path.replace(/\.ts$/, '');
  const rows = Object.keys(order).filter((row) => module === row || module.startsWith(`${row}/`));
  return rows.sort((left, right) => right.length - left.length)[0] ?? folderOf(path);
}

/** A name stands for the parts within it too, but for those of engines: each engine is a part of its own. */
function allows(allowed: readonly string[], part: string): boolean {
  return allowed.some((name) => name === part || (name !== 'engines' && part.startsWith(`${name}/`)));
}

function brokenRule({ from, to }: Import, order: Order): string | undefined {
  const [part, imported] = [partOf(from, order), partOf(to, order)];
  if (imported === 'index') return `${from} imports ${to}: the public API is for users, import the module itself`;
  if (part === imported || part === 'index') return undefined;
  const allowed = order[part];
  if (allowed === undefined || allows(allowed, imported)) return undefined;
  return `${from} imports ${to}: ${part} may import ${allowed.join(', ') || 'no other folder'}`;
}

function foldersMissing(paths: readonly string[], order: Order): string[] {
  return [...new Set(paths.map((path) => partOf(path, order)))]
    .filter((part) => part !== 'index' && !Object.hasOwn(order, part))
    .map((folder) => `src/${folder} has no row in mayImport: say what it may import`);
}

/** Each cycle once, as `a.ts → b.ts → a.ts`; types count too, since a reader has to follow them as well. */
function cycles(imports: readonly Import[]): string[] {
  const importsOf = Map.groupBy(imports, ({ from }) => from);
  const found: string[] = [];
  const done = new Set<string>();
  function follow(path: string, way: readonly string[]): void {
    const start = way.indexOf(path);
    if (start >= 0) found.push(`import cycle: ${[...way.slice(start), path].join(' → ')}`);
    if (start >= 0 || done.has(path)) return;
    for (const { to } of importsOf.get(path) ?? []) follow(to, [...way, path]);
    done.add(path);
  }
  for (const path of importsOf.keys()) follow(path, []);
  return found;
}

/** What index.ts holds beside `export … from '…';` and comments. */
function beyondReexports(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    .replace(/export\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s*from\s*'[^']+';/g, '')
    .trim();
}

function violations(sources: Sources, order: Order): string[] {
  const imports = Object.entries(sources).flatMap(([path, text]) => relativeImports(path, text));
  const beyond = beyondReexports(sources['index.ts'] ?? '');
  return [
    ...foldersMissing(Object.keys(sources), order),
    ...imports.map((found) => brokenRule(found, order)).filter((rule) => rule !== undefined),
    ...cycles(imports),
    ...(beyond === '' ? [] : [`index.ts only re-exports, but holds: ${beyond.split('\n')[0]}`]),
  ];
}

function readSources(): Sources {
  const paths = globSync('**/*.ts', { cwd: import.meta.dirname })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/\.test(-program)?\.ts$|(^|\/)fixtures\//.test(path));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(import.meta.dirname, path), 'utf8')]));
}

describe('the import order of src', () => {
  test('holds for every module', () => {
    const sources = readSources();
    expect(Object.keys(sources)).toContain('errors.ts');
    expect(violations(sources, mayImport)).toEqual([]);
  });

  test('lets nobody but the table of engines name one of them, not even a test', () => {
    const others = globSync('{comparison,experiments,reports,cli}/**/*.ts', { cwd: import.meta.dirname });
    expect(others.length).toBeGreaterThan(100);
    const named = others.filter((path) =>
      relativeImports(path, readFileSync(join(import.meta.dirname, path), 'utf8')).some(({ to }) =>
        to.startsWith('engines/local/'),
      ),
    );
    expect(named).toEqual([]);
  });

  test('is an order: each part may import only parts above it in the table', () => {
    const order = Object.keys(mayImport);
    for (const [place, part] of order.entries()) {
      const above = order.slice(0, place);
      for (const name of mayImport[part])
        expect(
          above.some((row) => allows([name], row)),
          `${part}: ${name}`,
        ).toBe(true);
    }
  });
});

describe('the check of the import order', () => {
  const order: Order = { errors: [], columns: ['errors'], sinks: ['columns', 'errors'], cli: ['sinks'] };

  test('passes imports of the same folder, of folders allowed, and of other packages', () => {
    const sources = {
      'errors.ts': `import { closest } from 'fastest-levenshtein';`,
      'columns/table.ts': `import { isNullable } from './column-type.ts'; import { Error } from '../errors.ts';`,
      'columns/column-type.ts': '',
      'index.ts':
        `/** The API. */ export { Table } from './columns/table.ts'; ` +
        `export type * from './columns/column-type.ts';`,
    };
    expect(violations(sources, order)).toEqual([]);
  });

  test('names the file, the import and the rule that it breaks', () => {
    expect(violations({ 'columns/table.ts': `import type { Sink } from '../sinks/sink.ts';` }, order)).toEqual([
      'columns/table.ts imports sinks/sink.ts: columns may import errors',
    ]);
    expect(violations({ 'errors.ts': `export * from './columns/table.ts';` }, order)).toEqual([
      'errors.ts imports columns/table.ts: errors may import no other folder',
    ]);
  });

  test.each([
    `import {\n  a,\n  b,\n} from '../cli/main.ts';`,
    `import '../cli/main.ts';`,
    `export { main } from "../cli/main.ts";`,
    `const { main } = await import('../cli/main.ts');`,
    `new Worker(new URL('../cli/main.ts', import.meta.url));`,
  ])('sees an import written as %j', (text) => {
    expect(violations({ 'sinks/file.ts': text }, order)).toEqual([
      'sinks/file.ts imports cli/main.ts: sinks may import columns, errors',
    ]);
  });

  test('refuses the public API as a way round', () => {
    expect(violations({ 'cli/main.ts': `import { run } from '../index.ts';` }, order)).toEqual([
      'cli/main.ts imports index.ts: the public API is for users, import the module itself',
    ]);
  });

  test('refuses a folder that the table does not know', () => {
    expect(violations({ 'utils/array.ts': '' }, order)).toEqual([
      'src/utils has no row in mayImport: say what it may import',
    ]);
  });

  test('finds a cycle inside a folder, and reports it once', () => {
    const sources = {
      'columns/a.ts': `import { b } from './b.ts';\nimport { c } from './c.ts';`,
      'columns/b.ts': `import { c } from './c.ts';`,
      'columns/c.ts': `import type { B } from './b.ts';`,
    };
    expect(violations(sources, order)).toEqual(['import cycle: columns/b.ts → columns/c.ts → columns/b.ts']);
  });

  test('refuses an index.ts that does more than re-export', () => {
    const text = `export { a } from './columns/a.ts';\nexport const version = 1;`;
    expect(violations({ 'index.ts': text }, order)).toEqual([
      'index.ts only re-exports, but holds: export const version = 1;',
    ]);
  });
});
