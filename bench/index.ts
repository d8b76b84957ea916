import { writeFileSync } from 'node:fs';
import { generatingTable } from './generating.ts';
import { measuringTable } from './measurement.ts';
import { partsTable } from './parts.ts';
import { writtenBy } from './written-by.ts';

/**
 * `npm run bench`: the cost of the parts that every record passes, of generating records, and of measuring. Writes
 * results/bench.md. The compiled step beside others follows in a command of its own.
 */
const parts = await partsTable();
const generating = await generatingTable();
const measuring = await measuringTable();
const text = `# What the parts cost

${writtenBy('npm run bench')}

## Parts of \`fraud\`

Measured by tinybench; each time is that of a whole task.

${parts}

## Generating beside the step

Per record; the step in thousands.

${generating}

## Measuring

The same records, step and sink with and without the clock, the log and the digest of a unit, in turns of a few
milliseconds. In brackets the middle half of the rounds.

${measuring}
`;
writeFileSync('results/bench.md', text);
console.log(text);
