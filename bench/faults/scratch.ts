import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = new URL('../../', import.meta.url).pathname;
const examples = ['run', 'sweep', 'capacity'];

const pipeline = `import { generated, workload } from '@stream-bench/stream-bench';
const source = generated({
  schema: { time: 'timestamp', amount: 'integer' },
  eventTime: 'time',
  record: (random) => ({ amount: random.integer(9) }),
});
export default workload({
  name: 'mine\\u001b[2J',
  description: 'with a bell \\u0007',
  source,
  pipeline: (records) => records.filter((record) => record.amount.gt(4)),
});
`;

/**
 * A folder with the files that command lines name, good and bad ones. It is three folders deep, so that what they
 * write to `../../..` stays inside as well.
 */
export class Scratch {
  readonly #outermost = mkdtempSync(join(tmpdir(), 'stream-bench-faults-'));
  readonly folder = join(this.#outermost, 'of', 'command', 'lines');
  /** For XDG_CACHE_HOME: the engines of the user must not be removed. */
  readonly cacheFolder = join(this.folder, 'cache');
  /** For PATH: nothing can be installed without programs. */
  readonly noPrograms = join(this.folder, 'folder');
  readonly #texts: Readonly<Record<string, string>>;

  constructor() {
    const run = readExample('run');
    this.#texts = {
      ...Object.fromEntries(examples.map((name) => [`${name}.json`, readExample(name)])),
      'cut.json': run.slice(0, 2000),
      'edited.json': run.replace(/"seed":\d+/, '"seed":77'),
      'notes.txt': 'my notes\n',
      'data.csv': 'time,amount\n2026-01-01T00:00:00Z,1\n2026-01-01T00:00:01Z,x\u001b[2J\n',
      'data.parquet': 'PAR1 and no more',
      'pipeline.ts': pipeline,
      target: '',
    };
    mkdirSync(this.folder, { recursive: true });
    this.reset();
  }

  /** Makes all files anew, and removes others. */
  reset(): void {
    for (const name of readdirSync(this.folder)) rmSync(join(this.folder, name), { recursive: true, force: true });
    for (const name of readdirSync(this.#outermost))
      if (name !== 'of') rmSync(join(this.#outermost, name), { recursive: true });
    for (const [name, text] of Object.entries(this.#texts)) writeFileSync(join(this.folder, name), text);
    mkdirSync(join(this.folder, 'folder'));
    mkdirSync(join(this.#engines, 'kafka-0.0.1', 'jars'), { recursive: true });
    symlinkSync('target', join(this.folder, 'link'));
    mkdirSync(join(this.folder, 'node_modules', '@stream-bench'), { recursive: true });
    symlinkSync(project, join(this.folder, 'node_modules', '@stream-bench', 'stream-bench'), 'junction');
  }

  /** What a command must not leave, or must not have changed; undefined if all is well. */
  damage(args: readonly string[]): string | undefined {
    // A sweep that was interrupted keeps its units.
    const remains = args.includes('sweep') ? /\.(partial|lock)$/ : /\.(partial|lock|units)$/;
    const names = [this.folder, this.#engines].filter((path) => existsSync(path)).flatMap((path) => readdirSync(path));
    const left = names.find((name) => remains.test(name));
    if (left !== undefined) return `leaves ${left}`;
    // The others may be replaced: an empty file, and results by results.
    const kept = Object.entries(this.#texts).filter(
      ([name]) => name !== 'target' && !examples.includes(name.slice(0, -5)),
    );
    const lost = kept.find(([name, text]) => readFileSync(join(this.folder, name), 'utf8') !== text);
    return lost === undefined || args.includes('--force') ? undefined : `changes ${lost[0]}`;
  }

  get #engines(): string {
    return join(this.cacheFolder, 'stream-bench', 'engines');
  }

  remove(): void {
    rmSync(this.#outermost, { recursive: true, force: true });
  }
}

function readExample(name: string): string {
  return readFileSync(join(project, 'docs', 'examples', `${name}.json`), 'utf8');
}
