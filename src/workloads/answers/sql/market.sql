-- Written by hand from the description of `market`, for records of which none is late.
WITH
trades AS (SELECT * FROM records WHERE kind = 'trade'),
-- The spread that was known when the trade arrived.
spreads AS (
  SELECT t.arrival, arg_max(q.askCents - q.bidCents, (q.time, q.arrival)) AS spread
  FROM trades t JOIN records q
    ON q.kind = 'quote' AND q.symbol = t.symbol AND q.arrival < t.arrival
    AND q.time BETWEEN t.time - INTERVAL 30 SECOND AND t.time
  GROUP BY t.arrival
),
bars AS (
  SELECT symbol, time_bucket(INTERVAL 1 MINUTE, time) AS start,
    arg_min(priceCents, arrival) AS open, max(priceCents) AS high,
    min(priceCents) AS low, arg_max(priceCents, arrival) AS close,
    sum(shares) AS shares, sum(priceCents * shares) AS turnover, avg(spread) AS spread
  FROM trades LEFT JOIN spreads USING (arrival)
  GROUP BY ALL
),
averages AS (
  SELECT * EXCLUDE (spread), start + INTERVAL 1 MINUTE AS moment, turnover / shares AS vwap,
    sum(turnover) OVER fiveMinutes / sum(shares) OVER fiveMinutes AS average,
    -- The last known spread.
    last_value(spread IGNORE NULLS) OVER fiveMinutes AS spread
  FROM bars
  WINDOW fiveMinutes AS (PARTITION BY symbol ORDER BY start RANGE BETWEEN INTERVAL 4 MINUTE PRECEDING AND CURRENT ROW)
  QUALIFY count(*) OVER fiveMinutes >= 3
),
crossings AS (
  SELECT *, lag(vwap > average) OVER (PARTITION BY symbol ORDER BY moment) AS wasAbove FROM averages
)
SELECT symbol, moment, open, high, low, close, spread, vwap, average, CASE WHEN wasAbove THEN 'sell' ELSE 'buy' END
FROM crossings WHERE (vwap > average) <> wasAbove
