-- The hundred best-selling products of a tenant, by units. 'acme' stands for the tenant.
WITH changes AS (
  SELECT tenant_id, compra_id, productos, metadata,
    row_number() OVER (
      PARTITION BY tenant_id, compra_id
      ORDER BY metadata.approximate_creation_time DESC, length(metadata.sequence_number) DESC, metadata.sequence_number DESC
    ) AS age
  FROM compras_json
  WHERE tenant_id IN ('acme')
),
latest AS (
  SELECT tenant_id, productos FROM changes WHERE age = 1 AND metadata.event_name <> 'REMOVE'
)
SELECT tenant_id, t.codigo, max(t.nombre) AS nombre, sum(t.cantidad) AS unidades,
  sum(coalesce(
    TRY_CAST(t.cantidad AS decimal(19, 9)) * TRY_CAST(t.precio_unitario AS decimal(19, 9)),
    TRY_CAST(TRY_CAST(t.cantidad AS decimal(16, 6)) * TRY_CAST(t.precio_unitario AS decimal(22, 6)) AS decimal(38, 18))
  )) AS importe
FROM latest CROSS JOIN UNNEST(productos) AS t (codigo, nombre, precio_unitario, cantidad)
GROUP BY tenant_id, t.codigo
ORDER BY unidades DESC, t.codigo
LIMIT 100
