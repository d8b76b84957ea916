import { placeOf } from '../../installations/installation.ts';
import { freeBytesOn } from '../../files/free-bytes.ts';
import { install } from '../../installations/install.ts';
import type { InstallTools } from '../../installations/install-tools.ts';
import { findPrograms, requirePrograms } from '../../installations/needed-programs.ts';
import type { InstallationName } from '../../installations/pins.ts';
import { StateLine } from '../state-line.ts';
import type { Terminal } from '../terminal.ts';

/** Installs engines one after the other, and says of each where it is. */
export async function installEngines(names: readonly InstallationName[], terminal: Terminal): Promise<void> {
  const { signal, stdout, stderr } = terminal;
  signal.throwIfAborted();
  const line = new StateLine(stderr, 'looking for Java, Maven and Python', performance.now());
  const timer = setInterval(() => line.tick(performance.now()), 1000);
  const onState = (state: string): void => {
    line.state = state;
    if (line.isLive) line.tick(performance.now());
  };
  try {
    const tools = { environment: process.env, signal, onState, freeBytes: freeBytesOn };
    await installEach(names, tools, (text) => {
      line.end();
      stdout.write(text);
    });
  } finally {
    clearInterval(timer);
    line.end();
  }
}

async function installEach(
  names: readonly InstallationName[],
  tools: InstallTools,
  print: (text: string) => void,
): Promise<void> {
  const places = names.map((name) => placeOf(name));
  const programs = await findPrograms(tools);
  for (const { pins } of places) requirePrograms(programs, pins);
  for (const place of places) {
    const isNew = await install(place, programs, tools);
    print(`${place.name} ${place.pins.version} ${isNew ? 'is' : 'was already'} installed in ${place.folder}\n`);
  }
}
