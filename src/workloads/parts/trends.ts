import { count, max, sum } from '../../builder/aggregate.ts';
import { posts } from '../trends.ts';
import { workload } from '../workload.ts';

const watermarkDelayMs = 2_000;
const fiveMinutesMs = 5 * 60_000;

export const trendsScreen = workload({
  name: 'trends:screen',
  description:
    'A part of trends without state. Picks out posts that look like spam: with three hashtags, and fewer than three ' +
    'likes.',
  source: posts,
  watermarkDelayMs,
  pipeline: (records) =>
    records
      .filter((post) => post.hashtags.splitPart(' ', 3).ne('').and(post.likes.lt(3)))
      .project(({ time, account, hashtags, likes }) => ({
        time,
        account,
        firstHashtag: hashtags.splitPart(' ', 1),
        likes,
      })),
});

export const trendsCounts = workload({
  name: 'trends:counts',
  description:
    'A part of trends with counts by key. A table of the posts with each hashtag in each five minutes, of their ' +
    'likes and of the most likes of one post. Updated at each post; it grows with every five minutes.',
  source: posts,
  watermarkDelayMs,
  pipeline: (records) =>
    records
      .explode({ column: 'hashtags', into: 'hashtag', separator: ' ' })
      .project(({ time, hashtag, likes }) => ({ hashtag, since: time.truncateTo(fiveMinutesMs), likes }))
      .groupBy({
        by: ['hashtag', 'since'],
        aggregates: (post) => ({ posts: count(), likes: sum(post.likes), mostLikes: max(post.likes) }),
      }),
});
