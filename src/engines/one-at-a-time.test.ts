import { expect, test } from 'vitest';
import { OneAtATime } from './one-at-a-time.ts';

/** A machine, and what happened on it in order. */
class Scene {
  readonly events: string[] = [];
  readonly #machine = new OneAtATime();

  /** Takes a place, prepares, waits for its turn, and measures. Returns how to end the two. */
  unit(name: string): { prepared: () => void; measured: () => void; failed: () => void; done: Promise<void> } {
    const preparation = Promise.withResolvers<void>();
    const measurement = Promise.withResolvers<void>();
    const turn = this.#machine.turn(measurement.promise);
    this.events.push(`${name} prepares`);
    const done = this.#run(name, preparation.promise, turn, measurement.promise);
    const failed = (): void => {
      preparation.reject(new Error(name));
      measurement.reject(new Error(name));
    };
    return { prepared: preparation.resolve, measured: measurement.resolve, failed, done };
  }

  async #run(name: string, preparation: Promise<void>, turn: Promise<void>, measurement: Promise<void>): Promise<void> {
    try {
      await preparation;
      await turn;
      this.events.push(`${name} is measured`);
      await measurement;
      this.events.push(`${name} is done`);
    } catch {
      this.events.push(`${name} fails`);
    }
  }
}

/** Lets everything happen that can. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

test('units are measured in the order of their places, whichever is ready first', async () => {
  const scene = new Scene();
  const [first, second] = [scene.unit('first'), scene.unit('second')];
  second.prepared();
  second.measured();
  await settle();
  expect(scene.events).toEqual(['first prepares', 'second prepares']);
  first.prepared();
  await settle();
  first.measured();
  await Promise.all([first.done, second.done]);
  expect(scene.events.slice(2)).toEqual(['first is measured', 'first is done', 'second is measured', 'second is done']);
});

test('a unit prepares while the one before is measured', async () => {
  const scene = new Scene();
  const first = scene.unit('first');
  first.prepared();
  await settle();
  const second = scene.unit('second');
  second.prepared();
  await settle();
  expect(scene.events).toEqual(['first prepares', 'first is measured', 'second prepares']);
  first.measured();
  second.measured();
  await Promise.all([first.done, second.done]);
  expect(scene.events.slice(3)).toEqual(['first is done', 'second is measured', 'second is done']);
});

test('the first unit does not wait', async () => {
  await expect(new OneAtATime().turn(new Promise(() => {}))).resolves.toBeUndefined();
});

test('a unit that fails while it is measured frees the machine', async () => {
  const scene = new Scene();
  const [first, second] = [scene.unit('first'), scene.unit('second')];
  first.prepared();
  second.prepared();
  await settle();
  first.failed();
  second.measured();
  await Promise.all([first.done, second.done]);
  expect(scene.events.slice(2)).toEqual(['first is measured', 'first fails', 'second is measured', 'second is done']);
});

test('a unit that fails before its turn frees the machine of itself, not of the unit before', async () => {
  const scene = new Scene();
  const [first, second, third] = [scene.unit('first'), scene.unit('second'), scene.unit('third')];
  first.prepared();
  third.prepared();
  second.failed();
  await settle();
  expect(scene.events.slice(3)).toEqual(['second fails', 'first is measured']);
  first.measured();
  third.measured();
  await Promise.all([first.done, second.done, third.done]);
  expect(scene.events.slice(5)).toEqual(['first is done', 'third is measured', 'third is done']);
});
