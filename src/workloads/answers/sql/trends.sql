-- Written by hand from the description of `trends`, for records of which none is late.
WITH
uses AS (
  SELECT tag AS name, account, time FROM records, unnest(string_split(hashtags, ' ')) AS tags(tag) WHERE tag <> ''
),
popular AS (
  SELECT name, time_bucket(INTERVAL 1 MINUTE, time) + INTERVAL 1 MINUTE * (later - 4) AS windowStart,
    windowStart + INTERVAL 5 MINUTE AS windowEnd,
    count(*) AS posts, count(DISTINCT account) AS accounts
  FROM uses, range(5) AS slides(later)
  GROUP BY ALL
),
fast AS (
  SELECT account AS name, time_bucket(INTERVAL 1 MINUTE, time) AS windowStart,
    windowStart + INTERVAL 1 MINUTE AS windowEnd, count(*) AS posts, 1 AS accounts
  FROM (
    SELECT account, time, epoch_us(time) - epoch_us(lag(time) OVER (PARTITION BY account ORDER BY arrival)) AS gap
    FROM records
    QUALIFY abs(gap) < 5_000_000)
  GROUP BY ALL
  HAVING posts >= 3
)
SELECT *, row_number() OVER (PARTITION BY windowEnd ORDER BY posts DESC, name) AS rank FROM popular QUALIFY rank <= 10
UNION ALL
SELECT *, row_number() OVER (PARTITION BY windowEnd ORDER BY posts DESC, name) AS rank FROM fast QUALIFY rank <= 10
