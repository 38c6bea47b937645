-- Completed concerts year by year. A filter is '-', or '=' and a text without accents and capitals.
SELECT
  CAST(EXTRACT(year FROM c.event_date) AS integer) AS year,
  COUNT(*) AS total_concerts,
  CAST(AVG(CAST(c.total_attendance AS double precision) / v.capacity) AS numeric(12, 6)) AS avg_attendance_rate,
  CAST(AVG(CAST(c.revenue AS double precision)) AS numeric(18, 2)) AS revenue_per_event
FROM concert_dw.concerts AS c
JOIN concert_dw.venues AS v ON v.venue_id = c.venue_id
WHERE c.status = 'completed' AND v.capacity > 0 AND c.event_date <= CAST(:today AS date)
  AND CAST(:city AS varchar) IN ('-', '=' || {{fold-text text=v.city}})
  AND CAST(:state AS varchar) IN ('-', '=' || LOWER(v.state))
  AND CAST(:venue_type AS varchar) IN ('-', '=' || LOWER(v.venue_type))
GROUP BY EXTRACT(year FROM c.event_date)
ORDER BY year
