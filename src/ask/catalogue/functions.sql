-- Every function's name, with whether all that share it are immutable or stable and take and give ordinary values.
SELECT
  n.nspname AS schema, p.proname AS name, bool_and(p.provolatile <> 'v' AND p.prokind <> 'p') AS pure,
  bool_or(p.prosecdef) AS definer,
  bool_or(p.prorettype IN (
    'internal'::regtype, 'cstring'::regtype, 'trigger'::regtype, 'event_trigger'::regtype, 'language_handler'::regtype, 'fdw_handler'::regtype,
    'index_am_handler'::regtype, 'tsm_handler'::regtype, 'table_am_handler'::regtype
  ) OR 'internal'::regtype = ANY (p.proargtypes) OR 'cstring'::regtype = ANY (p.proargtypes)) AS internal,
  (SELECT array_agg(DISTINCT e.extname::text) FROM pg_depend AS d JOIN pg_extension AS e ON e.oid = d.refobjid WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND d.objid = ANY (array_agg(p.oid))) AS extensions,
  (SELECT array_agg(DISTINCT r.name) FROM pg_proc AS q CROSS JOIN LATERAL unnest(q.proargnames, q.proargmodes) AS r (name, mode) WHERE q.proname = p.proname AND q.pronamespace = p.pronamespace AND r.mode IN ('o', 'b', 't')) AS results
FROM pg_proc AS p
JOIN pg_namespace AS n ON n.oid = p.pronamespace
GROUP BY n.nspname, p.pronamespace, p.proname
