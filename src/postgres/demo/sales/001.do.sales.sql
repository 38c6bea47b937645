-- The sales demo: 120,000 invoice lines over 2023-2025. Every value comes from a hash of its row's number,
-- so the data is the same on every machine. It creates its tables and never adds to ones that exist.

CREATE TABLE clientes (
  codigo_bic text PRIMARY KEY,
  nombre text NOT NULL,
  tipo text NOT NULL,
  vendedor integer NOT NULL
);

CREATE TABLE cliente_ubicacion (
  cliente_codigo_bic text NOT NULL,
  vigente_desde date NOT NULL,
  departamento text NOT NULL,
  municipio text NOT NULL,
  colonia text,
  PRIMARY KEY (cliente_codigo_bic, vigente_desde)
);

CREATE TABLE bandeja_resumen_ventas (
  compania text NOT NULL,
  anio integer NOT NULL,
  periodo integer NOT NULL,
  fecha date NOT NULL,
  prefijo_partida_contable text NOT NULL,
  numero_de_partida integer NOT NULL,
  factura text NOT NULL,
  codigo_de_ruta text NOT NULL,
  vendedor_codigo_bic text NOT NULL,
  nombre_del_vendedor text NOT NULL,
  cliente_codigo_bic text NOT NULL,
  nombre_del_cliente text NOT NULL,
  tipo_cliente text NOT NULL,
  codigo_de_articulo text NOT NULL,
  nombre_del_articulo text NOT NULL,
  agrupacion_de_articulo text NOT NULL,
  codigo_de_agencia text NOT NULL,
  nombre_de_agencia text NOT NULL,
  facturado_qq numeric(14,4) NOT NULL,
  devuelto_qq numeric(14,4) NOT NULL,
  cantidad_a_facturar numeric(14,2) NOT NULL,
  cantidad_devuelta numeric(14,2) NOT NULL,
  valor_lps_facturado numeric(16,2) NOT NULL,
  valor_lps_devuel numeric(16,2) NOT NULL
);

COMMENT ON TABLE bandeja_resumen_ventas IS 'Líneas de factura, una fila por artículo facturado. / Invoice lines, one row per invoiced item.';
COMMENT ON COLUMN bandeja_resumen_ventas.compania IS 'Código de la compañía. / Company code.';
COMMENT ON COLUMN bandeja_resumen_ventas.anio IS 'Año contable. / Accounting year.';
COMMENT ON COLUMN bandeja_resumen_ventas.periodo IS 'Mes contable, de 1 a 12. / Accounting month, 1 to 12.';
COMMENT ON COLUMN bandeja_resumen_ventas.fecha IS 'Fecha de la factura. / Invoice date.';
COMMENT ON COLUMN bandeja_resumen_ventas.facturado_qq IS 'Quintales facturados; 0 en artículos que se venden por unidad. / Quintals invoiced; 0 for items sold by unit.';
COMMENT ON COLUMN bandeja_resumen_ventas.devuelto_qq IS 'Quintales devueltos. / Quintals returned.';
COMMENT ON COLUMN bandeja_resumen_ventas.cantidad_a_facturar IS 'Unidades facturadas. / Units invoiced.';
COMMENT ON COLUMN bandeja_resumen_ventas.cantidad_devuelta IS 'Unidades devueltas. / Units returned.';
COMMENT ON COLUMN bandeja_resumen_ventas.valor_lps_facturado IS 'Valor facturado en lempiras. / Value invoiced, in lempiras.';
COMMENT ON COLUMN bandeja_resumen_ventas.valor_lps_devuel IS 'Valor devuelto en lempiras. / Value returned, in lempiras.';
COMMENT ON TABLE clientes IS 'Clientes. / Customers.';
COMMENT ON TABLE cliente_ubicacion IS 'Ubicación de cada cliente y desde cuándo vale. / Place of each customer and since when it holds.';
COMMENT ON COLUMN bandeja_resumen_ventas.factura IS 'Número de factura. / Invoice number.';
COMMENT ON COLUMN bandeja_resumen_ventas.nombre_del_vendedor IS 'Vendedor. / Seller.';
COMMENT ON COLUMN bandeja_resumen_ventas.nombre_del_cliente IS 'Cliente. / Customer.';
COMMENT ON COLUMN bandeja_resumen_ventas.tipo_cliente IS 'Tipo de cliente. / Kind of customer.';
COMMENT ON COLUMN bandeja_resumen_ventas.nombre_del_articulo IS 'Artículo. / Item.';
COMMENT ON COLUMN bandeja_resumen_ventas.agrupacion_de_articulo IS 'Agrupación del artículo. / Group of the item.';
COMMENT ON COLUMN bandeja_resumen_ventas.nombre_de_agencia IS 'Agencia. / Branch.';
COMMENT ON COLUMN clientes.nombre IS 'Nombre del cliente. / Customer name.';
COMMENT ON COLUMN clientes.tipo IS 'Tipo de cliente. / Kind of customer.';
COMMENT ON COLUMN cliente_ubicacion.departamento IS 'Departamento de Honduras. / Department of Honduras.';
COMMENT ON COLUMN cliente_ubicacion.municipio IS 'Municipio. / Municipality.';
COMMENT ON COLUMN cliente_ubicacion.colonia IS 'Colonia o barrio. / Neighbourhood.';

