import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/**
 * Starts the Chromium of CHROMIUM_PATH or of PATH; else the one in @sparticuz/chromium, which needs no library of the
 * system.
 *
 * @param folder an existing one, into which that package is unpacked: 250 MB
 */
export async function launchChromium(folder: string): Promise<Browser> {
  const executablePath = installedChromium();
  return executablePath === undefined ? launchCarried(folder) : chromium.launch({ executablePath });
}

function installedChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return ['chromium', 'chromium-browser', 'google-chrome']
    .flatMap((name) => folders.map((directory) => join(directory, name)))
    .find((path) => existsSync(path));
}

/** The package takes its folder from TMPDIR, and brings its libraries where it takes the machine for AWS Lambda. */
async function launchCarried(folder: string): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      'No Chromium found, and the one that comes with npm ci is for Linux on x64. Name one in CHROMIUM_PATH.',
    );
  const before = { ...process.env };
  const unpacked = join(folder, 'chromium');
  mkdirSync(unpacked);
  Object.assign(process.env, { TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' });
  try {
    const { default: carried } = await import('@sparticuz/chromium');
    const executablePath = await carried.executablePath();
    const env = {
      ...process.env,
      FONTCONFIG_FILE: fontsIn(unpacked),
      // In the locale C its language would be `en-US@posix`, which is no valid tag.
      LC_ALL: 'en_US.UTF-8',
    };
    return await chromium.launch({ executablePath, env });
  } finally {
    process.env = before;
  }
}

/** Names the fonts of the package, which it expects in /tmp; without any font a page has no text. */
function fontsIn(unpacked: string): string {
  const file = join(unpacked, 'fonts.conf');
  const dirs = `<dir>${join(unpacked, 'fonts')}</dir><cachedir>${join(unpacked, 'font-cache')}</cachedir>`;
  writeFileSync(file, `<?xml version="1.0"?><fontconfig>${dirs}</fontconfig>`);
  return file;
}
