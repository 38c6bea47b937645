-- How popular the artists of each main genre are, 0 to 100.
SELECT LOWER(SPLIT_PART(genre, '|', 1)) AS genre, AVG(CAST(popularity_score AS double precision)) AS popularity
FROM concert_dw.artists
GROUP BY LOWER(SPLIT_PART(genre, '|', 1))
