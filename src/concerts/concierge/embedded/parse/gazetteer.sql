-- Every name that a message can hold, with what it is the name of.
SELECT kind, id, name, city, state, importance
FROM (
  SELECT 'artist' AS kind, artist_id AS id, name, CAST(NULL AS varchar) AS city, CAST(NULL AS varchar) AS state, CAST(popularity_score AS double precision) AS importance
  FROM concert_dw.artists
  UNION ALL
  SELECT 'venue' AS kind, venue_id AS id, name, city, state, CAST(capacity AS double precision) AS importance
  FROM concert_dw.venues
  UNION ALL
  SELECT 'genre' AS kind, genre AS id, genre AS name, CAST(NULL AS varchar) AS city, CAST(NULL AS varchar) AS state, CAST(COUNT(*) AS double precision) AS importance
  FROM concert_dw.artists
  GROUP BY genre
) AS names
ORDER BY kind, importance DESC, id
LIMIT 50000
