import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';

/**
 * The program of the guardian: standard input names the processes that its parent starts and ends. When it closes, the
 * parent is gone, for whatever reason. Then the guardian kills the processes that are left, whatever they are doing,
 * and removes their folders.
 *
 * A line is `+ number folder` or `- number`; the folder is JSON, and null where there is none. A negative number is
 * that of a process group, as for kill(2).
 */
const guarded = new Map<number, string | null>();

for await (const line of createInterface({ input: process.stdin })) {
  const [, sign, number, folder] = /^([+-]) (-?\d+) ?(.*)$/.exec(line) ?? [];
  if (sign === '+') guarded.set(Number(number), JSON.parse(folder) as string | null);
  else guarded.delete(Number(number));
}
for (const child of guarded.keys()) kill(child);
for (const [child, folder] of guarded) {
  await untilGone(child);
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
}

function kill(child: number): void {
  try {
    process.kill(child, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Waits no longer than two seconds: nobody may be there to collect the exit of a process whose parent is gone. */
async function untilGone(child: number): Promise<void> {
  for (let tries = 0; tries < 200 && isThere(child); tries++) await setTimeout(10);
}

function isThere(child: number): boolean {
  try {
    return process.kill(child, 0);
  } catch {
    return false;
  }
}
