-- A tenant's purchases by day: how many, by how many users, units, revenue and its mean, largest and smallest. 'acme' stands for the tenant.
WITH changes AS (
  SELECT tenant_id, compra_id, user_id, fecha, resumen, metadata,
    row_number() OVER (
      PARTITION BY tenant_id, compra_id
      ORDER BY metadata.approximate_creation_time DESC, length(metadata.sequence_number) DESC, metadata.sequence_number DESC
    ) AS age
  FROM compras_json
  WHERE tenant_id IN ('acme')
)
SELECT tenant_id, substr(fecha, 1, 10) AS dia, count(*) AS compras, count(DISTINCT user_id) AS usuarios, sum(resumen.total_cantidad) AS unidades,
  sum(resumen.total_precio) AS importe, avg(resumen.total_precio) AS promedio, max(resumen.total_precio) AS maximo, min(resumen.total_precio) AS minimo
FROM changes
WHERE age = 1 AND metadata.event_name <> 'REMOVE'
GROUP BY tenant_id, substr(fecha, 1, 10)
ORDER BY dia
