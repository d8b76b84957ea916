import { curveShape } from './curve-shape.ts';

/** Bursts at regular intervals. A period ends with its burst, so that the system warms up before the first one. */
export const burst = curveShape({
  kind: 'burst',
  describe: 'a rate, and a higher one (peak) for the last part (on) of each period (every)',
  example: 'burst:rate=50k,peak=500k,on=200ms,every=5s',
  parameters: [
    { name: 'rate', key: 'ratePerSecond', quantity: 'rate' },
    { name: 'peak', key: 'peakPerSecond', quantity: 'rate' },
    { name: 'on', key: 'onMs', quantity: 'duration' },
    { name: 'every', key: 'everyMs', quantity: 'duration' },
  ],
  problem({ ratePerSecond, peakPerSecond, onMs, everyMs }) {
    if (onMs <= 0 || onMs >= everyMs) return "'on' is not between 0 and 'every'";
    return peakPerSecond > ratePerSecond ? undefined : "'peak' is not above 'rate'";
  },
  repeats: true,
  spanMs: ({ everyMs }) => everyMs,
  curve({ ratePerSecond, peakPerSecond, onMs, everyMs }) {
    const [every, off] = [everyMs / 1000, (everyMs - onMs) / 1000];
    const beyondPerSecond = peakPerSecond - ratePerSecond;
    const beyondPerPeriod = (beyondPerSecond * onMs) / 1000;
    return {
      rateAt: (seconds) => (seconds % every < off ? ratePerSecond : peakPerSecond),
      countUntil(seconds) {
        const period = Math.floor(seconds / every);
        const inBurst = Math.max(0, seconds - (period * every + off));
        return ratePerSecond * seconds + period * beyondPerPeriod + beyondPerSecond * inBurst;
      },
    };
  },
});
