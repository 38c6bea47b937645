-- What a tenant's purchases come to, each once and in its latest state. 'acme' stands for the tenants (their
-- percent-encoded segments); the parameters are the first and the last day of `fecha`.
WITH period AS (
  SELECT CAST(? AS varchar) AS first_day, CAST(? AS varchar) AS last_day
),
changes AS (
  SELECT tenant_id, compra_id, user_id, fecha, productos, resumen, metadata, "$path" AS object,
    row_number() OVER (
      PARTITION BY tenant_id, compra_id
      ORDER BY metadata.approximate_creation_time DESC, length(metadata.sequence_number) DESC, metadata.sequence_number DESC
    ) AS age
  FROM compras_json
  WHERE tenant_id IN ('acme')
),
latest AS (
  SELECT c.tenant_id, c.compra_id, c.fecha, c.productos, c.object, coalesce(c.user_id, '') AS buyer, substr(c.fecha, 1, 7) AS fecha_mes, substr(c.fecha, 1, 10) AS fecha_dia,
    c.resumen.moneda AS moneda, TRY_CAST(c.resumen.total_cantidad AS decimal(29, 9)) AS cantidad, TRY_CAST(c.resumen.total_precio AS decimal(29, 9)) AS importe
  FROM changes AS c CROSS JOIN period AS p
  WHERE c.age = 1 AND c.metadata.event_name <> 'REMOVE' AND substr(c.fecha, 1, 10) BETWEEN p.first_day AND p.last_day
),
sums AS (
  SELECT
    CASE grouping(tenant_id, fecha_mes, fecha_dia, moneda, buyer) WHEN 31 THEN 'total' WHEN 15 THEN 'tenant' WHEN 23 THEN 'month' WHEN 27 THEN 'day' WHEN 29 THEN 'currency' ELSE 'user' END AS section,
    coalesce(tenant_id, fecha_mes, fecha_dia, moneda, buyer) AS name,
    count(*) AS purchases, sum(cantidad) AS units, sum(importe) AS amount
  FROM latest
  GROUP BY GROUPING SETS ((), (tenant_id), (fecha_mes), (fecha_dia), (moneda), (buyer))
),
ranked AS (
  SELECT section, name, purchases, units, amount, row_number() OVER (PARTITION BY section ORDER BY amount DESC, name) AS place FROM sums
),
lines AS (
  -- exact to nine digits behind the point up to ten before it, to six beyond
  SELECT t.codigo, t.nombre, TRY_CAST(t.cantidad AS decimal(29, 9)) AS cantidad,
    coalesce(
      TRY_CAST(t.cantidad AS decimal(19, 9)) * TRY_CAST(t.precio_unitario AS decimal(19, 9)),
      TRY_CAST(TRY_CAST(t.cantidad AS decimal(16, 6)) * TRY_CAST(t.precio_unitario AS decimal(22, 6)) AS decimal(38, 18))
    ) AS importe
  FROM latest CROSS JOIN UNNEST(productos) AS t (codigo, nombre, precio_unitario, cantidad)
),
products AS (
  SELECT codigo, max(nombre) AS nombre, sum(cantidad) AS units, sum(importe) AS amount FROM lines GROUP BY codigo
),
newest AS (
  SELECT object, row_number() OVER (ORDER BY replace(fecha, 'T', ' ') DESC, compra_id DESC) AS place FROM latest
)
SELECT section, name, CAST(NULL AS varchar) AS label, CAST(purchases AS varchar) AS purchases, CAST(units AS varchar) AS units, CAST(amount AS varchar) AS amount, place
FROM ranked WHERE section <> 'user' OR place <= 10
UNION ALL
SELECT 'event', c.metadata.event_name, NULL, CAST(count(*) AS varchar), NULL, NULL, 1
FROM changes AS c CROSS JOIN period AS p WHERE substr(c.fecha, 1, 10) BETWEEN p.first_day AND p.last_day GROUP BY c.metadata.event_name
UNION ALL
SELECT 'objects', NULL, NULL, CAST(count(*) AS varchar), NULL, NULL, 1 FROM changes
UNION ALL
SELECT 'product', codigo, nombre, NULL, CAST(units AS varchar), CAST(amount AS varchar), place
FROM (SELECT codigo, nombre, units, amount, row_number() OVER (ORDER BY units DESC, codigo) AS place FROM products) AS p WHERE place <= 10
UNION ALL
SELECT 'recent', object, NULL, NULL, NULL, NULL, place FROM newest WHERE place <= 10
