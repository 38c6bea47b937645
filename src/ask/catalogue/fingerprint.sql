-- Changes whenever a relation, a column, a comment, a key, a function or a privilege does.
SELECT md5(concat_ws(' ',
  (SELECT concat(count(*), ' ', sum(hashtext(concat_ws(' ', c.relname, c.relkind, c.relacl, c.relnatts))::bigint)) FROM pg_class AS c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')),
  (SELECT concat(count(*), ' ', sum(hashtext(concat_ws(' ', a.attrelid, a.attname, a.atttypid, a.attisdropped, a.attacl))::bigint)) FROM pg_attribute AS a WHERE a.attrelid >= 16384 AND a.attnum > 0),
  (SELECT concat(count(*), ' ', sum(hashtext(concat_ws(' ', d.objoid, d.objsubid, d.description))::bigint)) FROM pg_description AS d WHERE d.objoid >= 16384),
  (SELECT concat(count(*), ' ', sum(hashtext(concat_ws(' ', k.conrelid, k.conname))::bigint)) FROM pg_constraint AS k WHERE k.oid >= 16384),
  (SELECT concat(count(*), ' ', sum(hashtext(concat_ws(' ', p.oid, p.proname, p.provolatile))::bigint)) FROM pg_proc AS p WHERE p.oid >= 16384)
)) AS fingerprint
