import type { PackageManager } from '../../arms/package-manager.ts';

/** Where GitHub looks for it, from the root of a repository. */
export const workflowPath = '.github/workflows/stream-bench.yml';

/**
 * A workflow of GitHub Actions that gates pull requests.
 *
 * @param folder of the package.json within the repository, with `/`; '' for its root
 * @param pipeline path of the pipeline file from there
 */
export function githubWorkflow(folder: string, pipeline: string, manager: PackageManager): string {
  const defaults = folder === '' ? '' : `    defaults:\n      run:\n        working-directory: ${folder}\n`;
  const result = 'stream-bench-gate.json';
  return `name: stream-bench

on:
  pull_request:

permissions:
  contents: read

jobs:
  gate:
    runs-on: ubuntu-latest
    timeout-minutes: 30
${defaults}    steps:
      - uses: actions/checkout@v5
        with:
          # The gate copies the base, and a shallow clone does not have it.
          fetch-depth: 0
      - uses: actions/setup-node@v5
        with:
          node-version: 24
${installSteps(manager)}
      - run: >
          npx --no -- stream-bench gate ${pipeline} --base "$(git merge-base "origin/$GITHUB_BASE_REF" HEAD)"
          --github --out ${result}
      - if: always()
        run: test ! -f ${result} || npx --no -- stream-bench report ${result} --markdown >> "$GITHUB_STEP_SUMMARY"
      - if: always()
        uses: actions/upload-artifact@v5
        with:
          name: stream-bench-gate
          path: ${folder === '' ? result : `${folder}/${result}`}
          if-no-files-found: ignore
`;
}

/** Runners have npm alone for sure; corepack, which comes with Node 24, brings pnpm and yarn. */
function installSteps({ name, installLocked }: PackageManager): string {
  switch (name) {
    case 'npm':
      return '      - run: if [ -f package-lock.json ]; then npm ci; else npm install; fi';
    case 'pnpm':
    case 'yarn':
      return `      - run: corepack enable\n      - run: ${installLocked}`;
    case 'bun':
      return `      - uses: oven-sh/setup-bun@v2\n      - run: ${installLocked}`;
  }
}
