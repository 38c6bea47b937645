-- Every relation outside the system's schemas, its columns, and which of both it may read.
SELECT
  n.nspname AS schema, c.relname AS name, c.relkind::text AS kind, c.relispartition AS is_partition,
  has_schema_privilege(n.oid, 'USAGE') AS usable, greatest(c.reltuples, 0)::float8 AS rows, obj_description(c.oid, 'pg_class') AS comment,
  (
    SELECT json_agg(json_build_object(
      'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'category', t.typcategory, 'notNull', a.attnotnull,
      'readable', has_column_privilege(c.oid, a.attnum, 'SELECT'), 'comment', col_description(c.oid, a.attnum),
      'attributes', (SELECT json_agg(m.attname) FROM pg_attribute AS m WHERE m.attrelid = t.typrelid AND t.typrelid <> 0 AND m.attnum > 0 AND NOT m.attisdropped),
      'labels', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = t.oid)
    ) ORDER BY a.attnum)
    FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  ) AS columns
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname
