CREATE TABLE fincas (
  id serial PRIMARY KEY,
  nombre varchar(80) NOT NULL,
  departamento varchar(50) NOT NULL,
  altitud_m int,
  hectareas numeric(8,2) NOT NULL,
  certificada boolean NOT NULL DEFAULT false,
  fecha_adquisicion date NOT NULL
);
CREATE TABLE cultivos (
  id serial PRIMARY KEY,
  nombre varchar(50) NOT NULL,
  variedad varchar(50),
  tipo varchar(20) NOT NULL,
  dias_ciclo int NOT NULL
);
CREATE TABLE parcelas (
  id serial PRIMARY KEY,
  finca_id int NOT NULL REFERENCES fincas(id),
  cultivo_id int REFERENCES cultivos(id),
  codigo varchar(10) NOT NULL UNIQUE,
  area_ha numeric(6,2) NOT NULL,
  tipo_riego varchar(20),
  fecha_siembra date
);
CREATE TABLE trabajadores (
  id serial PRIMARY KEY,
  finca_id int NOT NULL REFERENCES fincas(id),
  nombre_completo varchar(100) NOT NULL,
  cargo varchar(40) NOT NULL,
  jornal_diario numeric(8,2) NOT NULL,
  tipo_contrato varchar(15) NOT NULL CHECK (tipo_contrato IN ('fijo','temporal')),
  fecha_contratacion date NOT NULL,
  fecha_retiro date
);
CREATE TABLE cosechas (
  id serial PRIMARY KEY,
  parcela_id int NOT NULL REFERENCES parcelas(id),
  encargado_id int NOT NULL REFERENCES trabajadores(id),
  fecha date NOT NULL,
  cantidad_kg numeric(9,1) NOT NULL,
  calidad char(1) NOT NULL CHECK (calidad IN ('A','B','C')),
  precio_kg numeric(7,2),
  exportacion boolean NOT NULL DEFAULT false
);
CREATE TABLE insumos (
  id serial PRIMARY KEY,
  nombre varchar(80) NOT NULL,
  categoria varchar(30) NOT NULL,
  unidad varchar(10) NOT NULL,
  existencias numeric(10,2) NOT NULL,
  stock_minimo numeric(10,2) NOT NULL,
  costo_unitario numeric(9,2) NOT NULL,
  fecha_vencimiento date
);
CREATE TABLE aplicaciones (
  id serial PRIMARY KEY,
  parcela_id int NOT NULL REFERENCES parcelas(id),
  insumo_id int NOT NULL REFERENCES insumos(id),
  fecha date NOT NULL,
  cantidad numeric(8,2) NOT NULL
);
COMMENT ON TABLE fincas IS 'Fincas de la empresa / Farms owned by the company';
COMMENT ON COLUMN fincas.altitud_m IS 'Metros sobre el nivel del mar / Altitude in metres above sea level';
COMMENT ON COLUMN fincas.hectareas IS 'Superficie total de la finca / Total farm area in hectares';
COMMENT ON COLUMN fincas.certificada IS 'Tiene certificación orgánica / Holds an organic certification';
COMMENT ON TABLE parcelas IS 'Lotes sembrados o en descanso de cada finca / Plots of each farm';
COMMENT ON COLUMN parcelas.cultivo_id IS 'Nulo si la parcela está en descanso / NULL when the plot lies fallow';
COMMENT ON COLUMN parcelas.tipo_riego IS 'goteo, aspersión, gravedad; nulo = sin riego / drip, sprinkler, gravity; NULL = rain-fed';
COMMENT ON COLUMN parcelas.fecha_siembra IS 'Fecha de siembra / Planting date';
COMMENT ON TABLE cultivos IS 'Cultivos / Crops';
COMMENT ON COLUMN cultivos.tipo IS 'perenne, anual o hortaliza / perennial, annual or vegetable';
COMMENT ON COLUMN cultivos.dias_ciclo IS 'Días de la siembra a la cosecha / Days from planting to harvest';
COMMENT ON TABLE trabajadores IS 'Personal de campo / Field workers';
COMMENT ON COLUMN trabajadores.jornal_diario IS 'Pago por día / Daily wage';
COMMENT ON COLUMN trabajadores.tipo_contrato IS 'fijo = permanent, temporal = seasonal';
COMMENT ON COLUMN trabajadores.fecha_retiro IS 'Nulo si sigue trabajando / NULL if still employed';
COMMENT ON TABLE cosechas IS 'Cosechas recogidas / Harvests';
COMMENT ON COLUMN cosechas.encargado_id IS 'Trabajador a cargo / Worker in charge';
COMMENT ON COLUMN cosechas.precio_kg IS 'Precio de venta por kilo; nulo si no se ha vendido / Sale price per kilo; NULL if not sold yet';
COMMENT ON COLUMN cosechas.exportacion IS 'Destinada a exportación / Meant for export';
COMMENT ON TABLE insumos IS 'Insumos agrícolas en bodega / Farm supplies in stock';
COMMENT ON COLUMN insumos.existencias IS 'Cantidad disponible / Quantity on hand';
COMMENT ON TABLE aplicaciones IS 'Aplicaciones de insumos a las parcelas / Supplies applied to plots';

