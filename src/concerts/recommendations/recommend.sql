-- Scheduled concerts that fit, the best first. The preferences are one text with U+001F around each of them, or '-'; a
-- filter is '-', or '=' and a text; all without accents and capitals. The score's formula is told in recommend.ts.
WITH bought AS (
  SELECT c.artist_id, LOWER(SPLIT_PART(a.genre, '|', 1)) AS genre, CAST(SUM(s.quantity) AS double precision) AS tickets
  FROM concert_dw.ticket_sales AS s
  JOIN concert_dw.concerts AS c ON c.concert_id = s.concert_id
  JOIN concert_dw.artists AS a ON a.artist_id = c.artist_id
  WHERE s.customer_id = SUBSTRING(CAST(:customer AS varchar), 2) AND CAST(:customer AS varchar) <> '-'
  GROUP BY c.artist_id, LOWER(SPLIT_PART(a.genre, '|', 1))
), known AS (
  SELECT COALESCE(SUM(tickets), 0) AS tickets FROM bought
), taste AS (
  SELECT genre, SUM(tickets) AS tickets FROM bought GROUP BY genre
), artists AS (
  SELECT
    artist_id, name, genre, CAST(popularity_score AS double precision) AS popularity,
    {{fold-text text=name}} AS plain_name,
    {{fold-text text=genre}} AS plain_genre
  FROM concert_dw.artists
), matched AS (
  SELECT
    artists.*,
    CASE
      WHEN CAST(:preferences AS varchar) = '-' THEN 0
      WHEN STRPOS(CAST(:preferences AS varchar), CHR(31) || plain_name || CHR(31)) > 0 THEN 1
      WHEN STRPOS(CAST(:preferences AS varchar), CHR(31) || SPLIT_PART(plain_genre, '|', 1) || CHR(31)) > 0 THEN 0.8
      WHEN SPLIT_PART(genre, '|', 2) <> '' AND STRPOS(CAST(:preferences AS varchar), CHR(31) || SPLIT_PART(plain_genre, '|', 2) || CHR(31)) > 0 THEN 0.6
      WHEN SPLIT_PART(genre, '|', 3) <> '' AND STRPOS(CAST(:preferences AS varchar), CHR(31) || SPLIT_PART(plain_genre, '|', 3) || CHR(31)) > 0 THEN 0.6
      WHEN SPLIT_PART(genre, '|', 4) <> '' AND STRPOS(CAST(:preferences AS varchar), CHR(31) || SPLIT_PART(plain_genre, '|', 4) || CHR(31)) > 0 THEN 0.6
      ELSE 0
    END AS preference
  FROM artists
), places AS (
  SELECT
    venue_id, name, city, state, capacity,
    {{fold-text text=city}} AS plain_city,
    {{fold-text text=state}} AS plain_state
  FROM concert_dw.venues
), coming AS (
  SELECT
    c.concert_id, c.event_date, c.event_date - CAST(:today AS date) AS days,
    a.artist_id, a.name AS artist_name, a.genre, a.popularity, a.preference, LOWER(SPLIT_PART(a.genre, '|', 1)) AS main_genre,
    v.name AS venue_name, v.city, v.state, v.capacity,
    LEAST(
      {{tier-price prices=c.ticket_prices tier=1}},
      {{tier-price prices=c.ticket_prices tier=2}},
      {{tier-price prices=c.ticket_prices tier=3}},
      {{tier-price prices=c.ticket_prices tier=4}}
    ) AS lowest_price
  FROM concert_dw.concerts AS c
  JOIN matched AS a ON a.artist_id = c.artist_id
  JOIN places AS v ON v.venue_id = c.venue_id
  WHERE c.status = 'scheduled' AND c.event_date >= CAST(:from_date AS date) AND c.event_date <= CAST(:to_date AS date)
    AND (CAST(:preferences AS varchar) = '-' OR a.preference > 0)
    AND (CAST(:location AS varchar) = '-' OR CAST(:location AS varchar) IN ('=' || v.plain_city, '=' || v.plain_state, '=' || v.plain_city || ', ' || v.plain_state))
), weighed AS (
  SELECT
    coming.*, known.tickets,
    COALESCE(taste.tickets / NULLIF(known.tickets, 0), 0) AS taste,
    CASE WHEN EXISTS (SELECT 1 FROM bought WHERE bought.artist_id = coming.artist_id) THEN 1 ELSE 0 END AS seen
  FROM coming
  CROSS JOIN known
  LEFT JOIN taste ON taste.genre = coming.main_genre
  WHERE CAST(:max_price AS double precision) < 0 OR coming.lowest_price <= CAST(:max_price AS double precision)
), scored AS (
  SELECT
    weighed.*,
    CAST(
      0.45 * popularity / 100
      + 0.2 * 30 / (30 + days)
      + 0.35 * CASE
          WHEN tickets > 0 AND CAST(:preferences AS varchar) <> '-' THEN 0.4 * preference + 0.45 * taste + 0.15 * seen
          WHEN tickets > 0 THEN 0.75 * taste + 0.25 * seen
          WHEN CAST(:preferences AS varchar) <> '-' THEN preference
          ELSE popularity / 100
        END
    AS numeric(9, 6)) AS score
  FROM weighed
), ranked AS (
  SELECT scored.*, ROW_NUMBER() OVER (ORDER BY score DESC, event_date, concert_id) AS place FROM scored
)
SELECT
  concert_id, artist_name, genre, popularity AS artist_popularity, venue_name, city, state, capacity, CAST(event_date AS varchar) AS event_date,
  score, preference, taste, seen, tickets, days
FROM ranked
WHERE place <= CAST(:top_n AS integer)
ORDER BY place
