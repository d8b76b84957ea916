#!/usr/bin/env node
// Runs before the Node version is known, so nothing here may be newer than Node 12.
import { existsSync, readFileSync } from 'fs';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const [neededMajor, neededMinor] = engines.node.replace('>=', '').split('.').map(Number);
const [major, minor] = process.versions.node.split('.').map(Number);
const cli = new URL('../dist/cli/main.js', import.meta.url);

if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
  console.error(`stream-bench needs Node ${engines.node}; this is Node ${process.versions.node}.`);
  process.exitCode = 1;
} else if (!existsSync(cli)) {
  console.error('stream-bench is not built yet: run `npm run build` in its folder.');
  process.exitCode = 1;
} else {
  void import(cli.href)
    .then(({ main }) => main(process.argv.slice(2)))
    .then((exitCode) => {
      process.exitCode = exitCode;
    });
}
