import { Engines } from './engines.ts';
import { localEngine, referenceByBatch, rowsByBatch } from './local/local-engine.ts';

/**
 * The engines that configurations can name.
 *
 * @param temporary folder for their files while they measure
 * @param keep folder in which the sinks of units stay; absent: none stays
 */
export function availableEngines(temporary: string, keep?: string): Engines {
  return new Engines([localEngine(temporary, keep)]);
}

/** The reference answer, the same for all engines. */
export { referenceByBatch, rowsByBatch };
