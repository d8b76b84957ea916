import type { OutputOptions } from '../options/output-options.ts';
import type { Terminal } from '../terminal.ts';
import { Progress } from './progress.ts';

/** Shows progress until `end` is called; undefined with `--quiet`. */
export function showProgress(
  { quiet }: OutputOptions,
  { stderr }: Terminal,
  workload: string,
): { readonly progress: Progress; readonly end: () => void } | undefined {
  if (quiet === true) return undefined;
  const progress = new Progress(stderr, workload, performance.now());
  const timer = setInterval(() => progress.tick(performance.now()), 1000);
  return {
    progress,
    end() {
      clearInterval(timer);
      progress.end();
    },
  };
}