CREATE FUNCTION pg_temp.pick (row_number bigint, seed integer, choices integer) RETURNS integer
  LANGUAGE sql IMMUTABLE
  RETURN ((hashint8extended(row_number, seed) & 9007199254740991) % choices)::integer;

CREATE TEMPORARY TABLE lugar ON COMMIT DROP AS
SELECT row_number() OVER () - 1 AS id, departamento, municipio
FROM (VALUES
  ('Atlántida', ARRAY['La Ceiba', 'Tela', 'El Porvenir', 'Jutiapa', 'La Masica', 'Arizona']),
  ('Choluteca', ARRAY['Choluteca', 'El Triunfo', 'Marcovia', 'Namasigüe', 'Pespire', 'San Marcos de Colón']),
  ('Colón', ARRAY['Trujillo', 'Tocoa', 'Sonaguera', 'Bonito Oriental', 'Sabá']),
  ('Comayagua', ARRAY['Comayagua', 'Siguatepeque', 'La Libertad', 'Taulabé', 'Villa de San Antonio']),
  ('Copán', ARRAY['Santa Rosa de Copán', 'Copán Ruinas', 'Nueva Arcadia', 'Florida', 'Cucuyagua']),
  ('Cortés', ARRAY['San Pedro Sula', 'Choloma', 'Puerto Cortés', 'Villanueva', 'La Lima', 'Omoa', 'Potrerillos']),
  ('El Paraíso', ARRAY['Yuscarán', 'Danlí', 'El Paraíso', 'Teupasenti', 'Trojes']),
  ('Francisco Morazán', ARRAY['Distrito Central', 'Talanga', 'Valle de Ángeles', 'Santa Lucía', 'Sabanagrande', 'Guaimaca']),
  ('Gracias a Dios', ARRAY['Puerto Lempira', 'Brus Laguna', 'Ahuas']),
  ('Intibucá', ARRAY['La Esperanza', 'Intibucá', 'Jesús de Otoro', 'Yamaranguila']),
  ('Islas de la Bahía', ARRAY['Roatán', 'Utila', 'Guanaja', 'José Santos Guardiola']),
  ('La Paz', ARRAY['La Paz', 'Marcala', 'Santiago de Puringla', 'Guajiquiro']),
  ('Lempira', ARRAY['Gracias', 'Lepaera', 'La Iguala', 'Erandique']),
  ('Ocotepeque', ARRAY['Ocotepeque', 'San Marcos', 'Sinuapa', 'La Labor']),
  ('Olancho', ARRAY['Juticalpa', 'Catacamas', 'Campamento', 'Gualaco', 'Dulce Nombre de Culmí']),
  ('Santa Bárbara', ARRAY['Santa Bárbara', 'Quimistán', 'Trinidad', 'Macuelizo', 'Ilama']),
  ('Valle', ARRAY['Nacaome', 'San Lorenzo', 'Langue', 'Amapala']),
  ('Yoro', ARRAY['Yoro', 'El Progreso', 'Olanchito', 'El Negrito', 'Santa Rita'])
) AS lista (departamento, municipios), unnest(municipios) AS municipio;

