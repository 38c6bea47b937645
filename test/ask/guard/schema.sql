-- Analytics schema for the corpus. Run once by a superuser in a fresh database, as one simple query or statement by
-- statement. Deterministic: no clock, no random(). Every name that is needed is qualified, the search path is the default.
SET client_min_messages = warning;
SET TIME ZONE 'UTC';

CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pgcrypto SCHEMA public;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA ventas;
CREATE SCHEMA privado;

-- Types ------------------------------------------------------------------------------------------------------------
CREATE TYPE public.tipo_cliente AS ENUM ('particular', 'empresa', 'administración');
CREATE TYPE ventas.estado_pedido AS ENUM ('borrador', 'confirmado', 'enviado', 'entregado', 'cancelado');
CREATE TYPE public.direccion_postal AS (calle text, numero int, ciudad text, cp text);
CREATE DOMAIN public.correo_t AS text CHECK (VALUE LIKE '%@%');

-- public: people ---------------------------------------------------------------------------------------------------
CREATE TABLE public.paises (
  pais_id char(2) PRIMARY KEY,
  nombre text NOT NULL,
  zona text NOT NULL,
  poblacion bigint,
  superficie_km2 numeric(12, 1)
);
INSERT INTO public.paises VALUES
  ('ES', 'España', 'Península', 48085361, 505990.0),
  ('PT', 'Portugal', 'Península', 10639726, 92212.0),
  ('FR', 'Francia', 'Europa', 68373433, 643801.0),
  ('DE', 'Alemania', 'Europa', 83445000, 357022.0),
  ('MX', 'México', 'América', 129500000, 1964375.0),
  ('PE', 'Perú', 'América', 33845617, 1285216.0),
  ('IS', 'Islandia', 'Europa', NULL, 103000.0);

CREATE TABLE public.clientes (
  cliente_id int PRIMARY KEY,
  nombre text NOT NULL,
  apellidos text NOT NULL,
  correo public.correo_t,
  tipo public.tipo_cliente NOT NULL DEFAULT 'particular',
  pais_id char(2) REFERENCES public.paises,
  direccion public.direccion_postal,
  telefonos text[] NOT NULL DEFAULT '{}',
  etiquetas text[] NOT NULL DEFAULT '{}',
  perfil jsonb NOT NULL DEFAULT '{}',
  alta date NOT NULL,
  baja date,
  referido_por int REFERENCES public.clientes,
  activo boolean NOT NULL DEFAULT true
);
INSERT INTO public.clientes
SELECT i,
  (ARRAY['José', 'María', 'Íñigo', 'Begoña', 'Ángel', 'Lucía', 'Óscar', 'Núria', 'Joaquín', 'Zoë'])[1 + i % 10],
  (ARRAY['García López', 'Muñoz Peña', 'Fernández', 'Ibáñez', 'Núñez', 'Echevarría', 'D''Ors', 'Pérez', 'Gutiérrez', 'Ávila', 'Güell'])[1 + i % 11],
  CASE WHEN i % 13 = 0 THEN NULL ELSE 'cliente' || i || '@' || (ARRAY['ejemplo.es', 'correo.com', 'mail.pt'])[1 + i % 3] END,
  (ARRAY['particular', 'particular', 'empresa', 'administración'])[1 + i % 4]::public.tipo_cliente,
  (ARRAY['ES', 'ES', 'PT', 'FR', 'MX', 'PE'])[1 + i % 6],
  CASE WHEN i % 17 = 0 THEN NULL ELSE ROW((ARRAY['Calle Mayor', 'Gran Vía', 'Avenida del Mar', 'Plaza de España'])[1 + i % 4], i % 90 + 1,
    (ARRAY['Madrid', 'Málaga', 'Cáceres', 'Lisboa', 'París', 'Ciudad de México', 'Lima'])[1 + i % 7], lpad((28000 + i)::text, 5, '0'))::public.direccion_postal END,
  CASE WHEN i % 5 = 0 THEN '{}' ELSE ARRAY['+34 600 ' || lpad(i::text, 6, '0')] || CASE WHEN i % 2 = 0 THEN ARRAY['91' || lpad((i * 7)::text, 7, '0')] ELSE '{}' END END,
  (ARRAY['{vip}', '{vip,mayorista}', '{}', '{boletín,oferta}', '{boletín}'])[1 + i % 5]::text[],
  jsonb_build_object('edad', 18 + i % 60, 'idioma', (ARRAY['es', 'pt', 'fr', 'en'])[1 + i % 4],
    'preferencias', jsonb_build_object('color', (ARRAY['rojo', 'azul', 'verde'])[1 + i % 3], 'boletín', i % 2 = 0),
    'visitas', jsonb_build_array(jsonb_build_object('fecha', date '2024-01-01' + i % 300, 'paginas', i % 9), jsonb_build_object('fecha', date '2024-06-01' + i % 200, 'paginas', i % 4 + 1)))
    || CASE WHEN i % 6 = 0 THEN '{"empresa": {"cif": "B1234567", "empleados": 25}}'::jsonb ELSE '{}'::jsonb END,
  date '2021-01-04' + (i * 11) % 1500,
  CASE WHEN i % 9 = 0 THEN date '2025-01-01' + i % 200 END,
  CASE WHEN i > 10 AND i % 3 = 0 THEN i / 3 END,
  i % 9 <> 0
