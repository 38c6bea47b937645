-- Venues by how full they were: completed concerts of the window, in the venues that fit the filters. A filter is '-', or
-- '=' and a text without accents and capitals.
WITH fitting AS (
  SELECT venue_id, name, city, state, capacity, venue_type
  FROM concert_dw.venues
  WHERE capacity > 0
    AND CAST(:city AS varchar) IN ('-', '=' || {{fold-text text=city}})
    AND CAST(:state AS varchar) IN ('-', '=' || {{fold-text text=state}})
    AND CAST(:venue_type AS varchar) IN ('-', '=' || {{fold-text text=venue_type}})
), played AS (
  SELECT
    v.venue_id, v.name, v.city, v.state, v.capacity, v.venue_type,
    COUNT(*) AS total_concerts,
    CAST(COALESCE(AVG(CAST(c.total_attendance AS double precision) / v.capacity), 0) AS numeric(12, 6)) AS attendance_rate,
    CAST(COALESCE(AVG(CAST(c.revenue AS double precision)), 0) AS numeric(18, 2)) AS revenue_per_event,
    SUM(CASE WHEN c.total_attendance > v.capacity THEN 1 ELSE 0 END) AS overfull
  FROM fitting AS v
  JOIN concert_dw.concerts AS c ON c.venue_id = v.venue_id
  WHERE c.status = 'completed' AND c.event_date >= CAST(:from_date AS date) AND c.event_date <= CAST(:to_date AS date)
  GROUP BY v.venue_id, v.name, v.city, v.state, v.capacity, v.venue_type
  HAVING COUNT(*) >= CAST(:min_events AS integer)
), ranked AS (
  SELECT played.*, ROW_NUMBER() OVER (ORDER BY attendance_rate DESC, revenue_per_event DESC, venue_id) AS popularity_rank
  FROM played
)
SELECT
  venue_id, name, city, state, capacity, venue_type, total_concerts, attendance_rate AS avg_attendance_rate, revenue_per_event, popularity_rank, overfull
FROM ranked
WHERE popularity_rank <= CAST(:top_n AS integer)
ORDER BY popularity_rank