INSERT INTO clientes (codigo_bic, nombre, tipo, vendedor)
SELECT
  'C' || lpad(n::text, 5, '0'),
  (ARRAY['Pulpería', 'Abarrotería', 'Supermercado', 'Comercial', 'Distribuidora', 'Mercadito', 'Bodega', 'Inversiones'])[1 + pg_temp.pick(n, 11, 8)]
    || ' ' || (ARRAY['La Bendición', 'El Ahorro', 'Lempira', 'Morazán', 'Santa Rosa', 'Los Ángeles', 'La Económica', 'Buen Precio', 'San José', 'El Progreso',
                     'Copán', 'Las Flores', 'La Esperanza', 'Suyapa', 'Del Norte', 'Cáceres', 'Zelaya', 'Núñez', 'Mejía', 'Pineda'])[1 + pg_temp.pick(n, 12, 20)]
    || ' ' || n,
  (ARRAY['Detallista', 'Mayorista', 'Supermercado', 'Institucional', 'Pulpería'])[1 + pg_temp.pick(n, 13, 5)],
  1 + pg_temp.pick(n, 14, 60)
FROM generate_series(1, 2000) AS n;

-- Every 25th client has no place, every 10th has two: the later one holds.
INSERT INTO cliente_ubicacion (cliente_codigo_bic, vigente_desde, departamento, municipio, colonia)
SELECT
  'C' || lpad(n::text, 5, '0'), desde, departamento, municipio,
  CASE WHEN pg_temp.pick(n, 22, 12) > 0 THEN
    (ARRAY['Centro', 'El Carmen', 'Las Colinas', 'San José', 'La Granja', 'Los Pinos', 'El Sauce', 'Kennedy', 'Miraflores', 'Villa Real', 'Santa Fe'])[pg_temp.pick(n, 22, 12)]
  END
FROM generate_series(1, 2000) AS n
CROSS JOIN LATERAL (
  SELECT date '2022-01-15' AS desde, 21 AS seed
  UNION ALL
  SELECT date '2024-03-01', 23 WHERE n % 10 = 3
) AS vigencia
JOIN lugar ON lugar.id = pg_temp.pick(n, vigencia.seed, (SELECT count(*)::integer FROM lugar))
WHERE n % 25 <> 0;

CREATE TEMPORARY TABLE articulo ON COMMIT DROP AS
SELECT
  n AS id,
  'A' || lpad(n::text, 4, '0') AS codigo,
  grupo.nombre || ' ' || (ARRAY['Especial', 'Primera', 'Económico', 'Premium', 'Familiar'])[1 + n / 10 % 5] || ' ' || (ARRAY['chico', 'mediano', 'grande'])[1 + n / 50] AS nombre,
  grupo.agrupacion,
  grupo.pesado,
  round((grupo.precio * (0.6 + pg_temp.pick(n, 31, 100) / 100.0))::numeric, 2) AS precio
FROM generate_series(0, 149) AS n
JOIN (VALUES
  (0, 'Harina de trigo', 'Harinas', true, 980), (1, 'Azúcar', 'Azúcar', true, 1150), (2, 'Café molido', 'Café', true, 5200),
  (3, 'Frijol rojo', 'Granos básicos', true, 1700), (4, 'Arroz clasificado', 'Arroz', true, 1400), (5, 'Aceite vegetal', 'Aceites', false, 68),
  (6, 'Refresco', 'Bebidas', false, 32), (7, 'Leche en polvo', 'Lácteos', false, 145), (8, 'Boquitas', 'Golosinas', false, 14),
  (9, 'Detergente', 'Limpieza', false, 55)
) AS grupo (id, nombre, agrupacion, pesado, precio) ON grupo.id = n % 10;

