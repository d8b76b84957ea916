import { RecordRandom } from '../../random/random.ts';
import { auctionBidOn, price } from './auction.ts';
import { actingPerson } from './person.ts';
import { padding, url } from './texts.ts';

const averageSize = 100;
const hotChannels = ['Google', 'Facebook', 'Baidu', 'Apple'];
const otherChannels = 10_000;

interface Channel {
  readonly channel: string;
  readonly url: string;
}

/** The fields of a bid. Half of the bids come through four hot channels. */
export function bidFields(random: RecordRandom, index: number, key: number) {
  const isHot = random.integer(2) > 0;
  return {
    auction: auctionBidOn(random, index),
    person: actingPerson(random, index, key, 1),
    price: price(random),
    ...(isHot
      ? channelAt(random.integer(hotChannels.length))
      : channelAt(hotChannels.length + random.integer(otherChannels))),
    extra: padding(random, 32, averageSize),
  };
}

const channels: Channel[] = [];

/** The same in every run. Nine of ten channels that are not hot have their id in the address. */
function channelAt(number: number): Channel {
  return (channels[number] ??= makeChannel(number));
}

function makeChannel(number: number): Channel {
  const random = new RecordRandom(0).at(number);
  const address = url(random);
  if (number < hotChannels.length) return { channel: hotChannels[number], url: address };
  const hasId = random.integer(10) > 0;
  return {
    channel: `channel-${number - hotChannels.length}`,
    url: hasId ? `${address}&channel_id=${random.integer(2 ** 31)}` : address,
  };
}
