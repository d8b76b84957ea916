import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, parse, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm, packageManagerOf, type PackageManager } from '../../arms/package-manager.ts';
import { reasonOf, StreamBenchError } from '../../errors.ts';
import { paragraph } from '../../reports/paragraph.ts';
import { makeFolder } from '../../files/folders.ts';
import { writeWhole } from '../../files/whole-file.ts';
import { githubWorkflow, workflowPath } from './github-workflow.ts';
import type { InitOptions } from './options.ts';
import { completeManifest, newManifest, type Manifest } from './manifest.ts';

const pipelineName = 'my-pipeline.ts';
const command = `stream-bench run ./${pipelineName}`;

/** Three folders up from both the source and the build. */
const packageFolder = fileURLToPath(new URL('../../../', import.meta.url));

/** For the types only: the program runs the file as it is, as ES module or CommonJS, so its syntax is `preserve`d. */
const tsconfig = {
  compilerOptions: {
    target: 'es2024',
    module: 'preserve',
    strict: true,
    noEmit: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
};

/**
 * Writes a pipeline and what it needs to run into the folder. Files that are there stay; a package.json gets what it
 * lacks. Returns what to print.
 *
 * @throws StreamBenchError if the folder cannot be written, or its package.json cannot be read
 */
export function init(folder: string, { ci }: InitOptions): string {
  const path = join(folder, 'package.json');
  const present = existsSync(path) ? read(path) : undefined;
  const { manifest, text, added } = completeManifest(present ?? newManifest, path, needs(folder));
  const written = [
    writeNew(folder, pipelineName, read(join(packageFolder, 'docs', 'examples', pipelineName))),
    writeNew(folder, 'tsconfig.json', `${JSON.stringify(tsconfig, null, 2)}\n`),
    writeNew(folder, 'package.json', text),
    ...(ci === 'github' ? [writeWorkflow(folder)] : []),
  ].filter((name) => name !== undefined);
  if (present !== undefined && added.length > 0) attempt(path, () => writeWhole(path, text));
  const done = [
    ...(written.length > 0 ? [`Written: ${written.join(', ')}`] : []),
    ...(present !== undefined && added.length > 0 ? [`Added to package.json: ${added.join(', ')}`] : []),
  ];
  const lines = done.length > 0 ? done : ['Nothing was missing, so nothing was written.'];
  return `${lines.map(paragraph).join('\n')}\n\n${nextSteps(folder, manifest)}\n`;
}

function needs(folder: string): Manifest {
  const own = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as Required<Manifest> & {
    readonly name: string;
    readonly version: string;
  };
  // A clone is used where it is, since its version may not be published.
  const isInstalled = /[/\\]node_modules[/\\]/.test(packageFolder);
  const place = isInstalled ? `^${own.version}` : `file:${relative(resolve(folder), packageFolder)}`;
  return {
    scripts: { bench: command },
    devDependencies: { [own.name]: place, typescript: own.devDependencies['typescript'] },
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const what = `cannot be read (${reasonOf(error)})`;
    throw new StreamBenchError({ kind: 'environment', where: path, what }, error);
  }
}

/** GitHub reads workflows of the root of a repository alone. */
function writeWorkflow(folder: string): string | undefined {
  const root = repositoryAround(resolve(folder)) ?? resolve(folder);
  const within = relative(root, resolve(folder)).replaceAll(sep, '/');
  const workflow = githubWorkflow(within, `./${pipelineName}`, managerFor(folder));
  const written = writeNew(root, workflowPath, workflow);
  return written && relative(folder, join(root, written));
}

/** The nearest lock file's, up to the root of the repository: a workspace may have one for all of its packages. */
function managerFor(folder: string): PackageManager {
  const root = repositoryAround(resolve(folder)) ?? resolve(folder);
  for (let current = resolve(folder); ; current = dirname(current)) {
    const manager = packageManagerOf(current);
    if (manager !== undefined) return manager;
    if (current === root) return npm;
  }
}

function repositoryAround(folder: string): string | undefined {
  const { root: top } = parse(folder);
  for (let current = folder; current !== top; current = dirname(current))
    if (existsSync(join(current, '.git'))) return current;
  return undefined;
}

/** Returns the name if it has written the file; undefined if there is one. */
function writeNew(folder: string, name: string, text: string): string | undefined {
  const path = join(folder, name);
  if (existsSync(path)) return undefined;
  attempt(path, () => {
    makeFolder(dirname(resolve(path)));
    writeFileSync(path, text, { flag: 'wx' });
  });
  return name;
}

function attempt(path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const what = `cannot be written (${reasonOf(error)})`;
    const remedy = 'Name another folder: stream-bench init my-bench.';
    throw new StreamBenchError({ kind: 'environment', where: path, what, remedy }, error);
  }
}

function nextSteps(folder: string, { scripts }: Manifest): string {
  const enter = resolve(folder) === process.cwd() ? [] : [`cd ${folder}`];
  const measure = scripts?.['bench'] === command ? 'npm run bench' : `npx ${command}`;
  const steps = [
    ...enter,
    managerFor(folder).install,
    `${measure}   # measures the pipeline`,
    'npx tsc --noEmit   # checks types',
  ];
  return ['Next:', ...steps.map((step) => `  ${step}`)].join('\n');
}