INSERT INTO fincas (nombre, departamento, altitud_m, hectareas, certificada, fecha_adquisicion) VALUES
('La Esperanza','Antioquia',1650,84.50,true,'2022-02-14'),
('El Cafetal','Caldas',1820,61.20,true,'2022-05-03'),
('Villa Rosario','Huila',1480,112.75,false,'2022-08-19'),
('Los Naranjos','Valle del Cauca',980,147.30,false,'2023-01-30'),
('San Isidro','Antioquia',2140,38.90,true,'2023-07-11'),
('Agua Clara','Meta',NULL,205.00,false,'2024-03-26'),
('El Porvenir','Huila',1390,73.60,false,'2024-10-08'),
('Monteverde','Caldas',2010,29.40,false,'2026-04-21');

INSERT INTO cultivos (nombre, variedad, tipo, dias_ciclo) VALUES
('Café','Castillo','perenne',240),
('Café','Geisha','perenne',270),
('Aguacate','Hass','perenne',310),
('Plátano','Hartón','perenne',290),
('Maíz','Amarillo','anual',125),
('Frijol','Cargamanto','anual',110),
('Tomate','Chonto','hortaliza',95),
('Papa','Criolla','anual',120),
('Naranja','Valencia','perenne',300),
('Arroz',NULL,'anual',118),
('Lechuga','Batavia','hortaliza',60),
('Quinua',NULL,'anual',180);

INSERT INTO parcelas (finca_id, cultivo_id, codigo, area_ha, tipo_riego, fecha_siembra) VALUES
(1,1,'LE-01',12.40,'goteo','2022-04-10'),(1,3,'LE-02',18.75,'goteo','2022-06-22'),(1,6,'LE-03',6.30,NULL,'2025-03-15'),(1,7,'LE-04',4.10,'aspersión','2026-02-08'),
(2,1,'EC-01',22.60,NULL,'2022-07-05'),(2,2,'EC-02',9.85,'goteo','2022-09-18'),(2,4,'EC-03',11.20,'gravedad','2023-03-02'),(2,NULL,'EC-04',5.50,NULL,NULL),
(3,4,'VR-01',27.90,'gravedad','2022-11-12'),(3,5,'VR-02',31.40,'aspersión','2025-09-01'),(3,10,'VR-03',24.15,'gravedad','2026-01-20'),(3,NULL,'VR-04',14.00,NULL,NULL),
(4,9,'LN-01',45.20,'goteo','2023-04-17'),(4,9,'LN-02',38.65,'aspersión','2023-05-29'),(4,5,'LN-03',33.10,'gravedad','2025-08-11'),(4,7,'LN-04',8.45,'goteo','2026-03-03'),
(5,8,'SI-01',10.70,'aspersión','2025-10-06'),(5,11,'SI-02',3.25,'goteo','2026-05-14'),(5,2,'SI-03',13.35,NULL,'2023-10-23'),
(6,10,'AC-01',72.00,'gravedad','2024-06-15'),(6,5,'AC-02',64.30,'aspersión','2025-04-04'),(6,4,'AC-03',29.80,NULL,'2024-08-27'),
(7,1,'EP-01',19.95,NULL,'2024-12-09'),(7,3,'EP-02',21.50,'goteo','2025-01-28'),(7,6,'EP-03',7.75,'aspersión','2026-04-12'),
(8,8,'MV-01',9.15,NULL,'2026-06-30');

