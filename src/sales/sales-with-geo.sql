WITH ventas AS (
  SELECT
    compania AS "COMPAÑIA",
    anio AS "AÑO",
    periodo AS "PERIODO",
    fecha AS "FECHA",
    prefijo_partida_contable AS "PREFIJO_PARTIDA_CONTABLE",
    numero_de_partida AS "NUMERO_DE_PARTIDA",
    factura AS "FACTURA",
    codigo_de_ruta AS "CODIGO_DE_RUTA",
    vendedor_codigo_bic AS "VENDEDOR_CODIGO_BIC",
    nombre_del_vendedor AS "NOMBRE_DEL_VENDEDOR",
    cliente_codigo_bic AS "CLIENTE_CODIGO_BIC",
    nombre_del_cliente AS "NOMBRE_DEL_CLIENTE",
    tipo_cliente AS "TIPO_CLIENTE",
    codigo_de_articulo AS "CODIGO_DE_ARTICULO",
    nombre_del_articulo AS "NOMBRE_DEL_ARTICULO",
    agrupacion_de_articulo AS "AGRUPACION_DE_ARTICULO",
    codigo_de_agencia AS "CODIGO_DE_AGENCIA",
    nombre_de_agencia AS "NOMBRE_DE_AGENCIA",
    facturado_qq AS "FACTURADO_QQ",
    devuelto_qq AS "DEVUELTO_QQ",
    facturado_qq - devuelto_qq AS "QUINTALES_VENDIDOS",
    cantidad_a_facturar AS "CANTIDAD_A_FACTURAR",
    cantidad_devuelta AS "CANTIDAD_DEVUELTA",
    cantidad_a_facturar - cantidad_devuelta AS "CANTIDAD_VENDIDA",
    valor_lps_facturado AS "VALOR_LPS_FACTURADO",
    valor_lps_devuel AS "VALOR_LPS_DEVUEL",
    valor_lps_facturado - valor_lps_devuel AS "LEMPIRAS_VENDIDAS"
  FROM bandeja_resumen_ventas
),
-- The latest place of each client, found by a correlated maximum: DISTINCT ON would sort every client for each page.
ubicacion AS (
  SELECT cliente_codigo_bic, departamento, municipio, colonia
  FROM cliente_ubicacion AS lugar
  WHERE vigente_desde = (
    SELECT max(otro.vigente_desde) FROM cliente_ubicacion AS otro WHERE otro.cliente_codigo_bic = lugar.cliente_codigo_bic
  )
),
lineas AS (
  SELECT
    ventas.*,
    departamento AS "DEPARTAMENTO",
    municipio AS "MUNICIPIO",
    colonia AS "COLONIA",
    CASE WHEN "FACTURADO_QQ" <> 0 THEN "QUINTALES_VENDIDOS" ELSE "CANTIDAD_VENDIDA" END AS "VOLUMEN_VENTA"
  FROM ventas
  LEFT JOIN ubicacion ON cliente_codigo_bic = "CLIENTE_CODIGO_BIC"
)
