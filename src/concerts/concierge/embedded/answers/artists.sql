-- Artists that a message names, or the most popular ones, also of some genres; with what they have played and what comes next.
-- Ids and genres are one text each with U+001F around every one of them, or '-'.
WITH chosen AS (
  SELECT artist_id, name, genre, CAST(popularity_score AS double precision) AS popularity_score, members, formation_date
  FROM concert_dw.artists
  WHERE (CAST(:ids AS varchar) = '-' OR STRPOS(CAST(:ids AS varchar), CHR(31) || artist_id || CHR(31)) > 0)
    AND (
      CAST(:genres AS varchar) = '-'
      OR STRPOS(CAST(:genres AS varchar), CHR(31) || LOWER(SPLIT_PART(genre, '|', 1)) || CHR(31)) > 0
      OR (SPLIT_PART(genre, '|', 2) <> '' AND STRPOS(CAST(:genres AS varchar), CHR(31) || LOWER(SPLIT_PART(genre, '|', 2)) || CHR(31)) > 0)
      OR (SPLIT_PART(genre, '|', 3) <> '' AND STRPOS(CAST(:genres AS varchar), CHR(31) || LOWER(SPLIT_PART(genre, '|', 3)) || CHR(31)) > 0)
    )
  ORDER BY popularity_score DESC, artist_id
  LIMIT CAST(:count AS integer)
), played AS (
  SELECT
    c.artist_id,
    SUM(CASE WHEN c.status = 'completed' THEN 1 ELSE 0 END) AS concerts,
    AVG(CASE WHEN c.status = 'completed' THEN CAST(c.total_attendance AS double precision) END) AS avg_attendance,
    MIN(CASE WHEN c.status = 'scheduled' AND c.event_date >= CAST(:today AS date) THEN c.event_date END) AS next_date
  FROM concert_dw.concerts AS c
  JOIN chosen ON chosen.artist_id = c.artist_id
  GROUP BY c.artist_id
)
SELECT
  chosen.artist_id, chosen.name, chosen.genre, chosen.popularity_score, chosen.members, CAST(chosen.formation_date AS varchar) AS formation_date,
  COALESCE(played.concerts, 0) AS total_concerts, CAST(ROUND(CAST(played.avg_attendance AS numeric(18, 4)), 0) AS integer) AS avg_attendance, CAST(played.next_date AS varchar) AS next_concert
FROM chosen
LEFT JOIN played ON played.artist_id = chosen.artist_id
ORDER BY chosen.popularity_score DESC, chosen.artist_id
