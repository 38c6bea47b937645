-- Every completed concert before today, the oldest first: what the embedded model is fitted on.
{{completed-concerts}}
SELECT
  concert_id, artist_id, venue_id, CAST(event_date AS varchar) AS event_date, event_date - announced AS days_until_event, attendance, revenue, rate, popularity, genre, capacity, venue_type, city, state,
  price_low, price_high, price_avg
FROM history
WHERE price_avg > 0
ORDER BY event_date, concert_id
