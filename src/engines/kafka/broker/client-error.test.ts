import { MultipleErrors, NetworkError, TimeoutError } from '@platformatic/kafka';
import { expect, test } from 'vitest';
import { innermostMessage } from './client-error.ts';

test.each<[string, unknown, string]>([
  [
    'the last of several tries',
    new MultipleErrors('produce failed 2 times.', [
      new NetworkError('Connection closed'),
      new TimeoutError('Request timed out'),
    ]),
    'Request timed out',
  ],
  [
    'what is below that',
    new MultipleErrors('Producing messages failed.', [
      new MultipleErrors('produce failed.', [
        new NetworkError('Connection failed.', { cause: new Error('connect ECONNREFUSED 127.0.0.1:9092') }),
      ]),
    ]),
    'connect ECONNREFUSED 127.0.0.1:9092',
  ],
  [
    'the last of several addresses of a name',
    new NetworkError('Connection failed.', {
      cause: new AggregateError([
        new Error('connect ECONNREFUSED ::1:9092'),
        new Error('connect ECONNREFUSED 127.0.0.1:9092'),
      ]),
    }),
    'connect ECONNREFUSED 127.0.0.1:9092',
  ],
  ['an error itself', new Error('no such topic'), 'no such topic'],
  [
    'an error of others, also with a cause',
    new Error('line 3: no column', { cause: new Error('x') }),
    'line 3: no column',
  ],
  ['several without any', new MultipleErrors('Fetching failed.', []), 'Fetching failed.'],
  ['whatever was thrown', 'text', 'text'],
])('the message is that of %s', (_, error, message) => {
  expect(innermostMessage(error)).toBe(message);
});
