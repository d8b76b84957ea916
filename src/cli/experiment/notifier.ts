import type { OutputOptions } from '../options/output-options.ts';
import type { Terminal } from '../terminal.ts';

/** Tells the user what has become remarkable, once: all units of a configuration may be as slow as the first one. */
export function notifier({ quiet }: Pick<OutputOptions, 'quiet'>, { stderr }: Terminal): (text: string) => void {
  const told = new Set<string>();
  return (text) => {
    if (quiet !== true && !told.has(text)) stderr.write(text);
    told.add(text);
  };
}
