import fc from 'fast-check';

/**
 * A check before a change lands must give the same verdict twice, so in CI the random cases are the same ones;
 * elsewhere, and in `npm run test:deep`, each run looks at new ones. STREAM_BENCH_SEED repeats those of a failure.
 */
const ciSeed = 20_261_122;
const seed = process.env['STREAM_BENCH_SEED'] ?? (process.env['CI'] === undefined ? undefined : ciSeed);

fc.configureGlobal(seed === undefined ? {} : { seed: Number(seed) });
