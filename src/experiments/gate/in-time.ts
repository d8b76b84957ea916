import { GateTime } from './gate-time.ts';
import type { GateTools } from './gate-tools.ts';
import { outOfTime } from './out-of-time.ts';
import { ends } from './spent-by.ts';

/**
 * The same tools, but with nothing begun once the time is over: they throw then. For what comes before the rounds,
 * which look at the time themselves.
 *
 * @param before as that of `outOfTime`
 */
export function inTime(tools: GateTools, longestMs: number, before: string): GateTools {
  const time = new GateTime(tools.now, tools.startMs, longestMs);
  const requireTime = (): void => {
    if (!time.isLeft(ends.all)) throw outOfTime(longestMs, before);
  };
  return {
    ...tools,
    measure: async (spec) => {
      requireTime();
      return tools.measure(spec);
    },
    reference: async (spec) => {
      requireTime();
      return tools.reference(spec);
    },
  };
}
