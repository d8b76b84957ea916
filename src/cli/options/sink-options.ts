import { Option, type Command } from 'commander';
import { StreamBenchError } from '../../errors.ts';
import { sinkKinds, sinks, type SinkKind } from '../../sinks/kinds.ts';

/** Where rows go, and how an idle executor waits. */
export interface SinkOptions {
  readonly sink: SinkKind;
  readonly sync: 'normal' | 'full';
  readonly wait: 'spin' | 'park';
}

const kindsWithSync = sinkKinds.filter((kind) => sinks[kind].syncs).join(' or ');

const sinkHelp = `where rows go: ${sinkKinds.map((kind) => `${kind} ${sinks[kind].describe}`).join('; ')}`;
const syncHelp = `what a commit of ${kindsWithSync} survives: normal a kill, full also a loss of power`;
const waitHelp = 'how an idle executor waits: spin on the processor, or park off it';

export function withSinkOptions(command: Command): Command {
  return command
    .addOption(new Option('--sink <kind>', sinkHelp).choices(sinkKinds).default('sqlite' satisfies SinkKind))
    .addOption(new Option('--sync <mode>', syncHelp).choices(['normal', 'full']).default('normal'))
    .addOption(new Option('--wait <policy>', waitHelp).choices(['spin', 'park']).default('spin'));
}

/** Checks the options; throws if they contradict each other. */
export function sinkOf({ sink, sync, wait }: SinkOptions): SinkOptions {
  if (sync === 'normal' || sinks[sink].syncs) return { sink, sync, wait };
  throw new StreamBenchError({
    kind: 'input',
    what: `--sync is only for the ${kindsWithSync} sink`,
    remedy: `The ${sink} sink ${sinks[sink].describe}. Leave --sync out, or choose --sink ${kindsWithSync}.`,
  });
}
