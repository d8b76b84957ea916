import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { programBeside } from './program-beside.ts';

const program = programBeside(import.meta.url, 'guardian-process');

/** Standard input of the guardian; undefined before the first process. */
let orders: Socket | undefined;

/**
 * Has a child killed and its folder removed as soon as this process is gone, even if it is killed itself, and whatever
 * the child is doing then: it may loop, or be stopped. A process of its own does that for all children, and sleeps
 * meanwhile. A thread inside each child would share its processor time and memory, which are measured.
 *
 * @param child its number, or that of its process group as a negative one
 * @param folder null if the child has none
 * @returns ends the guarding, once the child is gone
 */
export function guard(child: number, folder: string | null): () => void {
  orders ??= startGuardian();
  orders.write(`+ ${child} ${JSON.stringify(folder)}\n`);
  return () => orders?.write(`- ${child}\n`);
}

function startGuardian(): Socket {
  const guardian = spawn(process.execPath, [fileURLToPath(program)], {
    // In a session of its own: the Ctrl-C of a terminal, and its end, are for this process.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    // Whatever NODE_OPTIONS asks for is meant for the program itself, such as a debugger or a loader.
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  // Without a guardian everything works, except that a killed parent leaves its children to themselves.
  guardian.on('error', () => {});
  const stdin = guardian.stdin as Socket;
  stdin.on('error', () => {});
  guardian.unref();
  stdin.unref();
  return stdin;
}
