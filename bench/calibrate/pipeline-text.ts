/** What a version of the pipeline costs and answers. */
export interface PipelineVersion {
  /** Turns of a loop for each record: nearly all of what it costs. */
  readonly loops: number;
  /**
   * If not 0, records do not loop: one in 50 has so many bytes checked, and the others a twentieth of them. A branch
   * around the loop would make the compiler triple its time.
   */
  readonly rareBytes: number;
  /** Numbers that each record allocates and drops. */
  readonly garbage: number;
  /** Bytes that are held for as long as the process lives. */
  readonly heldBytes: number;
  /** Records with a page up to this one are left out. */
  readonly above: number;
}

/** About 5 µs a record, so that load, overload and a million records fit into a second. */
export const unchanged: PipelineVersion = { loops: 4000, rareBytes: 0, garbage: 0, heldBytes: 0, above: 10 };

/** A pipeline file, as a user would write it. */
export function pipelineText({ loops, rareBytes, garbage, heldBytes, above }: PipelineVersion): string {
  const work = rareBytes === 0 ? 'spin(page)' : 'check(page === 37 ? rare : usual, page)';
  return `import { crc32 } from 'node:zlib';
import { generated, workload } from '@stream-bench/stream-bench';

const held = new Uint8Array(${heldBytes}).fill(1);
const spin = (value) => {
  let sum = value + held.length;
  for (let turn = 0; turn < ${loops}; turn++) sum = (Math.imul(sum, 1664525) + 1013904223) | 0;
  return sum === 0 ? 1 : value;
};
const rare = new Uint8Array(${rareBytes}).fill(1);
const usual = rare.subarray(0, ${rareBytes / 20});
const check = (bytes, value) => (crc32(bytes, value) === 0 ? 1 : value);
const waste = (value) => (${garbage} === 0 ? value : Array.from({ length: ${garbage} }, () => value).at(-1));

export default workload({
  name: 'clicks',
  source: generated({
    schema: { time: 'timestamp', page: 'integer' },
    eventTime: 'time',
    record: (random) => ({ page: random.integer(50) }),
  }),
  pipeline: (records) =>
    records
      .filter((click) => click.page.gt(${above}))
      .map({ columns: { page: 'integer' }, with: ({ page }) => ({ page: waste(${work}) }) }),
});
`;
}
