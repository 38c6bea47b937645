-- The latest hundred purchases with what was bought. 'acme' stands for the tenant.
WITH changes AS (
  SELECT tenant_id, compra_id, user_id, fecha, productos, resumen, metadata,
    row_number() OVER (
      PARTITION BY tenant_id, compra_id
      ORDER BY metadata.approximate_creation_time DESC, length(metadata.sequence_number) DESC, metadata.sequence_number DESC
    ) AS age
  FROM compras_json
  WHERE tenant_id IN ('acme')
)
SELECT c.tenant_id, c.compra_id, c.user_id, c.fecha, t.codigo, t.nombre, t.precio_unitario, t.cantidad, c.resumen.total_precio AS total, c.resumen.moneda AS moneda
FROM (SELECT * FROM changes WHERE age = 1 AND metadata.event_name <> 'REMOVE' ORDER BY fecha DESC, compra_id LIMIT 100) AS c
CROSS JOIN UNNEST(productos) AS t (codigo, nombre, precio_unitario, cantidad)
ORDER BY c.fecha DESC, c.compra_id, t.codigo
