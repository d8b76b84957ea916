import { curveShape } from './curve-shape.ts';

/** The rate changes linearly to another one, which then stays: the expected count is quadratic, then linear. */
export const ramp = curveShape({
  kind: 'ramp',
  describe: 'from one rate to another (to) in a straight line within a time (over); then it stays',
  example: 'ramp:rate=10k,to=100k,over=10s',
  parameters: [
    { name: 'rate', key: 'ratePerSecond', quantity: 'rate' },
    { name: 'to', key: 'toPerSecond', quantity: 'rate' },
    { name: 'over', key: 'overMs', quantity: 'duration' },
  ],
  problem({ ratePerSecond, toPerSecond, overMs }) {
    if (overMs <= 0) return "'over' is not above 0";
    return ratePerSecond === toPerSecond ? "'rate' and 'to' are the same" : undefined;
  },
  repeats: false,
  spanMs: ({ overMs }) => overMs,
  curve({ ratePerSecond, toPerSecond, overMs }) {
    const over = overMs / 1000;
    const risePerSecond = (toPerSecond - ratePerSecond) / over;
    return {
      rateAt: (seconds) => ratePerSecond + risePerSecond * Math.min(seconds, over),
      countUntil(seconds) {
        const rising = Math.min(seconds, over);
        return ratePerSecond * rising + (risePerSecond * rising ** 2) / 2 + toPerSecond * (seconds - rising);
      },
    };
  },
});
