import { join } from 'node:path';
import { StreamBenchError } from '../errors.ts';
import { runToEnd, type ProgramOptions } from './run-to-end.ts';
import type { Pins } from './pins.ts';

/** Programs of others, with which engines are installed and run. */
export type NeededProgram = 'Java' | 'Maven' | 'Python';

export interface FoundProgram {
  readonly name: NeededProgram;
  /** How it is started: a name on the PATH, or a path. */
  readonly program: string;
  /** Undefined where it was not found, or does not say. */
  readonly version?: string;
  /** Why it cannot be used, as in "Java: …"; undefined if it can. */
  readonly fault?: string;
}

const remedies: Readonly<Record<NeededProgram, string>> = {
  Java: 'Install a JDK of version 17 or later. JAVA_HOME, if it is set, or the PATH must lead to it.',
  Maven: 'Install Maven 3.6.3 or later. The PATH must lead to mvn.',
  Python: 'Install Python 3.11 or later, with venv. The PATH must lead to python3.',
};

/** All of them, each as it was found. */
export async function findPrograms(options: ProgramOptions): Promise<FoundProgram[]> {
  return Promise.all([findJava(options), findMaven(options), findPython(options)]);
}

/** Throws a StreamBenchError for the first that these pins need and that cannot be used. */
export function requirePrograms(found: readonly FoundProgram[], pins: Pick<Pins, 'packages'>): void {
  found.filter(({ name }) => name !== 'Python' || pins.packages.length > 0).forEach(requireUsable);
}

/** Throws a StreamBenchError if Java cannot be used. */
export async function requireJava(options: ProgramOptions): Promise<void> {
  requireUsable(await findJava(options));
}

function requireUsable({ name, fault }: FoundProgram): void {
  if (fault === undefined) return;
  throw new StreamBenchError({ kind: 'environment', where: name, what: fault, remedy: remedyOf(name) });
}

export function remedyOf(name: NeededProgram): string {
  return remedies[name];
}

/** As Maven and Spark choose it. */
export function javaProgram(environment: Readonly<NodeJS.ProcessEnv>): string {
  const home = environment['JAVA_HOME'] ?? '';
  return home === '' ? 'java' : join(home, 'bin', 'java');
}

async function findJava(options: ProgramOptions): Promise<FoundProgram> {
  const asked = { name: 'Java', program: javaProgram(options.environment) } as const;
  const { exitCode, lines, startError } = await runToEnd(asked.program, ['--list-modules'], options);
  if (startError !== undefined) return { ...asked, fault: notFound(asked.program, startError) };
  // Java has modules since version 9.
  if (exitCode !== 0) return { ...asked, fault: 'too old, or it does not start; 17 or later is needed' };
  const version = versionIn(lines, /^java\.base@(\S+)/);
  if (!isAtLeast(version, [17])) return { ...asked, ...version, fault: tooOld(version, '17') };
  const hasCompiler = lines.some((line) => line.startsWith('jdk.compiler'));
  const fault = `this is a Java ${version.version} without its compiler; a JDK is needed`;
  return { ...asked, ...version, ...(!hasCompiler && { fault }) };
}

async function findMaven(options: ProgramOptions): Promise<FoundProgram> {
  const asked = { name: 'Maven', program: 'mvn' } as const;
  return findByVersion(asked, { pattern: /^Apache Maven (\S+)/, oldest: [3, 6, 3] }, options);
}

async function findPython(options: ProgramOptions): Promise<FoundProgram> {
  const asked = { name: 'Python', program: 'python3' } as const;
  return findByVersion(asked, { pattern: /^Python (\S+)/, oldest: [3, 11] }, options);
}

async function findByVersion(
  asked: Pick<FoundProgram, 'name' | 'program'>,
  { pattern, oldest }: { readonly pattern: RegExp; readonly oldest: readonly number[] },
  options: ProgramOptions,
): Promise<FoundProgram> {
  const { exitCode, lines, startError } = await runToEnd(asked.program, ['--version'], options);
  if (startError !== undefined) return { ...asked, fault: notFound(asked.program, startError) };
  const version = versionIn(lines, pattern);
  if (exitCode !== 0) return { ...asked, ...version, fault: `'${asked.program} --version' fails: ${lines[0]}` };
  return { ...asked, ...version, ...(!isAtLeast(version, oldest) && { fault: tooOld(version, oldest.join('.')) }) };
}

function notFound(program: string, code: string): string {
  return code === 'ENOENT' ? `there is no program '${program}'` : `'${program}' cannot be started (${code})`;
}

type Version = Pick<FoundProgram, 'version'>;

function versionIn(lines: readonly string[], pattern: RegExp): Version {
  const version = lines.map((line) => pattern.exec(line)?.[1]).find((found) => found !== undefined);
  return version === undefined ? {} : { version };
}

function tooOld({ version }: Version, oldest: string): string {
  return version === undefined
    ? `it does not say its version; ${oldest} or later is needed`
    : `version ${version} is too old; ${oldest} or later is needed`;
}

function isAtLeast({ version }: Version, oldest: readonly number[]): boolean {
  if (version === undefined) return false;
  const parts = version.split(/[^\d]+/).map(Number);
  for (const [place, least] of oldest.entries()) {
    const part = parts[place] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
