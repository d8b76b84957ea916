/** The streams of each kind of event, from the table `records`. */
const streams = `
WITH
persons AS (SELECT person, name, city, state, time FROM records WHERE kind = 'person'),
auctions AS (
  SELECT auction, itemName, description, initialBid, reserve, time, expires, person AS seller, category, extra
  FROM records WHERE kind = 'auction'),
bids AS (SELECT auction, person AS bidder, price, channel, url, time, extra FROM records WHERE kind = 'bid'),
offers AS (
  SELECT a.*, b.bidder, b.price, b.extra AS bidExtra, b.time AS bidTime,
    row_number() OVER (PARTITION BY a.auction ORDER BY b.price DESC, b.time) AS place
  FROM auctions a JOIN bids b ON a.auction = b.auction AND b.time BETWEEN a.time AND a.expires)
`;

const bidsByRank = `
  count(*) AS totalBids, count(*) FILTER (price < 10000) AS rank1Bids,
  count(*) FILTER (price >= 10000 AND price < 1000000) AS rank2Bids, count(*) FILTER (price >= 1000000) AS rank3Bids`;

const ranks = ['true', 'price < 10000', 'price BETWEEN 10000 AND 999999', 'price > 999999'];
const distinctByRank = ['bidder', 'auction'].flatMap((who) =>
  ranks.map((rank) => `count(DISTINCT ${who}) FILTER (${rank})`),
);
const statisticsByRank = `${bidsByRank}, ${distinctByRank.join(', ')}`;

/**
 * Each query as SQL over all records, written by hand from its description and not from its plan. Tables are computed
 * as they are at the end, and windows by arithmetic on times.
 */
const queries: Readonly<Record<string, string>> = {
  'nexmark:q0': 'SELECT auction, bidder, price, time, extra FROM bids',
  'nexmark:q1': 'SELECT auction, bidder, price * 0.908::DOUBLE, time, extra FROM bids',
  'nexmark:q2': 'SELECT auction, price FROM bids WHERE auction % 123 = 0',
  'nexmark:q3': `
    SELECT name, city, state, auction FROM auctions a JOIN persons p ON a.seller = p.person
    WHERE category = 10 AND state IN ('OR', 'ID', 'CA')
      AND a.time BETWEEN p.time - INTERVAL 20 SECOND AND p.time + INTERVAL 20 SECOND`,
  'nexmark:q4': `
    SELECT category, avg(highest)
    FROM (SELECT category, max(price) AS highest FROM offers GROUP BY auction, category)
    GROUP BY category`,
  'nexmark:q5': `
    SELECT auction, count(*) AS number, start, start + INTERVAL 10 SECOND
    FROM (
      SELECT auction, time_bucket(INTERVAL 2 SECOND, time) - INTERVAL 2 SECOND * slide AS start
      FROM bids, range(5) slides(slide))
    GROUP BY auction, start
    QUALIFY number = max(number) OVER (PARTITION BY start)`,
  'nexmark:q6': `
    SELECT seller,
      avg(price) OVER (PARTITION BY seller ORDER BY expires, auction ROWS BETWEEN 9 PRECEDING AND CURRENT ROW)
    FROM offers WHERE place = 1`,
  'nexmark:q7': `
    SELECT auction, bidder, price, time, extra FROM bids
    QUALIFY price = max(price) OVER (PARTITION BY time_bucket(INTERVAL 10 SECOND, time))`,
  'nexmark:q8': `
    SELECT person, name, time_bucket(INTERVAL 10 SECOND, time) AS start FROM persons p
    WHERE EXISTS (
      FROM auctions a
      WHERE a.seller = p.person
        AND time_bucket(INTERVAL 10 SECOND, a.time) = time_bucket(INTERVAL 10 SECOND, p.time))`,
  'nexmark:q9': `
    SELECT auction, itemName, description, initialBid, reserve, time, expires, seller, category, extra, bidder, price,
      bidExtra, bidTime
    FROM offers WHERE place = 1`,
  'nexmark:q10': `
    SELECT auction, bidder, price, time, extra, date_trunc('day', time)::TIMESTAMP,
      date_trunc('minute', time)::TIMESTAMP
    FROM bids`,
  'nexmark:q11': `
    SELECT bidder, min(time), max(time) + INTERVAL 10 SECOND, count(*)
    FROM (
      SELECT bidder, time, count(*) FILTER (isFirst) OVER (PARTITION BY bidder ORDER BY time) AS session
      FROM (
        SELECT bidder, time,
          coalesce(time - lag(time) OVER (PARTITION BY bidder ORDER BY time) > INTERVAL 10 SECOND, true) AS isFirst
        FROM bids))
    GROUP BY bidder, session`,
  'nexmark:q13': 'SELECT auction, bidder, price, time, (auction % 10000)::VARCHAR FROM bids',
  'nexmark:q14': `
    SELECT auction, bidder, price * 0.908::DOUBLE AS euros,
      CASE WHEN hour(time) BETWEEN 8 AND 18 THEN 'dayTime'
        WHEN hour(time) <= 6 OR hour(time) >= 20 THEN 'nightTime'
        ELSE 'otherTime' END,
      time, extra, len(extra) - len(replace(extra, 'c', ''))
    FROM bids WHERE euros > 1000000 AND euros < 50000000`,
  'nexmark:q15': `SELECT date_trunc('day', time)::TIMESTAMP AS day, ${statisticsByRank} FROM bids GROUP BY day`,
  'nexmark:q16': `
    SELECT channel, date_trunc('day', time)::TIMESTAMP AS day, max(date_trunc('minute', time))::TIMESTAMP,
      ${statisticsByRank}
    FROM bids GROUP BY channel, day`,
  'nexmark:q17': `
    SELECT auction, date_trunc('day', time)::TIMESTAMP AS day, ${bidsByRank}, min(price), max(price), avg(price),
      sum(price)::BIGINT
    FROM bids GROUP BY auction, day`,
  'nexmark:q18': `
    SELECT auction, bidder, price, channel, url, time, extra FROM bids
    QUALIFY row_number() OVER (PARTITION BY bidder, auction ORDER BY time DESC) = 1`,
  'nexmark:q19': `
    SELECT time, auction, bidder, price, channel, url, extra,
      time_bucket(INTERVAL 10 SECOND, time) + INTERVAL 10 SECOND AS ending,
      row_number() OVER (PARTITION BY ending, auction ORDER BY price DESC, time) AS place
    FROM bids QUALIFY place <= 10`,
  'nexmark:q20': `
    SELECT b.*, itemName, description, initialBid, reserve, expires, seller, category, a.time, a.extra
    FROM bids b JOIN auctions a ON b.auction = a.auction
    WHERE category = 10 AND b.time BETWEEN a.time - INTERVAL 10 SECOND AND a.time + INTERVAL 10 SECOND`,
  'nexmark:q21': `
    SELECT auction, bidder, price, channel, CASE lower(channel)
      WHEN 'apple' THEN '0' WHEN 'google' THEN '1' WHEN 'facebook' THEN '2' WHEN 'baidu' THEN '3'
      ELSE nullif(regexp_extract(url, '(&|^)channel_id=([^&]*)', 2), '') END AS channelId
    FROM bids WHERE channelId IS NOT NULL`,
  'nexmark:q22': `
    SELECT auction, bidder, price, channel, parts[4], parts[5], parts[6]
    FROM (SELECT *, string_split(url, '/') AS parts FROM bids)`,
};

/** The SQL of each query, by the workload's name. */
export const nexmarkSql: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(queries).map(([name, sql]) => [name, streams + sql]),
);
