import { RecordRandom } from '../../random/random.ts';
import { auctionBidOn, price } from './auction.ts';
import { nullFields } from './null-fields.ts';
import { actingPerson } from './person.ts';
import { padding, url } from './texts.ts';

const averageSize = 100;
const hotChannels = ['Google', 'Facebook', 'Baidu', 'Apple'];
const otherChannels = 10_000;

interface Channel {
  readonly channel: string;
  readonly url: string;
}

/** Half of the bids come through four hot channels. */
export function bidEvent(random: RecordRandom, index: number, key: number) {
  const isHot = random.integer(2) > 0;
  const auction = auctionBidOn(random, index);
  const person = actingPerson(random, index, key, 1);
  const cents = price(random);
  const number = isHot ? random.integer(hotChannels.length) : hotChannels.length + random.integer(otherChannels);
  const { channel, url: address } = channelAt(number);
  return {
    ...nullFields,
    kind: 'bid',
    auction,
    person,
    price: cents,
    channel,
    url: address,
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