FROM generate_series(1, 200) i;

CREATE TABLE public.empleados (
  empleado_id int PRIMARY KEY,
  nombre text NOT NULL,
  jefe_id int REFERENCES public.empleados,
  departamento text NOT NULL,
  puesto text NOT NULL,
  contratado date NOT NULL,
  entrada time NOT NULL DEFAULT '09:00',
  jornada interval NOT NULL DEFAULT '8 hours',
  habilidades text[] NOT NULL DEFAULT '{}',
  permisos bit(8) NOT NULL DEFAULT B'00000001'
);
INSERT INTO public.empleados
SELECT i, (ARRAY['Ana', 'Íñigo', 'Chelo', 'Raúl', 'Sofía', 'Tomás'])[1 + i % 6] || ' ' || (ARRAY['Ruiz', 'Sáez', 'Peña', 'Vega', 'Ortiz'])[1 + i % 5],
  CASE WHEN i = 1 THEN NULL ELSE i / 3 + CASE WHEN i < 3 THEN 1 ELSE 0 END END,
  CASE WHEN i = 1 THEN 'Dirección' ELSE (ARRAY['Ventas', 'Logística', 'Informática', 'Administración'])[1 + i % 4] END,
  CASE WHEN i = 1 THEN 'Directora' WHEN i < 6 THEN 'Jefe' ELSE (ARRAY['Técnico', 'Comercial', 'Analista'])[1 + i % 3] END,
  date '2015-02-01' + (i * 61) % 3300, time '07:30' + (i % 5) * interval '30 minutes', interval '6 hours' + (i % 5) * interval '30 minutes',
  (ARRAY['{sql,excel}', '{python,sql}', '{ventas}', '{}', '{inglés,francés,sql}'])[1 + i % 5]::text[], (i % 256)::bit(8)
FROM generate_series(1, 60) i;

-- Readable by column only: lector may read empleado_id and puesto, never salario or iban.
CREATE TABLE public.empleados_nomina (
  empleado_id int PRIMARY KEY REFERENCES public.empleados,
  puesto text NOT NULL,
  salario numeric(10, 2) NOT NULL,
  iban text NOT NULL
);
INSERT INTO public.empleados_nomina SELECT empleado_id, puesto, 20000 + empleado_id * 350.5, 'ES' || lpad(empleado_id::text, 22, '0') FROM public.empleados;

-- ventas: the star ---------------------------------------------------------------------------------------------------
CREATE TABLE ventas.categorias (
  categoria_id int PRIMARY KEY,
  nombre text NOT NULL UNIQUE,
  padre_id int REFERENCES ventas.categorias
);
INSERT INTO ventas.categorias VALUES (1, 'Todo', NULL), (2, 'Alimentación', 1), (3, 'Bebidas', 2), (4, 'Jamón y embutido', 2), (5, 'Hogar', 1), (6, 'Jardín', 5), (7, 'Baño', 5), (8, 'Electrónica', 1);

