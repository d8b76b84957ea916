-- Written by hand from the description of `fraud`, for records of which none is late.
WITH RECURSIVE
tries AS (
  SELECT card, time_bucket(INTERVAL 1 MINUTE, time) + INTERVAL 1 MINUTE * (later + 1) AS moment, count(*) AS tries
  FROM records, range(5) AS slides(later)
  GROUP BY ALL
  HAVING tries >= 10
),
moves AS (
  SELECT card, time, arrival,
    sqrt((eastKm - lag(eastKm) OVER steps) ** 2 + (northKm - lag(northKm) OVER steps) ** 2) AS km,
    greatest(abs(epoch_us(time) - epoch_us(lag(time) OVER steps)) / 3.6e9, 1 / 60::DOUBLE) AS hours
  FROM records WHERE approved
  WINDOW steps AS (PARTITION BY card ORDER BY arrival)
),
weighed AS (
  SELECT card, time, arrival, amountCents * (100 + (merchant * 37) % 100) / 100::DOUBLE AS cents,
    avg(amountCents) OVER before AS mean, count(*) OVER before AS transactions
  FROM records WHERE approved
  WINDOW before AS (PARTITION BY card ORDER BY arrival ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
-- An alert of a window is known when the window ends. Alerts of other kinds are not compared with it.
alerts AS (
  SELECT card, moment, CASE WHEN tries >= 20 THEN 'far too many' ELSE 'too many' END AS alert,
    tries::DOUBLE AS measured, epoch_us(moment) AS known
  FROM tries
  UNION ALL
  SELECT card, time, 'impossible travel', km / hours, arrival FROM moves WHERE km / hours > 900
  UNION ALL
  SELECT card, time, 'unusual amount', cents / mean, arrival FROM weighed WHERE transactions >= 3 AND cents / mean > 8
),
numbered AS (SELECT *, row_number() OVER (PARTITION BY card, alert ORDER BY known) AS number FROM alerts),
-- The first alert, then each time the first that is more than five minutes away from the last one kept.
kept AS (
  SELECT card, alert, number, moment FROM numbered WHERE number = 1
  UNION ALL
  SELECT card, alert, min(n.number), arg_min(n.moment, n.number)
  FROM kept k JOIN numbered n USING (card, alert)
  WHERE n.number > k.number AND abs(epoch_us(n.moment) - epoch_us(k.moment)) > 300_000_000
  GROUP BY card, alert, k.number
)
SELECT card, n.moment, alert, measured FROM kept JOIN numbered n USING (card, alert, number)
