import { lockOutput } from './lock-file.ts';

// Takes the lock of a file at a moment, tells whether it holds it, and holds it until its input ends.

const [, , path, atMs] = process.argv;
// Busy, so that all begin at once.
while (Date.now() < Number(atMs));
try {
  lockOutput(path);
  process.stdout.write('held');
} catch (error) {
  process.stdout.write(String(error));
}
process.stdin.on('end', () => process.exit()).resume();
