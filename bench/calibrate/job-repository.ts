import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipelineText, type PipelineVersion } from './pipeline-text.ts';

export const baseRef = 'before';
export const pipelineFile = 'pipeline.js';

/** A repository of a user's, in a new folder: base is the commit `before`, head the one after it. */
export function makeRepository(base: PipelineVersion, head: PipelineVersion): string {
  const folder = mkdtempSync(join(tmpdir(), 'stream-bench-calibrate-'));
  const git = (...args: readonly string[]): void => {
    const user = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
    execFileSync('git', ['-C', folder, ...user, ...args], { stdio: 'ignore' });
  };
  const commit = (version: PipelineVersion): void => {
    writeFileSync(join(folder, pipelineFile), pipelineText(version));
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', 'A change');
  };
  git('init', '--quiet', '--initial-branch', 'main');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  commit(base);
  git('branch', baseRef);
  commit(head);
  return folder;
}
