CREATE TABLE paises (
  id serial PRIMARY KEY,
  nombre varchar(60) NOT NULL UNIQUE,
  continente varchar(30) NOT NULL,
  tiene_tratado boolean NOT NULL DEFAULT false
);
CREATE TABLE importadores (
  id serial PRIMARY KEY,
  razon_social varchar(120) NOT NULL,
  ruc char(11) NOT NULL UNIQUE,
  ciudad varchar(60) NOT NULL,
  tipo varchar(20) NOT NULL CHECK (tipo IN ('empresa','persona natural')),
  activo boolean NOT NULL DEFAULT true,
  fecha_registro date NOT NULL,
  email varchar(120)
);
CREATE TABLE aranceles (
  id serial PRIMARY KEY,
  partida varchar(12) NOT NULL UNIQUE,
  descripcion varchar(150) NOT NULL,
  tasa numeric(5,2) NOT NULL,
  vigente_desde date NOT NULL
);
CREATE TABLE inspectores (
  id serial PRIMARY KEY,
  nombre varchar(80) NOT NULL,
  puesto varchar(60) NOT NULL,
  fecha_ingreso date NOT NULL,
  salario numeric(10,2) NOT NULL,
  jefe_id integer REFERENCES inspectores(id)
);
CREATE TABLE declaraciones (
  id serial PRIMARY KEY,
  numero varchar(20) NOT NULL UNIQUE,
  importador_id integer NOT NULL REFERENCES importadores(id),
  pais_origen_id integer NOT NULL REFERENCES paises(id),
  fecha_declaracion date NOT NULL,
  fecha_levante date,
  puerto varchar(40) NOT NULL,
  canal varchar(10) NOT NULL CHECK (canal IN ('verde','naranja','rojo')),
  estado varchar(15) NOT NULL CHECK (estado IN ('pendiente','aprobada','rechazada','observada')),
  flete numeric(12,2) NOT NULL
);
CREATE TABLE mercancias (
  id serial PRIMARY KEY,
  declaracion_id integer NOT NULL REFERENCES declaraciones(id),
  arancel_id integer NOT NULL REFERENCES aranceles(id),
  descripcion varchar(150) NOT NULL,
  cantidad integer NOT NULL,
  peso_kg numeric(12,2) NOT NULL,
  valor_usd numeric(14,2) NOT NULL
);
CREATE TABLE inspecciones (
  id serial PRIMARY KEY,
  declaracion_id integer NOT NULL REFERENCES declaraciones(id),
  inspector_id integer NOT NULL REFERENCES inspectores(id),
  fecha timestamp NOT NULL,
  resultado varchar(20) NOT NULL CHECK (resultado IN ('conforme','no conforme')),
  multa numeric(10,2),
  observaciones text
);
INSERT INTO paises (nombre, continente, tiene_tratado) VALUES
('China','Asia',true),('Estados Unidos','América',true),('Alemania','Europa',true),('Brasil','América',false),('Japón','Asia',true),
('India','Asia',false),('México','América',true),('Italia','Europa',true),('Turquía','Asia',false),('Corea del Sur','Asia',true),('Sudáfrica','África',false),('Noruega','Europa',false);
INSERT INTO importadores (razon_social, ruc, ciudad, tipo, activo, fecha_registro, email) VALUES
('Comercial Andina SAC','20100123451','Lima','empresa',true,'2022-01-14','contacto@andina.pe'),
('Importaciones del Sur EIRL','20100123452','Arequipa','empresa',true,'2022-02-20','ventas@delsur.pe'),
('TecnoPerú SA','20100123453','Lima','empresa',true,'2022-03-09','info@tecnoperu.pe'),
('Textiles Chimú SAC','20100123454','Trujillo','empresa',false,'2022-05-30','admin@chimu.pe'),
('Rosa Huamán Quispe','10456789121','Cusco','persona natural',true,'2022-07-11',NULL),
('AutoPartes Pacífico SA','20100123456','Callao','empresa',true,'2022-09-02','compras@appacifico.pe'),
('Agroinsumos Norteños SAC','20100123457','Piura','empresa',true,'2023-01-19','agro@nortenos.pe'),
('Jorge Luis Paredes','10456789128','Lima','persona natural',false,'2023-03-23','jparedes@correo.pe'),
('Farmalab Importaciones SA','20100123459','Lima','empresa',true,'2023-04-17','regulatorio@farmalab.pe'),
('Muebles Nórdicos SAC','20100123460','Arequipa','empresa',true,'2023-08-08',NULL),
('Juguetería Estrella EIRL','20100123461','Callao','empresa',true,'2023-10-25','hola@estrella.pe'),
('Carmen Villanueva Soto','10456789132','Trujillo','persona natural',true,'2024-02-06','cvillanueva@correo.pe'),
('Maquinarias Titán SA','20100123463','Callao','empresa',true,'2024-06-18','ventas@titan.pe'),
('Óptica Visión Clara SAC','20100123464','Lima','empresa',true,'2025-01-27',NULL),
('Vinos y Licores Cava SAC','20100123465','Lima','empresa',true,'2025-09-15','cava@cava.pe'),
('Pedro Salas Medina','10456789136','Piura','persona natural',true,'2026-05-04',NULL);
INSERT INTO aranceles (partida, descripcion, tasa, vigente_desde) VALUES
('8471.30','Computadoras portátiles',0,'2022-01-01'),
('8517.13','Teléfonos inteligentes',0,'2022-01-01'),
('6109.10','Camisetas de algodón',11,'2022-01-01'),
('6403.99','Calzado de cuero',11.5,'2023-01-01'),
('8708.99','Repuestos para vehículos',6,'2022-01-01'),
('3004.90','Medicamentos',2.5,'2022-07-01'),
('9503.00','Juguetes',7,'2023-01-01'),
('9403.60','Muebles de madera',8,'2024-01-01'),
('2204.21','Vinos',9,'2024-01-01'),
('8429.52','Excavadoras y palas mecánicas',4,'2022-01-01'),
('3102.10','Urea y fertilizantes',0,'2022-07-01'),
('9004.10','Gafas de sol',6.5,'2025-01-01'),
('2402.20','Cigarrillos',18,'2025-01-01');
INSERT INTO inspectores (nombre, puesto, fecha_ingreso, salario, jefe_id) VALUES
('Manuel Ortega','Callao','2022-01-03',7200,NULL),
('Lucía Fernández','Callao','2022-03-15',4850,1),
('Raúl Gutiérrez','Paita','2022-06-01',4600,1),
('Elena Campos','Matarani','2023-02-13',4300,1),
('Diego Salazar','Callao','2023-09-04',3900,2),
('Patricia Rojas','Tacna','2024-01-22',3750,4),
('Héctor Molina','Paita','2024-08-12',3600,3),
('Silvia Navarro','Tacna','2026-02-09',3200,4);
INSERT INTO declaraciones (numero, importador_id, pais_origen_id, fecha_declaracion, fecha_levante, puerto, canal, estado, flete)
SELECT 'DAM-'||extract(year from f)::int||'-'||lpad(g::text,5,'0'), imp, pais, f,
  CASE WHEN est='aprobada' THEN f + 1 + abs(hashint4(g+71))%12 END, pto, canal, est, flete
