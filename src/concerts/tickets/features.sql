-- What the ticket model is told, for the request and for the latest concerts like it (same artist, or same venue), each by
-- nothing but what was known before its day. A feature without history is null; population_* stand beside it.
{{completed-concerts}}, alike AS (
  SELECT history.*, ROW_NUMBER() OVER (ORDER BY CASE WHEN artist_id = CAST(:artist AS varchar) THEN 0 ELSE 1 END, event_date DESC, concert_id) AS place
  FROM history
  WHERE artist_id = CAST(:artist AS varchar) OR venue_id = CAST(:venue AS varchar)
), targets AS (
  SELECT
    '-' AS target, 0 AS place, a.artist_id, a.name AS artist_name, v.venue_id, v.name AS venue_name, asked.event_date, asked.today AS known_until, asked.event_date - asked.today AS days_until_event,
    asked.price AS price_avg, CAST(NULL AS double precision) AS attendance,
    CAST(a.popularity_score AS double precision) AS popularity, LOWER(SPLIT_PART(a.genre, '|', 1)) AS genre, v.capacity, v.venue_type, v.city, v.state
  FROM (SELECT CAST(:event_date AS date) AS event_date, CAST(:today AS date) AS today, CAST(:price AS double precision) AS price) AS asked
  LEFT JOIN concert_dw.artists AS a ON a.artist_id = CAST(:artist AS varchar)
  LEFT JOIN concert_dw.venues AS v ON v.venue_id = CAST(:venue AS varchar)
  UNION ALL
  SELECT
    concert_id, CAST(place AS integer), artist_id, artist_name, venue_id, venue_name, event_date, event_date, event_date - announced,
    price_avg, attendance, popularity, genre, capacity, venue_type, city, state
  FROM alike
  WHERE place <= CAST(:alike AS integer) AND price_avg > 0
), genres AS (
  SELECT LOWER(SPLIT_PART(genre, '|', 1)) AS genre, AVG(CAST(popularity_score AS double precision)) AS popularity FROM concert_dw.artists GROUP BY LOWER(SPLIT_PART(genre, '|', 1))
), venue_rates AS (
  SELECT t.target, h.venue_id, AVG(h.rate) AS rate
  FROM targets AS t
  JOIN history AS h ON h.event_date < t.known_until
  GROUP BY t.target, h.venue_id
), venue_ranks AS (
  SELECT target, venue_id, rate, ROW_NUMBER() OVER (PARTITION BY target ORDER BY CAST(rate AS numeric(12, 9)) DESC, venue_id) AS place FROM venue_rates
), venue_counts AS (
  SELECT target, COUNT(*) AS venues FROM venue_rates GROUP BY target
), totals AS (
  SELECT
    t.target,
    COUNT(CASE WHEN h.artist_id = t.artist_id THEN 1 END) AS artist_total_concerts,
    AVG(CASE WHEN h.artist_id = t.artist_id THEN h.attendance END) AS artist_avg_attendance,
    AVG(CASE WHEN h.artist_id = t.artist_id THEN h.revenue END) AS artist_avg_revenue,
    AVG(CASE WHEN h.artist_id = t.artist_id AND h.price_avg > 0 THEN h.price_low / h.price_avg END) AS low_ratio,
    AVG(CASE WHEN h.artist_id = t.artist_id AND h.price_avg > 0 THEN h.price_high / h.price_avg END) AS high_ratio,
    AVG(CASE WHEN h.city = t.city AND h.state = t.state THEN h.rate END) AS location_popularity,
    AVG(CASE WHEN h.artist_id = t.artist_id AND h.venue_id = t.venue_id THEN h.attendance END) AS pair_avg_attendance,
    MAX(CASE WHEN h.artist_id = t.artist_id AND h.venue_id = t.venue_id THEN h.attendance END) AS pair_max_attendance,
    AVG(CASE WHEN h.genre = t.genre AND h.venue_type = t.venue_type AND ABS(h.popularity - t.popularity) <= 10 THEN h.attendance END) AS similar_avg_attendance,
    AVG(h.attendance) AS population_attendance,
    AVG(h.revenue) AS population_revenue,
    AVG(h.rate) AS population_rate,
    AVG(CASE WHEN h.price_avg > 0 THEN h.price_low / h.price_avg END) AS population_low_ratio,
    AVG(CASE WHEN h.price_avg > 0 THEN h.price_high / h.price_avg END) AS population_high_ratio
  FROM targets AS t
  JOIN history AS h ON h.event_date < t.known_until
  GROUP BY t.target
)
SELECT
  t.target, t.artist_name, t.venue_name, CAST(t.event_date AS varchar) AS event_date, t.attendance, t.venue_type, t.days_until_event, t.price_avg,
  t.popularity AS artist_popularity, totals.artist_avg_attendance, COALESCE(totals.artist_total_concerts, 0) AS artist_total_concerts, totals.artist_avg_revenue,
  genres.popularity AS genre_popularity, t.capacity AS venue_capacity, venue_ranks.rate AS venue_attendance_rate, venue_ranks.place AS venue_popularity_rank,
  totals.location_popularity, totals.pair_avg_attendance, totals.pair_max_attendance, totals.similar_avg_attendance, totals.low_ratio, totals.high_ratio,
  totals.population_attendance, totals.population_revenue, totals.population_rate, totals.population_low_ratio, totals.population_high_ratio,
  venue_counts.venues AS population_venues
FROM targets AS t
LEFT JOIN totals ON totals.target = t.target
LEFT JOIN venue_ranks ON venue_ranks.target = t.target AND venue_ranks.venue_id = t.venue_id
LEFT JOIN venue_counts ON venue_counts.target = t.target
LEFT JOIN genres ON genres.genre = t.genre
ORDER BY t.place
