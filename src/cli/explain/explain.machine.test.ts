import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { explain } from './explain.ts';

test('shows the name of a pipeline in one line, with its control characters escaped', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stream-bench-explain-'));
  const file = join(folder, 'mine.ts');
  writeFileSync(
    file,
    `import { generated, workload } from ${JSON.stringify(join(import.meta.dirname, '..', '..', 'index.ts'))};
const source = generated({ schema: { time: 'timestamp' }, eventTime: 'time', record: () => ({}) });
export default workload({ name: 'a\\nb\\u001b[2J', source, pipeline: (records) => records });`,
  );
  const [first] = stripVTControlCharacters(await explain(file, {})).split('\n');
  rmSync(folder, { recursive: true });
  expect(first).toBe('a\\nb\\u001b[2J');
});
