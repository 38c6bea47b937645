-- What else a statement can name: types with their kind, and operators that are not the system's with the function behind each.
SELECT 'type' AS what, n.nspname AS schema, t.typname AS name, t.typtype::text AS detail
FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = t.typnamespace
WHERE n.nspname <> 'information_schema' AND (
  t.typtype IN ('b', 'e', 'r', 'm')
  -- a domain's checks can call anything, and so can a composite's casts
  OR (t.typtype = 'c' AND EXISTS (SELECT 1 FROM pg_class AS c WHERE c.oid = t.typrelid AND c.relkind = 'c')
    AND NOT EXISTS (SELECT 1 FROM pg_cast AS k WHERE t.oid IN (k.castsource, k.casttarget))
    AND NOT EXISTS (SELECT 1 FROM pg_attribute AS a JOIN pg_type AS m ON m.oid = a.atttypid WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND m.typtype IN ('c', 'd')))
)
UNION ALL
SELECT 'operator', n.nspname, o.oprname, fn.nspname || '.' || f.proname
FROM pg_operator AS o JOIN pg_namespace AS n ON n.oid = o.oprnamespace JOIN pg_proc AS f ON f.oid = o.oprcode JOIN pg_namespace AS fn ON fn.oid = f.pronamespace
WHERE n.nspname <> 'pg_catalog'
UNION ALL
SELECT DISTINCT 'catalog operator', 'pg_catalog', o.oprname, '' FROM pg_operator AS o WHERE o.oprnamespace = 'pg_catalog'::regnamespace