INSERT INTO trabajadores (finca_id, nombre_completo, cargo, jornal_diario, tipo_contrato, fecha_contratacion, fecha_retiro) VALUES
(1,'Hernán Giraldo','mayordomo',120000,'fijo','2022-02-20',NULL),
(1,'Luz Dary Cano','recolector',62000,'temporal','2022-09-05','2024-01-31'),
(1,'Wilson Zapata','recolector',64500,'fijo','2022-06-13',NULL),
(1,'Omar Restrepo','tractorista',83000,'fijo','2023-02-01',NULL),
(2,'Gloria Arango','mayordomo',117500,'fijo','2022-05-10',NULL),
(2,'Fabio Londoño','recolector',61000,'temporal','2023-09-18','2023-12-22'),
(2,'Yolanda Marín','recolector',63500,'fijo','2022-08-08',NULL),
(3,'Edgar Polanía','mayordomo',112000,'fijo','2022-08-25',NULL),
(3,'Nidia Cuéllar','regador',68000,'fijo','2022-11-01',NULL),
(3,'Duván Trujillo','tractorista',86500,'temporal','2024-02-12','2025-06-30'),
(4,'Amparo Caicedo','mayordomo',123500,'fijo','2023-02-06',NULL),
(4,'Jhon Fredy Mina','recolector',60500,'temporal','2025-03-17',NULL),
(4,'Rosalba Mosquera','agrónomo',158000,'fijo','2023-03-20',NULL),
(4,'Ferney Lasso','regador',69500,'fijo','2024-01-15',NULL),
(5,'Ramiro Ospina','mayordomo',109000,'fijo','2023-07-17',NULL),
(5,'Diana Giraldo','agrónomo',152500,'fijo','2024-05-02',NULL),
(6,'Alirio Rey','mayordomo',115000,'fijo','2024-04-01',NULL),
(6,'Marleny Pinto','tractorista',88000,'fijo','2024-04-15',NULL),
(6,'Carlos Julio Baquero','recolector',59500,'temporal','2026-07-06',NULL),
(7,'Stella Perdomo','mayordomo',107500,'fijo','2024-10-15',NULL),
(7,'Arnulfo Losada','recolector',61500,'temporal','2025-10-20','2026-02-27'),
(8,'Beatriz Henao','mayordomo',105000,'fijo','2026-04-27',NULL);

INSERT INTO cosechas (parcela_id, encargado_id, fecha, cantidad_kg, calidad, precio_kg, exportacion)
SELECT p.id, w.id, d.fecha,
  round((p.area_ha * (18 + abs(hashint4(i+3000)) % 70) + abs(hashint4(i+4000)) % 97 / 10.0)::numeric, 1),
  (ARRAY['A','A','B','B','B','C'])[1 + abs(hashint4(i+5000)) % 6],
  CASE WHEN abs(hashint4(i+6000)) % 11 = 0 THEN NULL ELSE round((ARRAY[14200,31500,6400,2100,1750,5800,2600,1900,1450,1680,3100,7200])[p.cultivo_id]::numeric * (80 + abs(hashint4(i+7000)) % 45) / 100, 2) END,
  p.cultivo_id IN (1,2,3,9) AND abs(hashint4(i+8000)) % 5 < 2
FROM generate_series(1,520) i
JOIN parcelas p ON p.id = 1 + abs(hashint4(i+1000)) % 25 AND p.cultivo_id IS NOT NULL AND p.id NOT IN (11, 18)
CROSS JOIN LATERAL (SELECT (p.fecha_siembra + 90 + abs(hashint4(i+2000)) % GREATEST(date '2026-11-20' - p.fecha_siembra - 90, 1))::date AS fecha) d
JOIN LATERAL (SELECT id FROM trabajadores t WHERE t.finca_id = p.finca_id AND t.fecha_contratacion <= d.fecha AND (t.fecha_retiro IS NULL OR t.fecha_retiro >= d.fecha) AND t.cargo IN ('mayordomo','recolector')
  ORDER BY hashint4(t.id*1000+i) LIMIT 1) w ON true;

INSERT INTO insumos (nombre, categoria, unidad, existencias, stock_minimo, costo_unitario, fecha_vencimiento) VALUES
('Urea 46%','fertilizante','kg',3200,1000,2450,NULL),
('Triple 15','fertilizante','kg',780,900,3120,NULL),
('Cal dolomita','fertilizante','kg',5400,1500,640,NULL),
('Compost orgánico','fertilizante','kg',2150,500,480,NULL),
('Glifosato','herbicida','litro',145,60,28500,'2027-05-31'),
('Paraquat','herbicida','litro',22,40,31200,'2026-09-30'),
('Clorpirifos','insecticida','litro',64,30,42700,'2027-02-28'),
('Jabón potásico','insecticida','litro',118,50,15900,'2026-10-15'),
('Oxicloruro de cobre','fungicida','kg',96,40,26400,'2028-01-31'),
('Mancozeb','fungicida','kg',31,45,22800,'2027-08-15'),
('Semilla de maíz amarillo','semilla','kg',410,200,12600,'2027-03-31'),
('Semilla de frijol cargamanto','semilla','kg',85,100,18300,'2026-12-31'),
('Plántulas de café','semilla','unidad',6200,2000,950,NULL),
('Trampas de feromona','control','unidad',140,50,8700,'2028-06-30');

INSERT INTO aplicaciones (parcela_id, insumo_id, fecha, cantidad)
SELECT p.id, 1 + abs(hashint4(i+21000)) % 13,
  (p.fecha_siembra + abs(hashint4(i+22000)) % (date '2026-11-20' - p.fecha_siembra))::date,
  (5 + abs(hashint4(i+23000)) % 380)::numeric / CASE WHEN i % 3 = 0 THEN 4 ELSE 1 END
FROM generate_series(1,400) i
JOIN parcelas p ON p.id = 1 + abs(hashint4(i+20000)) % 26 AND p.fecha_siembra IS NOT NULL AND p.id <> 19;