CREATE TEMPORARY TABLE vendedor ON COMMIT DROP AS
SELECT
  n AS id,
  'V' || lpad(n::text, 3, '0') AS codigo,
  (ARRAY['María', 'José', 'Ana', 'Carlos', 'Luis', 'Sofía', 'Óscar', 'Karla', 'Héctor', 'Lucía', 'Ángel', 'Iris'])[1 + n % 12] || ' '
    || (ARRAY['Hernández', 'Martínez', 'López', 'Rodríguez', 'Mejía', 'Flores', 'Zúniga', 'Núñez', 'Banegas', 'Orellana'])[1 + n / 6 % 10] || ' ' || n AS nombre,
  'R' || lpad((1 + n * 7 % 90)::text, 3, '0') AS ruta,
  'AG' || lpad((1 + n % 12)::text, 2, '0') AS agencia,
  (ARRAY['Tegucigalpa', 'San Pedro Sula', 'La Ceiba', 'Choluteca', 'Comayagua', 'Danlí', 'Juticalpa', 'El Progreso', 'Santa Rosa', 'Tocoa', 'Siguatepeque', 'Puerto Cortés'])[1 + n % 12] AS nombre_agencia,
  lpad((1 + n % 4)::text, 2, '0') AS compania
FROM generate_series(1, 60) AS n;

INSERT INTO bandeja_resumen_ventas
SELECT
  v.compania, extract(year FROM f.fecha)::integer, extract(month FROM f.fecha)::integer, f.fecha,
  CASE WHEN l.devuelto THEN 'DEV' ELSE 'VTA' END, (f.fecha - date '2023-01-01') * 10 + 1 + f.factura % 10,
  '000-001-01-' || lpad(f.factura::text, 8, '0'), v.ruta, v.codigo, v.nombre, c.codigo_bic, c.nombre, c.tipo,
  a.codigo, a.nombre, a.agrupacion, v.agencia, v.nombre_agencia,
  CASE WHEN a.pesado THEN l.cantidad * l.libras / 100 ELSE 0 END,
  CASE WHEN a.pesado AND l.devuelto THEN l.devuelta * l.libras / 100 ELSE 0 END,
  l.cantidad, CASE WHEN l.devuelto THEN l.devuelta ELSE 0 END,
  round(l.precio * l.cantidad, 2), CASE WHEN l.devuelto THEN round(l.precio * l.devuelta, 2) ELSE 0 END
FROM (
  SELECT
    n AS factura,
    date '2023-01-01' + pg_temp.pick(n, 41, 1096) AS fecha,
    1 + pg_temp.pick(n, 42, 2000) AS cliente,
    pg_temp.pick(n, 43, 150) AS primero
  FROM generate_series(1, 30000) AS n
) AS f
JOIN clientes AS c ON c.codigo_bic = 'C' || lpad(f.cliente::text, 5, '0')
JOIN vendedor AS v ON v.id = c.vendedor
CROSS JOIN generate_series(0, 3) AS k
JOIN articulo AS a ON a.id = (f.primero + k * 37) % 150
CROSS JOIN LATERAL (
  SELECT
    1 + pg_temp.pick(f.factura * 4 + k, 51, 24) AS cantidad,
    (ARRAY[5, 10, 25, 50, 100])[1 + pg_temp.pick(f.factura * 4 + k, 52, 5)]::numeric AS libras,
    pg_temp.pick(f.factura * 4 + k, 53, 100) < 3 AS devuelto,
    1 + pg_temp.pick(f.factura * 4 + k, 54, 3) AS sobrante
) AS r
CROSS JOIN LATERAL (
  SELECT
    r.cantidad, r.libras, r.devuelto, least(r.cantidad, r.sobrante) AS devuelta,
    CASE WHEN a.pesado THEN a.precio * r.libras / 100 ELSE a.precio END * (1 + 0.06 * (extract(year FROM f.fecha) - 2023)) AS precio
) AS l
ORDER BY f.fecha, v.compania, f.factura, k; -- as a ledger fills, so that a range of dates lies together

CREATE INDEX bandeja_resumen_ventas_orden_idx ON bandeja_resumen_ventas
  (fecha, compania, prefijo_partida_contable, numero_de_partida, factura, codigo_de_articulo);
CREATE INDEX bandeja_resumen_ventas_cliente_idx ON bandeja_resumen_ventas (cliente_codigo_bic);

ANALYZE clientes;
ANALYZE cliente_ubicacion;
ANALYZE bandeja_resumen_ventas;
