import { writeFileSync } from 'node:fs';
import { measuringTable } from './measurement.ts';
import { partsTable } from './parts.ts';
import { startupTable } from './startup.ts';
import { workloadsTable } from './workloads/table.ts';
import { writtenBy } from './written-by.ts';

/**
 * `npm run bench`: the cost of the parts that every record passes, of the step of each workload, of measuring and of
 * starting. Writes results/bench.md. The compiled step beside others follows in a command of its own.
 */
const parts = await partsTable();
const workloads = await workloadsTable();
const measuring = await measuringTable();
const startup = startupTable();
const text = `# What the parts cost

${writtenBy('npm run bench')}

## Parts of \`fraud\`

Measured by tinybench; each time is that of a whole task.

${parts}

## The step of each workload

Per record: what generating it takes, what the step takes one by one and in thousands, and how many rows come out.
*Gain*: how many times as fast the step is in thousands. Medians of 3 rounds, in brackets the smallest and the largest.
Fewer rows come out in thousands where rows are updates of a table: of those of a key, only the last is written.

${workloads}

## Measuring

The same records, step and sink with and without the clock, the log and the digest of a unit, in turns of a few
milliseconds. In brackets the middle half of the rounds.

${measuring}

## Starting

Whole processes, in turns, 21 of each. The last one is refused, after the parser was loaded. In brackets the smallest
and the largest.

${startup}
`;
writeFileSync('results/bench.md', text);
console.log(text);
