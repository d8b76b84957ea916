import { tmpdir } from 'node:os';
import { describeMachine } from '../src/measurement/machine/machine.ts';

/** The first sentence of a file of results: the command that wrote it, the date, and the machine. */
export function writtenBy(command: string): string {
  const { cpu, cores, os, memoryBytes } = describeMachine(tmpdir());
  const date = new Date().toISOString().slice(0, 10);
  const memory = `${(memoryBytes / 2 ** 30).toFixed(0)} GiB`;
  const machine = `${cpu}, ${cores} cores, ${memory}, ${os}, Node ${process.versions.node}`;
  return `Written by \`${command}\` on ${date}: ${machine}.`;
}
