import { readdirSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { StreamBenchError } from '../../../errors.ts';
import { javaProgram } from '../../../installations/needed-programs.ts';
import { Program } from '../../../processes/program.ts';

/** The compiler and the packer of the Java that runs the job, which need not be those on the PATH. */
const compiler = ['-XX:TieredStopAtLevel=1', '-m', 'jdk.compiler/com.sun.tools.javac.Main'];
const packer = ['-XX:TieredStopAtLevel=1', '-m', 'jdk.jartool/sun.tools.jar.Main'];
/** Each of them takes some seconds. */
const limitMs = 60_000;

export interface JarSources {
  /** As in messages: `the Flink job`. */
  readonly name: string;
  readonly sources: readonly string[];
  /** Folders of the jars that they use. */
  readonly libraries: readonly string[];
  /** Files of the jar beside the classes: texts by paths. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * Compiles a job into a jar, as clusters take it.
 *
 * @param folder an existing folder for the job's files alone
 * @param ended stops it when it is aborted
 * @returns the path of the jar
 * @throws StreamBenchError if it cannot be compiled, or not within a minute
 */
export async function compileJar(jar: JarSources, folder: string, ended: AbortSignal): Promise<string> {
  const [classes, path] = [join(folder, 'classes'), join(folder, 'job.jar')];
  await mkdir(classes);
  for (const [name, text] of Object.entries(jar.files ?? {})) {
    await mkdir(join(classes, dirname(name)), { recursive: true });
    writeFileSync(join(classes, name), text);
  }
  // The compiler knows no `*`.
  const libraries = jar.libraries.flatMap((each) => readdirSync(each).map((name) => join(each, name)));
  const java = async (args: readonly string[]): Promise<void> => run(jar.name, args, folder, ended);
  await java([...compiler, '-d', classes, '-cp', libraries.join(delimiter), ...jar.sources]);
  await java([...packer, '--create', '--file', path, '-C', classes, '.']);
  return path;
}

async function run(name: string, args: readonly string[], folder: string, ended: AbortSignal): Promise<void> {
  const program = new Program(javaProgram(process.env), args, { cwd: folder, log: join(folder, 'compiler.log') });
  const end = await program.endWithin(limitMs, ended);
  if (end?.exitCode === 0) return;
  const what = end === undefined ? `${name} was not compiled within ${limitMs / 1000} s` : `${name} cannot be compiled`;
  const remedy = 'Run it again with --verbose to see what the compiler says.';
  throw new StreamBenchError({ kind: 'environment', what, remedy }, new Error(program.lastLines()));
}
