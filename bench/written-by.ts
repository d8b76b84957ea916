import { tmpdir } from 'node:os';
import { describeMachine } from '../src/measurement/machine/machine.ts';

/** The first sentence of a stored outcome: which command made it, when, and on what machine. */
export function writtenBy(command: string): string {
  const { cpu, cores, os, memoryBytes } = describeMachine(tmpdir());
  return `Written by \`${command}\` on ${new Date().toISOString().slice(0, 10)}: ${cpu}, ${cores} cores, ${(memoryBytes / 2 ** 30).toFixed(0)} GiB, ${os}, Node ${process.versions.node}.`;
}