CREATE TABLE ventas.productos (
  producto_id int PRIMARY KEY,
  categoria_id int NOT NULL REFERENCES ventas.categorias,
  nombre text NOT NULL,
  descripcion text,
  precio numeric(10, 2) NOT NULL,
  coste numeric(10, 2) NOT NULL,
  peso_kg double precision,
  atributos jsonb NOT NULL DEFAULT '{}',
  valoraciones int[] NOT NULL DEFAULT '{}',
  dimensiones numeric[] ,
  descatalogado boolean NOT NULL DEFAULT false
);
INSERT INTO ventas.productos
SELECT i, 2 + i % 7,
  (ARRAY['Café', 'Jamón ibérico', 'Piña en almíbar', 'Lámpara', 'Sillón', 'Teléfono', 'Champú', 'Cortacésped'])[1 + i % 8] || ' ' || (ARRAY['clásico', 'premium', 'ecológico'])[1 + i % 3] || ' ' || i,
  CASE WHEN i % 7 = 0 THEN NULL ELSE 'Producto de calidad, envío rápido. Modelo M-' || lpad(i::text, 4, '0') || ' (garantía ' || i % 4 || ' años)' END,
  round((5 + (i * 37) % 400 + i % 10 / 10.0)::numeric, 2), round((3 + (i * 37) % 400 * 0.6)::numeric, 2),
  CASE WHEN i % 11 = 0 THEN NULL ELSE (i * 13 % 250) / 10.0 END,
  jsonb_build_object('marca', (ARRAY['Acme', 'Íbero', 'Ñam'])[1 + i % 3], 'colores', to_jsonb((ARRAY['{rojo,azul}', '{verde}', '{}'])[1 + i % 3]::text[]), 'stock', i * 7 % 50, 'medidas', jsonb_build_object('alto', i % 40, 'ancho', i % 25)),
  ARRAY[1 + i % 5, 1 + (i * 3) % 5, 5], ARRAY[i % 40, i % 25, i % 10]::numeric[], i % 19 = 0
FROM generate_series(1, 80) i;

CREATE TABLE ventas.tarifas (
  producto_id int NOT NULL REFERENCES ventas.productos,
  vigencia daterange NOT NULL,
  precio numeric(10, 2) NOT NULL,
  PRIMARY KEY (producto_id, vigencia)
);
INSERT INTO ventas.tarifas
SELECT p.producto_id, daterange(make_date(y, 1, 1), CASE WHEN y = 2025 THEN NULL ELSE make_date(y + 1, 1, 1) END), round(p.precio * (1 + (y - 2024) * 0.05), 2)
FROM ventas.productos p, generate_series(2023, 2025) y;

CREATE TABLE ventas.pedidos (
  pedido_id int NOT NULL,
  fecha date NOT NULL,
  cliente_id int NOT NULL REFERENCES public.clientes,
  empleado_id int REFERENCES public.empleados,
  estado ventas.estado_pedido NOT NULL,
  canal text NOT NULL,
  creado timestamptz NOT NULL,
  enviado timestamp,
  plazo interval,
  descuento numeric(4, 3) NOT NULL DEFAULT 0,
  notas text,
  PRIMARY KEY (pedido_id, fecha)
) PARTITION BY RANGE (fecha);
CREATE TABLE ventas.pedidos_2023 PARTITION OF ventas.pedidos FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE ventas.pedidos_2024 PARTITION OF ventas.pedidos FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE ventas.pedidos_2025 PARTITION OF ventas.pedidos FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO ventas.pedidos
SELECT i, f, 1 + (i * 17) % 180, CASE WHEN i % 8 = 0 THEN NULL ELSE 6 + i % 50 END,
  (ARRAY['entregado', 'entregado', 'enviado', 'confirmado', 'entregado', 'cancelado', 'borrador'])[1 + i % 7]::ventas.estado_pedido,
  (ARRAY['web', 'tienda', 'teléfono'])[1 + i % 3], f::timestamp AT TIME ZONE 'Europe/Madrid' + (i % 1440) * interval '1 minute',
  CASE WHEN i % 7 IN (0, 1, 2, 4) THEN f + time '10:00' + (i % 9) * interval '7 hours' END, (1 + i % 6) * interval '1 day', (i % 5) * 0.05,
  CASE i % 10 WHEN 0 THEN 'Entregar por la mañana' WHEN 3 THEN 'Cliente pide envío urgente, llamar antes' END
