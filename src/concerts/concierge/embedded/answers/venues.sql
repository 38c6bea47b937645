-- Venues that a message names, or those of a place and a kind, the largest first. Ids are one text with U+001F around every one
-- of them, or '-'; a filter is '-', or '=' and a text without accents and capitals.
SELECT
  v.venue_id, v.name, v.address, v.city, v.state, v.country, v.capacity, v.venue_type,
  (SELECT COUNT(*) FROM concert_dw.concerts AS c WHERE c.venue_id = v.venue_id AND c.status = 'scheduled' AND c.event_date >= CAST(:today AS date)) AS coming_concerts
FROM concert_dw.venues AS v
WHERE (CAST(:ids AS varchar) = '-' OR STRPOS(CAST(:ids AS varchar), CHR(31) || v.venue_id || CHR(31)) > 0)
  AND CAST(:city AS varchar) IN ('-', '=' || {{fold-text text=v.city}})
  AND CAST(:state AS varchar) IN ('-', '=' || LOWER(v.state))
  AND CAST(:venue_type AS varchar) IN ('-', '=' || LOWER(v.venue_type))
ORDER BY v.capacity DESC, v.venue_id
LIMIT CAST(:count AS integer)
