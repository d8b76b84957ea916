import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Engine } from '../engines/engine.ts';
import { Engines } from '../engines/engines.ts';
import { fakeBatched, fakeEngine, fakeQuick, type FakeMode } from '../engines/fake-engine.test-program.ts';
import type { UnitSpec } from '../engines/unit-spec.ts';
import { virtualReference } from '../engines/virtual-unit.test-program.ts';
import { configurationName, type Configuration } from '../results/configuration.ts';
import { contradiction } from '../results/contradiction.ts';
import type { Capacity, CapacityFindings } from '../results/findings/capacity.ts';
import type { RecoverFindings, UnitRecovery } from '../results/findings/recover.ts';
import type { SweepFindings } from '../results/findings/sweep.ts';
import { resultSchema, type Result } from '../results/result.ts';
import { schemaViolation } from '../results/schema-violation.ts';
import { fraud } from '../workloads/fraud.ts';
import { affineServer } from './affine-server.test-program.ts';
import { capacity } from './capacity/capacity.ts';
import { exampleSettings } from './example-settings.test-program.ts';
import { exampleTools, madeUpLocal, type ExampleTools } from './example-tools.test-program.ts';
import type { Objective } from './objective.ts';
import type { Outcome } from './outcome.ts';
import { recover } from './recover/recover.ts';
import { run } from './run/run.ts';
import { continuous, microBatch } from './sweep/example-cell.test-program.ts';
import { exampleSweep } from './sweep/example-sweep.test-program.ts';
import { sweep } from './sweep/sweep.ts';

/** Records per second that each configuration keeps up with. */
const capacities = { quick: 9000, batched: 21_000, continuous: 5000, every10: 18_000 };
const batched = fakeBatched(20);
const every10 = microBatch(10);

/** What an engine that is not ours is told apart by: that it runs on its own, or beside ours. */
const alone = [fakeQuick, batched];
const sideBySide = [continuous, every10, fakeQuick, batched];

/** 200 µs for a record on its own; in micro-batches of 10 ms (1 − 1/10)/50 µs. */
const local = madeUpLocal(
  affineServer({
    processing: { fixedMicros: 50, perRecordMicros: 25 },
    commit: { fixedMicros: 100, perRecordMicros: 25 },
  }),
);
