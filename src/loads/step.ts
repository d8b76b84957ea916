import { curveShape } from './curve-shape.ts';

/** The rate jumps once, for good or for some time. */
export const step = curveShape({
  kind: 'step',
  describe: 'a rate, and from a time on (at) another one (to), for good or for a time (for)',
  example: 'step:rate=20k,to=80k,at=5s',
  parameters: [
    { name: 'rate', key: 'ratePerSecond', quantity: 'rate' },
    { name: 'to', key: 'toPerSecond', quantity: 'rate' },
    { name: 'at', key: 'atMs', quantity: 'duration' },
    { name: 'for', key: 'forMs', quantity: 'duration', optional: true },
  ],
  problem({ ratePerSecond, toPerSecond, atMs, forMs = Infinity }) {
    if (atMs <= 0) return "'at' is not above 0";
    if (forMs <= 0) return "'for' is not above 0";
    return ratePerSecond === toPerSecond ? "'rate' and 'to' are the same" : undefined;
  },
  repeats: false,
  spanMs: ({ atMs, forMs = atMs }) => atMs + forMs,
  curve({ ratePerSecond, toPerSecond, atMs, forMs = Infinity }) {
    const [at, lasting] = [atMs / 1000, forMs / 1000];
    return {
      rateAt: (seconds) => (seconds >= at && seconds < at + lasting ? toPerSecond : ratePerSecond),
      countUntil(seconds) {
        const stepped = Math.min(Math.max(0, seconds - at), lasting);
        return ratePerSecond * (seconds - stepped) + toPerSecond * stepped;
      },
    };
  },
});
