-- Every completed concert before today, the oldest first: what the embedded model is fitted on.
WITH played AS (
  SELECT
    c.concert_id, c.artist_id, c.venue_id, c.event_date, CAST(c.created_at AS date) AS announced,
    CAST(c.total_attendance AS double precision) AS attendance, CAST(c.revenue AS double precision) AS revenue,
    CAST(c.total_attendance AS double precision) / v.capacity AS rate,
    a.name AS artist_name, CAST(a.popularity_score AS double precision) AS popularity, LOWER(SPLIT_PART(a.genre, '|', 1)) AS genre,
    v.name AS venue_name, v.capacity, v.venue_type, v.city, v.state,
    CASE WHEN SPLIT_PART(SPLIT_PART(c.ticket_prices, '|', 1), ':', 2) ~ '^[0-9]+([.][0-9]+)?$' THEN CAST(SPLIT_PART(SPLIT_PART(c.ticket_prices, '|', 1), ':', 2) AS double precision) END AS price_1,
    CASE WHEN SPLIT_PART(SPLIT_PART(c.ticket_prices, '|', 2), ':', 2) ~ '^[0-9]+([.][0-9]+)?$' THEN CAST(SPLIT_PART(SPLIT_PART(c.ticket_prices, '|', 2), ':', 2) AS double precision) END AS price_2,
    CASE WHEN SPLIT_PART(SPLIT_PART(c.ticket_prices, '|', 3), ':', 2) ~ '^[0-9]+([.][0-9]+)?$' THEN CAST(SPLIT_PART(SPLIT_PART(c.ticket_prices, '|', 3), ':', 2) AS double precision) END AS price_3,
    CASE WHEN SPLIT_PART(SPLIT_PART(c.ticket_prices, '|', 4), ':', 2) ~ '^[0-9]+([.][0-9]+)?$' THEN CAST(SPLIT_PART(SPLIT_PART(c.ticket_prices, '|', 4), ':', 2) AS double precision) END AS price_4
  FROM concert_dw.concerts AS c
  JOIN concert_dw.artists AS a ON a.artist_id = c.artist_id
  JOIN concert_dw.venues AS v ON v.venue_id = c.venue_id
  WHERE c.status = 'completed' AND c.total_attendance IS NOT NULL AND v.capacity > 0 AND c.event_date < CAST(:today AS date)
), history AS (
  SELECT
    played.*,
    LEAST(price_1, price_2, price_3, price_4) AS price_low,
    GREATEST(price_1, price_2, price_3, price_4) AS price_high,
    (COALESCE(price_1, 0) + COALESCE(price_2, 0) + COALESCE(price_3, 0) + COALESCE(price_4, 0))
      / NULLIF(CASE WHEN price_1 IS NULL THEN 0 ELSE 1 END + CASE WHEN price_2 IS NULL THEN 0 ELSE 1 END
        + CASE WHEN price_3 IS NULL THEN 0 ELSE 1 END + CASE WHEN price_4 IS NULL THEN 0 ELSE 1 END, 0) AS price_avg
  FROM played
)
SELECT
  concert_id, artist_id, venue_id, CAST(event_date AS varchar) AS event_date, event_date - announced AS days_until_event, attendance, revenue, rate, popularity, genre, capacity, venue_type, city, state,
  price_low, price_high, price_avg
FROM history
WHERE price_avg > 0
ORDER BY event_date, concert_id
