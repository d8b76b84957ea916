import { count, countDistinct } from '../builder/aggregate.ts';
import { zipf } from '../random/zipf.ts';
import { generated } from '../sources/generated.ts';
import { numberedTexts } from './numbered-texts.ts';
import { workload } from './workload.ts';

const tagCount = 1_000;
const tags = numberedTexts('#tag');
const accounts = numberedTexts('user');
const tagRank = zipf(tagCount, 1);

export const posts = generated({
  schema: { time: 'timestamp', account: 'text', hashtags: 'text', likes: 'integer' },
  eventTime: 'time',
  // Five minutes pass in half a second of load.
  timeScale: 600,
  disorderMs: 2_000,
  keys: 5_000,
  skew: 0.8,
  record: (random, index, key) => {
    const tagsOfPost = random.integer(4);
    // Topics change: every two minutes another tag takes the lead.
    const lead = Math.floor(index / 2_000) * 17;
    let hashtags = '';
    for (let tag = 0; tag < tagsOfPost; tag++)
      hashtags += `${tag === 0 ? '' : ' '}${tags((tagRank(random) + lead) % tagCount)}`;
    return {
      account: accounts(key),
      hashtags,
      likes: Math.floor(random.exponential() * 5),
    };
  },
});

export const trends = workload({
  name: 'trends',
  description:
    'Posts with up to three hashtags. Every minute, reports the ten hashtags that were used most in the last five ' +
    'minutes, with the number of accounts that used them, and the ten accounts that in the last minute posted most ' +
    'often within five seconds of their previous post.',
  source: posts,
  watermarkDelayMs: 2_000,
  pipeline: (records) => {
    const popular = records
      .explode({ column: 'hashtags', into: 'name', separator: ' ' })
      .slidingWindow({
        sizeMs: 5 * 60_000,
        slideMs: 60_000,
        by: ['name'],
        aggregates: (post) => ({ posts: count(), accounts: countDistinct(post.account) }),
      })
      .topK({ k: 10, by: 'posts' });
    const suspicious = records
      .lag({ by: ['account'], columns: (post) => ({ previousTime: post.time }), idleMs: 60_000 })
      .filter((post) => post.time.millisSince(post.previousTime).abs().lt(5_000))
      .project((post) => ({ name: post.account, account: post.account }))
      .tumblingWindow({
        sizeMs: 60_000,
        by: ['name'],
        aggregates: (post) => ({ posts: count(), accounts: countDistinct(post.account) }),
      })
      .filter((account) => account.posts.ge(3))
      .topK({ k: 10, by: 'posts' });
    return popular.union(suspicious);
  },
});
