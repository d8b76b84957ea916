import { existsSync, readFileSync } from 'node:fs';
import {
  createRequire,
  registerHooks,
  stripTypeScriptTypes,
  type LoadFnOutput,
  type LoadHookSync,
  type ResolveHookSync,
} from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compileFunction } from 'node:vm';

/**
 * Imports a user's JavaScript or TypeScript file. Node asks the nearest package.json whether a file is CommonJS or an
 * ES module, and so refuses `import` in a project of `npm init`. Here the syntax of the file decides, and so it does
 * for each file that it imports: a pipeline file runs in any project.
 *
 * @throws what Node throws where the file does not load
 */
export async function importFile(path: string): Promise<{ readonly default?: unknown }> {
  letSyntaxDecide();
  const url = pathToFileURL(path).href;
  const exported =
    syntaxOf(codeOf(url)) === 'commonjs'
      ? // Not imported, because on Node 22 an imported CommonJS file cannot require ES modules.
        (createRequire(url)(path) as unknown)
      : ((await import(url)) as { default?: unknown }).default;
  return isModuleExports(exported) ? exported : { default: exported };
}

/** Whether it is what a compiler makes of an ES module in CommonJS: `exports.default` holds the default export. */
function isModuleExports(exported: unknown): exported is { readonly default: unknown } {
  return typeof exported === 'object' && exported !== null && 'default' in exported;
}

const extensions = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];
/** The folder of this program, whose files Node loads as they are. */
const ownFolder = new URL('../', import.meta.url);
const ownName = '@stream-bench/stream-bench';
const ownEntry = new URL(`../index${extname(import.meta.url)}`, import.meta.url).href;

let isRegistered = false;

function letSyntaxDecide(): void {
  if (isRegistered) return;
  isRegistered = true;
  registerHooks({ resolve, load });
}

/** What a user can do about an error of `importFile`, where the error itself does not say it. */
export function importRemedy(error: unknown): string | undefined {
  const isUnsupported = error instanceof Error && 'code' in error && error.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX';
  if (!isUnsupported) return undefined;
  return 'Node removes types and compiles nothing: write an object in place of an enum, or compile the file.';
}

/** As Node does, and where it finds nothing as TypeScript does. */
const resolve: ResolveHookSync = (specifier, context, nextResolve) => {
  try {
    return nextResolve(specifier, context);
  } catch (error) {
    const found = specifier === ownName ? ownEntry : typeScriptTarget(specifier, context.parentURL);
    if (found === undefined) throw error;
    return { url: found, shortCircuit: true };
  }
};

/** What TypeScript finds for a relative import: `./rules` is rules.ts or rules/index.ts, `./rules.js` is rules.ts. */
function typeScriptTarget(specifier: string, parentUrl: string | undefined): string | undefined {
  if (!/^\.\.?(\/|$)/.test(specifier) || parentUrl === undefined || !isUsers(parentUrl)) return undefined;
  const sources = ['', '/index'].flatMap((end) => extensions.map((extension) => `${specifier}${end}${extension}`));
  const compiled = /\.[cm]?js$/.test(specifier) ? [specifier.replace(/js$/, 'ts')] : [];
  return [...compiled, ...sources]
    .map((candidate) => new URL(candidate, parentUrl))
    .find((candidate) => existsSync(candidate))?.href;
}

const load: LoadHookSync = (url, context, nextLoad) => {
  if (!isUsers(url) || !extensions.includes(extname(new URL(url).pathname))) return nextLoad(url, context);
  const code = codeOf(url);
  // Node decides by the syntax itself where no package.json decides.
  const loaded = nextLoad(url, context);
  const syntax = syntaxOf(code);
  if (code === undefined || isLoadedAs(loaded, syntax)) return loaded;
  return { format: 'module', source: syntax === 'module' ? code : asModule(code), shortCircuit: true };
};

/**
 * CommonJS code as an ES module, with its lines where they were. Node compiles CommonJS code by the nearest
 * package.json, whatever format a hook states. `require` returns the export named `module.exports`.
 */
function asModule(code: string): string {
  const names = commonJsNames.join(', ');
  const body = withoutHashbang(code);
  return (
    `import { createRequire } from 'node:module'; const module = { exports: {} }; (function (${names}) {${body}\n})` +
    '.call(module.exports, module.exports, createRequire(import.meta.url), module, ' +
    'import.meta.filename, import.meta.dirname);\n' +
    "const exported = module.exports; export { exported as default, exported as 'module.exports' };"
  );
}

/** Only at the start of a file it is no syntax error. */
function withoutHashbang(code: string): string {
  return code.replace(/^#!.*/, '');
}

function isUsers(url: string): boolean {
  return url.startsWith('file:') && !url.includes('/node_modules/') && !url.startsWith(ownFolder.href);
}

/** The code without its types, each part at its place; undefined where they cannot be removed, as Node will say. */
function codeOf(url: string): string | undefined {
  const text = readFileSync(fileURLToPath(url), 'utf8');
  if (!/\.[cm]?ts$/.test(new URL(url).pathname)) return text;
  try {
    return stripTypeScriptTypes(text);
  } catch {
    return undefined;
  }
}

type Syntax = 'commonjs' | 'module' | 'either';

const commonJsNames = ['exports', 'require', 'module', '__filename', '__dirname'];

/** `import`, `export` and `await` outside of functions do not compile as the body of a CommonJS module. */
function syntaxOf(code: string | undefined): Syntax {
  if (code === undefined) return 'either';
  try {
    compileFunction(withoutHashbang(code), commonJsNames);
  } catch {
    return 'module';
  }
  return /\b(exports|require|module)\b/.test(code) ? 'commonjs' : 'either';
}

/** Without a format, or with 'typescript', Node looks at the syntax. Others are like `module-typescript`. */
function isLoadedAs({ format }: LoadFnOutput, syntax: Syntax): boolean {
  return syntax === 'either' || (format ?? 'typescript') === 'typescript' || format!.startsWith(syntax);
}
