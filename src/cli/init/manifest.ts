import { StreamBenchError } from '../../errors.ts';

/** The parts of a package.json that are completed. */
export interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Where there is none. Not to be published by accident. */
export const newManifest = JSON.stringify({ private: true, type: 'module' });

interface Completed {
  readonly manifest: Manifest;
  /** The text of the package.json, with the indentation that it had. */
  readonly text: string;
  /** What is new, such as `script bench`. */
  readonly added: readonly string[];
}

/**
 * A package.json with the scripts and packages that it lacks. What it has stays as it is, in its order.
 *
 * @param path only for the message of an error
 * @throws StreamBenchError if the text is no JSON object
 */
export function completeManifest(text: string, path: string, needed: Manifest): Completed {
  const manifest = parsed(text, path);
  const { scripts = {}, dependencies = {}, devDependencies = {} } = manifest;
  const newScripts = missing(needed.scripts, scripts);
  const newPackages = missing(needed.devDependencies, { ...dependencies, ...devDependencies });
  const complete = {
    ...manifest,
    ...(newScripts.length > 0 && { scripts: { ...scripts, ...Object.fromEntries(newScripts) } }),
    ...(newPackages.length > 0 && { devDependencies: { ...devDependencies, ...Object.fromEntries(newPackages) } }),
  };
  return {
    manifest: complete,
    text: `${JSON.stringify(complete, null, /\n([ \t]+)/.exec(text)?.[1] ?? 2)}\n`,
    added: [...newScripts.map(([name]) => `script ${name}`), ...newPackages.map(([name]) => `package ${name}`)],
  };
}

type Entries = readonly (readonly [name: string, value: string])[];

function missing(needed: Readonly<Record<string, string>> = {}, present: Readonly<Record<string, string>>): Entries {
  return Object.entries(needed).filter(([name]) => !Object.hasOwn(present, name));
}

function parsed(text: string, path: string): Manifest {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Below, as for any other text.
  }
  const what = 'this is no JSON object, so nothing was written';
  throw new StreamBenchError({ kind: 'input', where: path, what, remedy: 'Correct it, or remove it.' });
}
