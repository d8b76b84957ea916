import { Engines } from './engines.ts';
import { localEngine, referenceByBatch } from './local/local-engine.ts';

/**
 * The engines that configurations can name.
 *
 * @param temporary folder for their files while they measure
 */
export function availableEngines(temporary: string): Engines {
  return new Engines([localEngine(temporary)]);
}

/** The reference answer, the same for all engines. */
export { referenceByBatch };
