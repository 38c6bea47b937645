-- The common values of text columns that have few, from the planner's statistics; the login sees those of columns that it may read.
SELECT s.schemaname AS schema, s.tablename AS name, s.attname AS column, s.n_distinct::float8 AS distinct_values, s.most_common_vals::text::text[] AS values
FROM pg_stats AS s
WHERE s.schemaname = ANY ($1::text[]) AND s.most_common_vals IS NOT NULL
  AND EXISTS (
    SELECT 1 FROM pg_namespace AS n JOIN pg_class AS c ON c.relnamespace = n.oid JOIN pg_attribute AS a ON a.attrelid = c.oid JOIN pg_type AS t ON t.oid = a.atttypid
    WHERE n.nspname = s.schemaname AND c.relname = s.tablename AND a.attname = s.attname AND t.typcategory IN ('S', 'E')
  )
