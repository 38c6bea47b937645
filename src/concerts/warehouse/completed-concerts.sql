WITH played AS (
  SELECT
    c.concert_id, c.artist_id, c.venue_id, c.event_date, CAST(c.created_at AS date) AS announced,
    CAST(c.total_attendance AS double precision) AS attendance, CAST(c.revenue AS double precision) AS revenue,
    CAST(c.total_attendance AS double precision) / v.capacity AS rate,
    a.name AS artist_name, CAST(a.popularity_score AS double precision) AS popularity, LOWER(SPLIT_PART(a.genre, '|', 1)) AS genre,
    v.name AS venue_name, v.capacity, v.venue_type, v.city, v.state,
    {{tier-price prices=c.ticket_prices tier=1}} AS price_1,
    {{tier-price prices=c.ticket_prices tier=2}} AS price_2,
    {{tier-price prices=c.ticket_prices tier=3}} AS price_3,
    {{tier-price prices=c.ticket_prices tier=4}} AS price_4
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
