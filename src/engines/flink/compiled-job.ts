import { readdirSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StreamBenchError } from '../../errors.ts';
import { javaProgram } from '../../installations/needed-programs.ts';
import { Program } from '../../processes/program.ts';

const sources = ['FlinkJob', 'StaticTableFactory'].map((name) =>
  fileURLToPath(new URL(`./${name}.java`, import.meta.url)),
);
/** Where Flink looks for connectors. */
const services = join('META-INF', 'services');

/**
 * Compiles the job and its connector. Flink finds connectors only in files.
 *
 * @param jars folder of Flink's jars
 * @param folder an existing folder for the job's files alone
 * @returns the folder of the classes
 */
export async function compileJob(jars: string, folder: string): Promise<string> {
  const classes = join(folder, 'classes');
  await mkdir(join(classes, services), { recursive: true });
  writeFileSync(join(classes, services, 'org.apache.flink.table.factories.Factory'), 'StaticTableFactory\n');
  // The compiler of the Java that runs the job, which need not be the one on the PATH. It knows no `*`.
  const compiler = ['-XX:TieredStopAtLevel=1', '-m', 'jdk.compiler/com.sun.tools.javac.Main'];
  const libraries = readdirSync(jars).map((name) => join(jars, name));
  const args = [...compiler, '-d', classes, '-cp', libraries.join(delimiter), ...sources];
  const program = new Program(javaProgram(process.env), args, { cwd: folder, log: join(folder, 'compiler.log') });
  if ((await program.ended).exitCode === 0) return classes;
  const what = 'the Flink job cannot be compiled';
  const remedy = 'Run it again with --verbose to see what the compiler says.';
  throw new StreamBenchError({ kind: 'environment', what, remedy }, new Error(program.lastLines()));
}
