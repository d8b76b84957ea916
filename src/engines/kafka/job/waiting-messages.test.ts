import type { Message } from '@platformatic/kafka';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WaitingMessages } from './waiting-messages.ts';

/** Adds so many messages, the next ones by their numbers. */
function adding(waiting: WaitingMessages): (count: number) => void {
  let added = 0;
  return (count) => {
    for (let each = 0; each < count; each++) waiting.add({ offset: BigInt(added++) } as Message);
  };
}

function numbersOf(taken: ReturnType<WaitingMessages['take']>): number[] {
  return taken.map(({ message }) => Number(message.offset));
}

test('messages are taken in their order, none twice, however many are added and taken at a time', () => {
  const turns = fc.array(fc.record({ added: fc.nat(3000), most: fc.nat(2000) }), { maxLength: 20 });
  fc.assert(
    fc.property(turns, (each) => {
      const waiting = new WaitingMessages();
      const add = adding(waiting);
      const taken = each.flatMap(({ added, most }) => {
        add(added);
        return numbersOf(waiting.take(most));
      });
      taken.push(...numbersOf(waiting.take()));
      const all = each.reduce((sum, { added }) => sum + added, 0);
      expect(taken).toEqual(Array.from({ length: all }, (_, number) => number));
    }),
    { numRuns: 20 },
  );
});

test('there are some until all were taken', async () => {
  const waiting = new WaitingMessages();
  adding(waiting)(2);
  expect(await waiting.untilSome()).toBe(true);
  waiting.take(1);
  expect(await waiting.untilSome(0)).toBe(true);
  waiting.take(1);
  expect(await waiting.untilSome(0)).toBe(false);
});

test('a failure ends the wait', async () => {
  const waiting = new WaitingMessages();
  waiting.fail(new Error('no connection'));
  await expect(waiting.untilSome()).rejects.toThrow('no connection');
});

test('a failure while messages are there is told at the next wait', async () => {
  const waiting = new WaitingMessages();
  adding(waiting)(1);
  waiting.fail(new Error('no connection'));
  waiting.take();
  await expect(waiting.untilSome()).rejects.toThrow('no connection');
});
