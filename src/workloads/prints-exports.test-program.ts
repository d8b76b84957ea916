import { importFile } from './import-file.ts';

/** Prints, as a line of JSON for each file that is named, its default export or the error's first line. */
for (const path of process.argv.slice(2)) {
  const exported = await importFile(path).catch((error: unknown) => ({ default: String(error).split('\n')[0] }));
  process.stdout.write(`${JSON.stringify(exported.default)}\n`);
}
