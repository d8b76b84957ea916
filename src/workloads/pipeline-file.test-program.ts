import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(import.meta.dirname, '..', 'index.ts');

/** What a function of the pipeline does; both see `amount`, the number of the record. */
interface Functions {
  /** In the function that makes records. */
  readonly record?: string;
  /** In the function of a map(). */
  readonly map?: string;
}

/** Writes a pipeline file whose records are numbered from 0. `code` runs when it is loaded, in line 3. */
export function writePipelineFile(path: string, code: string, { record = '', map = '' }: Functions = {}): string {
  writeFileSync(
    path,
    `import { generated, workload } from ${JSON.stringify(source)};
const schema = { time: 'timestamp', amount: 'integer' };
${code}
export default workload({
  name: 'mine',
  source: generated({ schema, eventTime: 'time', record: (_, amount) => { ${record}; return { amount }; } }),
  pipeline: (records) =>
    records.map({ columns: schema, with: (row) => { const { amount } = row; ${map}; return row; } }),
});
`,
  );
  return path;
}