FROM generate_series(1, 400) i, LATERAL (SELECT date '2023-01-02' + (i * 29) % 1080 AS f) d;

CREATE TABLE ventas.lineas (
  pedido_id int NOT NULL,
  fecha date NOT NULL,
  linea int NOT NULL,
  producto_id int NOT NULL REFERENCES ventas.productos,
  cantidad int NOT NULL CHECK (cantidad > 0),
  precio_unitario numeric(10, 2) NOT NULL,
  PRIMARY KEY (pedido_id, linea),
  FOREIGN KEY (pedido_id, fecha) REFERENCES ventas.pedidos
);
INSERT INTO ventas.lineas
SELECT o.pedido_id, o.fecha, n, p.producto_id, 1 + (o.pedido_id * n) % 6, p.precio
FROM ventas.pedidos o, generate_series(1, 2) n, LATERAL (SELECT 1 + (o.pedido_id * 7 + n * 31) % 80 AS id) k JOIN ventas.productos p ON p.producto_id = k.id
WHERE n = 1 OR o.pedido_id % 2 = 0;

CREATE TABLE ventas.devoluciones (
  devolucion_id int PRIMARY KEY,
  pedido_id int NOT NULL,
  fecha date NOT NULL,
  motivo text,
  importe numeric(10, 2) NOT NULL
);
INSERT INTO ventas.devoluciones
SELECT i, i * 9, date '2024-02-01' + i * 13, (ARRAY['Defectuoso', 'No era lo esperado', NULL, 'Llegó tarde'])[1 + i % 4], 10 + i * 3.25 FROM generate_series(1, 40) i;

CREATE TABLE ventas.objetivos (departamento text, trimestre int, año int, objetivo numeric(12, 2), PRIMARY KEY (departamento, año, trimestre));
INSERT INTO ventas.objetivos SELECT d, q, y, 10000 + q * 500 + (y - 2023) * 1000 FROM unnest(ARRAY['Ventas', 'Logística', 'Informática', 'Administración']) d, generate_series(1, 4) q, generate_series(2023, 2025) y;

CREATE VIEW ventas.resumen_mensual AS
SELECT date_trunc('month', o.fecha)::date AS mes, o.canal, count(DISTINCT o.pedido_id) AS pedidos, sum(l.cantidad * l.precio_unitario * (1 - o.descuento)) AS importe
FROM ventas.pedidos o JOIN ventas.lineas l USING (pedido_id) GROUP BY 1, 2;

CREATE MATERIALIZED VIEW ventas.ventas_por_producto AS
SELECT p.producto_id, p.nombre, c.nombre AS categoria, coalesce(sum(l.cantidad), 0) AS unidades, coalesce(sum(l.cantidad * l.precio_unitario), 0) AS importe
FROM ventas.productos p JOIN ventas.categorias c USING (categoria_id) LEFT JOIN ventas.lineas l USING (producto_id) GROUP BY 1, 2, 3;

-- public: awkward names, times, text -----------------------------------------------------------------------------------
CREATE TABLE public."Año" ("Año" int PRIMARY KEY, "Presupuesto Anual" numeric(12, 2), "¿Cerrado?" boolean);
INSERT INTO public."Año" VALUES (2023, 250000, true), (2024, 310000.50, true), (2025, 333333.33, false);

CREATE TABLE public."Región Norte" (
  "Cliente ID" int REFERENCES public.clientes,
  "Año" int REFERENCES public."Año",
  "Importe €" numeric(10, 2),
  "Fecha de Alta" date,
  "comilla""doble" text,
  "select" text
);
INSERT INTO public."Región Norte" SELECT i, 2023 + i % 3, i * 12.5, date '2023-03-01' + i * 5, 'n"' || i, (ARRAY['alto', 'medio', 'bajo'])[1 + i % 3] FROM generate_series(1, 90) i;

