import { expect, test } from 'vitest';
import { printedReason } from './printed-reason.ts';

test.each([
  ['', ''],
  ['one\ntwo\n\n', 'two'],
  ['npm warn deprecated x\nsrc/a.ts(1,2): error TS1: no\n', 'src/a.ts(1,2): error TS1: no'],
  [
    'npm error code EUSAGE\nnpm error\nnpm error `npm ci` can only install packages when your files are in sync.\n' +
      'npm error\nnpm error Missing: a@1\nnpm error Run "npm help ci" for more info\n' +
      'npm error A complete log of this run can be found in: /x.log\n',
    '`npm ci` can only install packages when your files are in sync.',
  ],
  [
    'npm error code ENOENT\nnpm error syscall open\nnpm error path /a.tgz\nnpm error errno -2\n' +
      "npm error enoent ENOENT: no such file or directory, open '/a.tgz'\n" +
      'npm error enoent This is related to npm not being able to find a file.\nnpm error enoent\n',
    "enoent ENOENT: no such file or directory, open '/a.tgz'",
  ],
  ['npm error code E404\nnpm error 404 Not Found - GET https://r/none\n', '404 Not Found - GET https://r/none'],
])('of %j', (printed, reason) => {
  expect(printedReason(printed)).toBe(reason);
});
