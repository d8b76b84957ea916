import { Engines } from './engines.ts';
import { localEngine, referenceByBatch } from './local/local-engine.ts';

/**
 * The engines that configurations can name.
 *
 * @param temporary folder in which they keep their files while they measure
 */
export function availableEngines(temporary: string): Engines {
  return new Engines([localEngine(temporary)]);
}

/** The answer that all engines are held to. */
export { referenceByBatch };
