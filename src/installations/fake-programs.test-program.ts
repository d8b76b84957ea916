import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const program = pathToFileURL(join(import.meta.dirname, 'fixtures', 'fake-program.test-program.ts')).href;

type FakeName = 'java' | 'mvn' | 'python3';

/** A PATH with nothing on it but programs that play Java, Maven and Python. */
export class FakePrograms {
  readonly environment: NodeJS.ProcessEnv;
  readonly #folder: string;
  readonly #bin: string;

  /** @param folder a folder of the test, to which they are written */
  constructor(folder: string) {
    this.#folder = folder;
    this.#bin = join(folder, 'bin');
    mkdirSync(this.#bin, { recursive: true });
    for (const name of ['java', 'mvn', 'python3']) {
      writeFileSync(join(this.#bin, name), `#!${process.execPath}\nimport(${JSON.stringify(program)});\n`);
      chmodSync(join(this.#bin, name), 0o755);
    }
    this.environment = { PATH: this.#bin, STREAM_BENCH_FAKE: folder };
  }

  remove(name: FakeName): void {
    rmSync(join(this.#bin, name));
  }

  /** What it prints of its version, and whether it then fails. */
  says(name: FakeName, text: string, fails = false): void {
    writeFileSync(join(this.#folder, `${name}.says`), text);
    if (fails) writeFileSync(join(this.#folder, `${name}.says-and-fails`), '');
  }

  /** How they behave from now on, as the fixture says. */
  set mode(
    mode: 'works' | 'fails' | 'is full' | 'writes-wrong' | 'hangs' | 'python hangs' | 'python fails' | 'python3 fails',
  ) {
    writeFileSync(join(this.#folder, 'mode'), mode);
  }

  /** The file that holds the numbers of those that hang. */
  get processes(): string {
    return join(this.#folder, 'processes');
  }

  /** Files fetched since it was last asked. */
  fetched(): string[] {
    const calls = join(this.#folder, 'calls');
    const found = existsSync(calls) ? readFileSync(calls, 'utf8').split('\n').slice(0, -1) : [];
    rmSync(calls, { force: true });
    return found.toSorted();
  }
}
