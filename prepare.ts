import { execSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Builds dist/ where it is missing or older than what it is made of: once for `npm ci`, the tests and `npm pack`. */

const inSrc = readdirSync('src', { recursive: true, encoding: 'utf8' }).map((name) => join('src', name));
const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
// Folders too: they change when a file is added or removed.
const changedMs = Math.max(...['src', ...inSrc, ...settings].map((path) => statSync(path).mtimeMs));

// What the build writes last.
const builtMs = statSync('dist/reports/html/page.css', { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;

if (builtMs <= changedMs) execSync('npm run build', { stdio: 'inherit' });
