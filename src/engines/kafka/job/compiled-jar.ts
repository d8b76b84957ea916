import { readdirSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { StreamBenchError } from '../../../errors.ts';
import { javaProgram } from '../../../installations/needed-programs.ts';
import { Program } from '../../../processes/program.ts';

/** The compiler and the packer of the Java that runs the job, which need not be those on the PATH. */
const compiler = ['-XX:TieredStopAtLevel=1', '-m', 'jdk.compiler/com.sun.tools.javac.Main'];
const packer = ['-XX:TieredStopAtLevel=1', '-m', 'jdk.jartool/sun.tools.jar.Main'];

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
 * @returns the path of the jar
 */
export async function compileJar(jar: JarSources, folder: string): Promise<string> {
  const [classes, path] = [join(folder, 'classes'), join(folder, 'job.jar')];
  await mkdir(classes);
  for (const [name, text] of Object.entries(jar.files ?? {})) {
    await mkdir(join(classes, dirname(name)), { recursive: true });
    writeFileSync(join(classes, name), text);
  }
  // The compiler knows no `*`.
  const libraries = jar.libraries.flatMap((each) => readdirSync(each).map((name) => join(each, name)));
  await java(jar.name, [...compiler, '-d', classes, '-cp', libraries.join(delimiter), ...jar.sources], folder);
  await java(jar.name, [...packer, '--create', '--file', path, '-C', classes, '.'], folder);
  return path;
}

async function java(name: string, args: readonly string[], folder: string): Promise<void> {
  const program = new Program(javaProgram(process.env), args, { cwd: folder, log: join(folder, 'compiler.log') });
  if ((await program.ended).exitCode === 0) return;
  const what = `${name} cannot be compiled`;
  const remedy = 'Run it again with --verbose to see what the compiler says.';
  throw new StreamBenchError({ kind: 'environment', what, remedy }, new Error(program.lastLines()));
}
