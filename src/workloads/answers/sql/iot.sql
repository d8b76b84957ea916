-- Written by hand from the description of `iot`, for records of which none is late.
WITH
means AS (
  SELECT sensor, time_bucket(INTERVAL 2 SECOND, time) + INTERVAL 2 SECOND * (later + 1) AS moment,
    count(*) AS readings, avg(centiCelsius) AS mean
  FROM (SELECT DISTINCT sensor, sequence, time, centiCelsius FROM records), range(5) AS slides(later)
  GROUP BY ALL
),
states AS (
  SELECT sensor, moment, readings, mean / 100 AS celsius, CASE WHEN mean > 6500 THEN 'alarm' ELSE 'normal' END AS event
  FROM means WHERE mean > 6500 OR mean < 6200
),
alarms AS (
  SELECT * FROM states QUALIFY event <> coalesce(lag(event) OVER (PARTITION BY sensor ORDER BY moment), 'normal')
),
runs AS (
  SELECT *, count(*) FILTER (isFirst) OVER (PARTITION BY sensor ORDER BY time, arrival) AS run
  FROM (
    SELECT *,
      coalesce(time - lag(time) OVER (PARTITION BY sensor ORDER BY time, arrival) > INTERVAL 15 SECOND, true) AS isFirst
    FROM records)
)
SELECT sensor, moment, event, readings, celsius FROM alarms
UNION ALL
SELECT sensor, max(time) + INTERVAL 15 SECOND, 'silent', count(*), arg_max(centiCelsius, arrival) / 100
FROM runs
GROUP BY sensor, run
