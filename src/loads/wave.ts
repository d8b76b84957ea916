import { curveShape } from './curve-shape.ts';

/** The load of a day from midnight on: a cosine that starts at its lowest point. */
export const wave = curveShape({
  kind: 'wave',
  describe: 'from the lowest rate to the highest (peak) and back, as in a day, in each period (every)',
  example: 'wave:rate=5k,peak=50k,every=10s',
  parameters: [
    { name: 'rate', key: 'ratePerSecond', quantity: 'rate' },
    { name: 'peak', key: 'peakPerSecond', quantity: 'rate' },
    { name: 'every', key: 'everyMs', quantity: 'duration' },
  ],
  problem({ ratePerSecond, peakPerSecond, everyMs }) {
    if (everyMs <= 0) return "'every' is not above 0";
    return peakPerSecond > ratePerSecond ? undefined : "'peak' is not above 'rate'";
  },
  repeats: true,
  spanMs: ({ everyMs }) => everyMs,
  curve({ ratePerSecond, peakPerSecond, everyMs }) {
    const every = everyMs / 1000;
    const mean = (ratePerSecond + peakPerSecond) / 2;
    const swing = (peakPerSecond - ratePerSecond) / 2;
    // Reduced to one turn, where sine and cosine are most exact.
    const angle = (seconds: number): number => (2 * Math.PI * (seconds % every)) / every;
    return {
      rateAt: (seconds) => mean - swing * Math.cos(angle(seconds)),
      countUntil: (seconds) => mean * seconds - ((swing * every) / (2 * Math.PI)) * Math.sin(angle(seconds)),
    };
  },
});
