-- Written by hand from the description of `rides`, for records of which none is late.
WITH
demand AS (SELECT zone, rider, time, eastMetres, northMetres FROM records WHERE kind = 'request'),
supply AS (SELECT zone, driver, time, eastMetres, northMetres FROM records WHERE kind = 'position' AND free),
nearby AS (
  SELECT d.zone, rider, driver, greatest(d.time, s.time) AS time
  FROM demand d JOIN supply s
    ON d.zone = s.zone AND s.time BETWEEN d.time - INTERVAL 10 SECOND AND d.time + INTERVAL 10 SECOND
    AND (d.eastMetres - s.eastMetres) ** 2 + (d.northMetres - s.northMetres) ** 2 <= 640_000
),
minutes AS (
  SELECT zone, time_bucket(INTERVAL 1 MINUTE, time) AS windowStart, windowStart + INTERVAL 1 MINUTE AS windowEnd,
    count(DISTINCT rider) AS riders, count(DISTINCT driver) AS drivers
  FROM (SELECT zone, rider, NULL AS driver, time FROM demand UNION ALL SELECT * FROM nearby)
  GROUP BY ALL
),
prices AS (
  SELECT *, CASE WHEN drivers = 0 THEN 250 ELSE greatest(100, least(250, riders * 10 // drivers * 10)) END AS price
  FROM minutes
),
changes AS (SELECT *, lag(price) OVER (PARTITION BY zone ORDER BY windowStart) AS previous FROM prices)
SELECT zone, windowStart, windowEnd, riders, drivers, price, previous
FROM changes
WHERE price <> coalesce(previous, 100)
