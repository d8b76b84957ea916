import { Option, type Command } from 'commander';
import { StreamBenchError } from '../../errors.ts';

/** Where rows go, and how an idle executor waits. */
export interface SinkOptions {
  readonly sink: 'none' | 'memory' | 'file' | 'sqlite';
  readonly sync: 'normal' | 'full';
  readonly wait: 'spin' | 'park';
}

export function withSinkOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--sink <kind>', 'where rows go').choices(['none', 'memory', 'file', 'sqlite']).default('sqlite'),
    )
    .addOption(
      new Option('--sync <mode>', 'what a SQLite commit survives: a kill, or a loss of power')
        .choices(['normal', 'full'])
        .default('normal'),
    )
    .addOption(
      new Option('--wait <policy>', 'how idle time passes: on the processor or off it')
        .choices(['spin', 'park'])
        .default('spin'),
    );
}

/** What the options say; throws where they contradict each other. */
export function sinkOf({ sink, sync, wait }: SinkOptions): SinkOptions {
  if (sync === 'normal' || sink === 'sqlite') return { sink, sync, wait };
  throw new StreamBenchError({
    kind: 'input',
    what: '--sync is only for the sqlite sink',
    remedy: 'The file sink always survives a loss of power; the others keep nothing.',
  });
}
