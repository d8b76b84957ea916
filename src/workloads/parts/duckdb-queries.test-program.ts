/**
 * Each part as SQL over all records, written by hand from its description and not from its plan. Tables are computed as
 * they are at the end.
 */
export const partsSql: Readonly<Record<string, string>> = {
  'fraud:screen': `
    SELECT time, card, merchant, ['grocery', 'travel', 'electronics', 'restaurant', 'jewellery'][merchant % 5 + 1],
      amountCents, CASE WHEN weighted >= 30000 THEN 'block' ELSE 'review' END
    FROM (SELECT *, amountCents * (100 + (merchant * 37) % 100) / 100 AS weighted FROM records)
    WHERE approved AND weighted >= 10000`,
  'fraud:counts': `
    SELECT card, date_trunc('hour', time) AS hour, count(*), count(*) FILTER (NOT approved),
      CAST(sum(amountCents) AS BIGINT)
    FROM records GROUP BY card, hour`,
  'web:screen': `
    SELECT time, server, visitor, path, status, 'failed' FROM records WHERE status >= 500
    UNION ALL
    SELECT time, server, visitor, path, status, 'slow' FROM records WHERE status < 500 AND millis > 100`,
  'web:counts': `
    SELECT server, time_bucket(INTERVAL 10 SECOND, time) AS since, count(*), count(*) FILTER (status >= 500),
      count(*) FILTER (millis > 100)
    FROM records GROUP BY server, since`,
  'iot:screen': `
    SELECT time, sensor, sequence, centiCelsius, CASE WHEN centiCelsius > 6000 THEN 'too hot' ELSE 'too cold' END
    FROM records WHERE centiCelsius NOT BETWEEN 5500 AND 6500`,
  'iot:counts': `
    SELECT sensor, date_trunc('minute', time) AS minute, count(*), min(centiCelsius), max(centiCelsius)
    FROM records GROUP BY sensor, minute`,
  'trends:screen': `
    SELECT time, account, regexp_extract(hashtags, '^#[^ ]+'), likes
    FROM records WHERE len(regexp_extract_all(hashtags, '#')) = 3 AND likes <= 2`,
  'trends:counts': `
    SELECT hashtag, time_bucket(INTERVAL 5 MINUTE, time) AS since, count(*), CAST(sum(likes) AS BIGINT), max(likes)
    FROM (SELECT time, likes, unnest(regexp_extract_all(hashtags, '#[^ ]+')) AS hashtag FROM records)
    GROUP BY hashtag, since`,
  'rides:screen': `
    SELECT time, zone, rider, eastMetres, northMetres,
      CASE WHEN eastMetres < 200 THEN 'west' WHEN eastMetres >= 1800 THEN 'east'
        WHEN northMetres < 200 THEN 'south' ELSE 'north' END
    FROM records
    WHERE rider IS NOT NULL AND least(eastMetres, northMetres, 1999 - eastMetres, 1999 - northMetres) < 200`,
  'rides:counts': `
    SELECT zone, date_trunc('minute', time) AS minute, count(*), count(rider), count(*) FILTER (free)
    FROM records GROUP BY zone, minute`,
  'market:screen': `
    SELECT time, symbol, priceCents, shares, priceCents * shares FROM records WHERE shares >= 1500`,
  'market:counts': `
    SELECT symbol, time_bucket(INTERVAL 5 MINUTE, time) AS since, count(*), CAST(sum(shares) AS BIGINT),
      CAST(sum(priceCents * shares) AS BIGINT), min(priceCents), max(priceCents)
    FROM records WHERE kind = 'trade' GROUP BY symbol, since`,
  'ysb:screen': `
    SELECT time, user, page, ad, ad // 10 AS campaign FROM records WHERE eventType = 'view'`,
  'ysb:counts': `
    SELECT ad // 10 AS campaign, time_bucket(INTERVAL 10 SECOND, time) AS since, count(*)
    FROM records WHERE eventType = 'view' GROUP BY campaign, since`,
};