CREATE TABLE public.lecturas (
  sensor_id int NOT NULL,
  momento timestamptz NOT NULL,
  local timestamp NOT NULL,
  hora time NOT NULL,
  duracion interval NOT NULL,
  temperatura numeric(6, 2),
  humedad real,
  presion double precision,
  estado smallint NOT NULL,
  banderas bit varying(16) NOT NULL,
  ip inet,
  id uuid,
  crudo bytea,
  PRIMARY KEY (sensor_id, momento)
);
INSERT INTO public.lecturas
SELECT 1 + i % 5, timestamptz '2025-03-28 00:00+00' + i * interval '37 minutes', timestamp '2025-03-28 00:00' + i * interval '37 minutes', (timestamp '2025-03-28' + i * interval '37 minutes')::time,
  i % 12 * interval '5 minutes', CASE WHEN i % 23 = 0 THEN NULL ELSE 15 + 10 * round(sin(i / 8.0)::numeric, 2) END, 40 + i % 50, 1000 + cos(i / 5.0) * 15, i % 4, (i % 16)::bit(4), ('10.0.' || i % 4 || '.' || i % 250)::inet,
  ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, decode(lpad(to_hex(i), 8, '0'), 'hex')
FROM generate_series(1, 300) i;

CREATE TABLE public.eventos (
  evento_id bigint PRIMARY KEY,
  cliente_id int REFERENCES public.clientes,
  ocurrido timestamptz NOT NULL,
  nombre text NOT NULL,
  datos jsonb NOT NULL,
  cuerpo json
);
INSERT INTO public.eventos
SELECT i, 1 + (i * 7) % 150, timestamptz '2025-01-01 08:00+00' + i * interval '97 minutes', (ARRAY['visita', 'visita', 'carrito', 'compra', 'baja'])[1 + i % 5],
  jsonb_build_object('pagina', '/producto/' || i % 40, 'dispositivo', (ARRAY['móvil', 'escritorio'])[1 + i % 2], 'segundos', i % 90, 'utm', CASE WHEN i % 4 = 0 THEN NULL ELSE jsonb_build_object('fuente', (ARRAY['google', 'correo', 'directo'])[1 + i % 3]) END,
    'articulos', (SELECT jsonb_agg(jsonb_build_object('sku', 'S' || k, 'cantidad', k + i % 3, 'precio', k * 4.5)) FROM generate_series(1, 1 + i % 3) k)),
  json_build_object('origen', 'app', 'n', i)
FROM generate_series(1, 350) i;

-- Columns here are named like functions and server values on purpose; reading them is honest.
CREATE TABLE public.articulos (
  articulo_id int PRIMARY KEY,
  titulo text NOT NULL,
  cuerpo text NOT NULL,
  idioma text NOT NULL DEFAULT 'spanish',
  version int NOT NULL,
  length int NOT NULL,
  "user" text NOT NULL,
  busqueda tsvector GENERATED ALWAYS AS (to_tsvector('spanish', titulo || ' ' || cuerpo)) STORED
);
INSERT INTO public.articulos
SELECT i, (ARRAY['Cómo elegir un jamón', 'Guía de jardinería', 'Reparación de teléfonos', 'El café perfecto'])[1 + i % 4] || ' (' || i || ')',
  (ARRAY['Los jamones ibéricos se curan durante años en bodegas frías.', 'Regar las plantas por la mañana evita hongos en el jardín.', 'Una batería dañada calienta el teléfono; cámbiela pronto.', 'El café molido pierde aroma: muela el grano al momento.'])[1 + i % 4],
  'spanish', 1 + i % 3, 40 + i, 'autor' || i % 5 FROM generate_series(1, 40) i;

CREATE TABLE public.reservas (
  reserva_id int PRIMARY KEY,
  sala text NOT NULL,
  periodo tsrange NOT NULL,
  dias datemultirange,
  aforo int4range
);
INSERT INTO public.reservas
SELECT i, 'Sala ' || chr(64 + 1 + i % 4), tsrange(timestamp '2025-05-01 08:00' + i * interval '5 hours', timestamp '2025-05-01 10:00' + i * interval '5 hours' + (i % 3) * interval '1 hour'),
  datemultirange(daterange(date '2025-05-01' + i, date '2025-05-04' + i), daterange(date '2025-06-01' + i, date '2025-06-03' + i)), int4range(1, 10 + i, '[]')
FROM generate_series(1, 60) i;

