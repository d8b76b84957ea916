-- Written by hand from the description of `web`, for records of which none is late.
WITH
-- DDSketch with an error of 1 %: counts of values by the next higher power of 1.01/0.99.
buckets AS (
  SELECT server, time_bucket(INTERVAL 1 SECOND, time) AS second, ceil(ln(millis) / ln(1.01 / 0.99)) AS bucket,
    count(*) AS requests
  FROM records GROUP BY ALL
),
ranked AS (
  SELECT *, sum(requests) OVER (PARTITION BY server, second ORDER BY bucket) AS upTo,
    sum(requests) OVER (PARTITION BY server, second) AS total
  FROM buckets
),
p95s AS (
  SELECT server, second, exp((min(bucket) - 1) * ln(1.01 / 0.99)) * 1.01 AS p95
  FROM ranked WHERE upTo > floor(0.95::DOUBLE * (total - 1)::DOUBLE) GROUP BY ALL
),
loads AS (
  SELECT server, time_bucket(INTERVAL 1 SECOND, time) AS second, count(*) AS requests,
    count(*) FILTER (status >= 500) AS errors
  FROM records GROUP BY ALL
),
visits AS (
  SELECT *, count(*) FILTER (isFirst) OVER (PARTITION BY visitor ORDER BY time, arrival) AS session
  FROM (
    SELECT *, coalesce(
      time - lag(time) OVER (PARTITION BY visitor ORDER BY time, arrival) > INTERVAL 15 SECOND, true) AS isFirst
    FROM records)
),
lost AS (
  SELECT server, max(time) + INTERVAL 15 SECOND AS time
  FROM visits GROUP BY server, visitor, session
  HAVING arg_max(status, arrival) >= 500
),
parts AS (
  SELECT server, second AS time, requests, errors, p95,
    (p95 > 120 OR errors / requests > 0.2 OR requests > 25)::INTEGER AS strained, 0 AS lost
  FROM loads JOIN p95s USING (server, second)
  UNION ALL
  SELECT server, time, 0, 0, 0, 0, 1 FROM lost
),
windows AS (
  SELECT time_bucket(INTERVAL 1 SECOND, time) + INTERVAL 1 SECOND * (later + 1) AS moment, server,
    max(p95) AS worstP95, sum(strained) AS strained, sum(lost) AS lost,
    sum(errors) / nullif(sum(requests), 0) AS errorRatio
  FROM parts, range(5) AS slides(later)
  GROUP BY ALL
),
signals AS (
  SELECT *,
    CASE WHEN strained >= 3 OR lost >= 2 THEN 'scale up' WHEN strained <= 1 AND lost = 0 THEN 'calm' END AS signal
  FROM windows
),
changes AS (
  SELECT *, lag(signal) OVER (PARTITION BY server ORDER BY moment) AS before FROM signals WHERE signal IS NOT NULL
)
SELECT moment, server, errorRatio, worstP95, strained::BIGINT, lost::BIGINT, signal, before
FROM changes
WHERE signal <> coalesce(before, 'calm')
