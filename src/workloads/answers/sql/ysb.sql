-- Written by hand from the description of `ysb`, for records of which none is late.
SELECT ad // 10 AS campaign, time_bucket(INTERVAL 10 SECOND, time) AS windowStart,
  windowStart + INTERVAL 10 SECOND AS windowEnd, count(*) AS views
FROM records WHERE eventType = 'view'
GROUP BY ALL