-- What the reader must not reach --------------------------------------------------------------------------------------
CREATE TABLE privado.secretos (secreto_id int PRIMARY KEY, clave text, valor text);
INSERT INTO privado.secretos SELECT i, 'clave' || i, 'valor-secreto-' || i FROM generate_series(1, 20) i;
CREATE VIEW public.v_secretos AS SELECT * FROM privado.secretos;       -- no grant
CREATE TABLE public.auditoria (id int PRIMARY KEY, quien text, que text); -- no grant
INSERT INTO public.auditoria VALUES (1, 'ana', 'entró');
CREATE SEQUENCE public.contador;

CREATE FUNCTION public.iva(numeric) RETURNS numeric LANGUAGE sql IMMUTABLE RETURN round($1 * 0.21, 2);
CREATE FUNCTION public.borra_todo() RETURNS int LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE n int; BEGIN DELETE FROM ventas.devoluciones; GET DIAGNOSTICS n = ROW_COUNT; RETURN n; END $$;
CREATE FUNCTION public.lee_secreto() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN RETURN (SELECT valor FROM privado.secretos ORDER BY secreto_id LIMIT 1); END $$;
-- The same leak behind an operator, a one-argument function (attribute notation), an aggregate, a cast, a domain and a
-- function named like a built-in one.
CREATE FUNCTION public.lee_secreto(int) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN RETURN (SELECT valor FROM privado.secretos WHERE secreto_id = $1); END $$;
CREATE FUNCTION public.lee_secreto(int, int) RETURNS text LANGUAGE sql STABLE AS 'SELECT public.lee_secreto($1 + $2)';
CREATE OPERATOR public.<!> (LEFTARG = int, RIGHTARG = int, FUNCTION = public.lee_secreto);
CREATE OPERATOR public.<!> (RIGHTARG = int, FUNCTION = public.lee_secreto);
CREATE FUNCTION public.secreto_de(c public.clientes) RETURNS text LANGUAGE sql STABLE AS 'SELECT public.lee_secreto(c.cliente_id)';
CREATE FUNCTION public.junta_secreto(text, int) RETURNS text LANGUAGE sql STABLE AS $$SELECT coalesce($1, '') || public.lee_secreto($2)$$;
CREATE AGGREGATE public.agrega_secretos(int) (SFUNC = public.junta_secreto, STYPE = text);
CREATE TYPE public.llave AS (n int);
CREATE FUNCTION public.llave_a_texto(public.llave) RETURNS text LANGUAGE sql STABLE AS 'SELECT public.lee_secreto(($1).n)';
CREATE CAST (public.llave AS text) WITH FUNCTION public.llave_a_texto(public.llave);
CREATE FUNCTION public.avisa(text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$BEGIN RAISE EXCEPTION 'filtrado: %', public.lee_secreto(); END $$;
CREATE DOMAIN public.indiscreto AS text CHECK (public.avisa(VALUE));
CREATE FUNCTION public.bit_length(int) RETURNS text LANGUAGE sql STABLE AS 'SELECT public.lee_secreto($1)';
CREATE FUNCTION public.secretos_en_filas() RETURNS SETOF text LANGUAGE sql STABLE AS 'SELECT public.lee_secreto(i) FROM generate_series(1, 20) i';
CREATE FUNCTION public.compara(text, text) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT public.avisa($1)';
CREATE OPERATOR public.<!!> (LEFTARG = text, RIGHTARG = text, FUNCTION = public.compara);
CREATE PROCEDURE public.limpia() LANGUAGE sql AS 'DELETE FROM ventas.devoluciones';

ANALYZE;

-- The reader ------------------------------------------------------------------------------------------------------------
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lector') THEN
    CREATE ROLE lector LOGIN PASSWORD 'lector' NOSUPERUSER NOCREATEDB NOCREATEROLE;
  END IF;
END $$;
GRANT USAGE ON SCHEMA public, ventas TO lector;
GRANT SELECT ON ALL TABLES IN SCHEMA ventas TO lector;
GRANT SELECT ON public.paises, public.clientes, public.empleados, public."Año", public."Región Norte", public.lecturas, public.eventos, public.articulos, public.reservas TO lector;
GRANT SELECT (empleado_id, puesto) ON public.empleados_nomina TO lector;
REVOKE ALL ON SCHEMA privado FROM PUBLIC;
RESET TIME ZONE;
RESET client_min_messages;