FROM (SELECT g,
  1 + (abs(hashint4(g+11))%14 * (abs(hashint4(g+12))%10+3)/12)::int imp,
  1 + (abs(hashint4(g+21))%11 * (abs(hashint4(g+22))%8+3)/10)::int pais,
  date '2022-02-01' + (g*4 + abs(hashint4(g+31))%30)::int f,
  (ARRAY['Callao','Callao','Callao','Paita','Matarani','Tacna','Callao'])[1+abs(hashint4(g+41))%7] pto,
  (ARRAY['verde','verde','verde','naranja','naranja','rojo'])[1+abs(hashint4(g+51))%6] canal,
  CASE WHEN g>400 AND abs(hashint4(g+61))%3=0 THEN 'pendiente' ELSE (ARRAY['aprobada','aprobada','aprobada','aprobada','observada','rechazada','aprobada','pendiente'])[1+abs(hashint4(g+61))%8] END est,
  round((300 + abs(hashint4(g+81))%950000/100.0)::numeric,2) flete
 FROM generate_series(1,420) g) t;
INSERT INTO mercancias (declaracion_id, arancel_id, descripcion, cantidad, peso_kg, valor_usd)
SELECT d, a, (ARRAY['Laptop 14 pulgadas','Smartphone gama media','Camisetas de algodón pima','Zapatos de cuero para caballero','Filtros y frenos para camioneta','Antibióticos en cápsulas','Muñecas y bloques de juguete','Escritorios de madera de pino','Vino tinto reserva','Excavadora hidráulica','Urea granulada','Lentes de sol polarizados'])[a]
  || (ARRAY['',' - lote promocional',' - segunda selección',''])[1+abs(hashint4(g+105))%4],
  5 + abs(hashint4(g+106))%900, round((20 + abs(hashint4(g+107))%1500000/100.0)::numeric,2), round((500 + abs(hashint4(g+108))%9000000/100.0 * (1+a%3))::numeric,2)
FROM (SELECT g, CASE WHEN g<=410 THEN g ELSE 1+abs(hashint4(g+101))%410 END d, 1+abs(hashint4(g+102))%12 a FROM generate_series(1,1100) g) t;
INSERT INTO inspecciones (declaracion_id, inspector_id, fecha, resultado, multa, observaciones)
SELECT id, 1+(abs(hashint4(id+201))%7 * (abs(hashint4(id+202))%6+4)/9)::int,
 fecha_declaracion + (1+abs(hashint4(id+203))%5) + interval '8 hours' + (abs(hashint4(id+204))%540) * interval '1 minute',
 CASE WHEN nc THEN 'no conforme' ELSE 'conforme' END,
 CASE WHEN nc AND abs(hashint4(id+206))%4>0 THEN round((150+abs(hashint4(id+207))%480000/100.0)::numeric,2) END,
 CASE WHEN abs(hashint4(id+208))%3=0 THEN (ARRAY['Embalaje dañado','Faltante de documentos','Peso no coincide con lo declarado','Etiquetado incompleto','Sin novedad'])[CASE WHEN nc THEN 1+abs(hashint4(id+209))%4 ELSE 5 END] END
FROM (SELECT *, abs(hashint4(id+205))%10<3 nc FROM declaraciones WHERE canal='rojo' OR (canal='naranja' AND id%2=0)) d;
