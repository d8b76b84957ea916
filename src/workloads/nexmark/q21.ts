import { when } from '../../pipeline/when.ts';
import { bids } from './events.ts';
import { query } from './query.ts';

export const q21 = query(
  21,
  'Channel id: every bid with the id of its channel. It is known for four channels; others have it in the address, ' +
    'and bids without one are dropped. The address is split; the published query uses a regular expression.',
  (events) =>
    bids(events)
      .project(({ auction, bidder, price, channel, url }) => {
        const name = channel.lower();
        return {
          auction,
          bidder,
          price,
          channel,
          channelId: when(name.eq('apple'), '0')
            .when(name.eq('google'), '1')
            .when(name.eq('facebook'), '2')
            .when(name.eq('baidu'), '3')
            .otherwise(url.splitPart('&channel_id=', 2).splitPart('&', 1).nullIf('')),
        };
      })
      .filter(({ channelId }) => channelId.isNotNull()),
);
