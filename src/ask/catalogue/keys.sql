-- Primary, unique and foreign keys, the columns of each in the key's order.
SELECT
  k.contype::text AS kind, n.nspname AS schema, c.relname AS name, columns.names AS columns,
  rn.nspname AS other_schema, r.relname AS other_name, others.names AS other_columns
FROM pg_constraint AS k
JOIN pg_class AS c ON c.oid = k.conrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_class AS r ON r.oid = k.confrelid
LEFT JOIN pg_namespace AS rn ON rn.oid = r.relnamespace
CROSS JOIN LATERAL (
  SELECT array_agg(a.attname::text ORDER BY u.place) AS names
  FROM unnest(k.conkey) WITH ORDINALITY AS u (number, place) JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.number
) AS columns
LEFT JOIN LATERAL (
  SELECT array_agg(a.attname::text ORDER BY u.place) AS names
  FROM unnest(k.confkey) WITH ORDINALITY AS u (number, place) JOIN pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.number
) AS others ON true
WHERE k.contype IN ('p', 'u', 'f') AND k.conparentid = 0 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
