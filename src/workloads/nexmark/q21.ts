import { when } from '../../pipeline/when.ts';
import { bids } from './events.ts';
import { query } from './query.ts';

export const q21 = query(
  21,
  'Channel id: every bid with the number of its channel, which is known for four and else stands in the address; bids without one ' +
    'are dropped. The address is split where the published query has a regular expression.',
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
