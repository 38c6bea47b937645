CREATE TABLE empleados (
  id serial PRIMARY KEY,
  nombre varchar(60) NOT NULL,
  apellido varchar(60) NOT NULL,
  puesto varchar(40) NOT NULL,
  salario_mensual numeric(10,2) NOT NULL,
  fecha_ingreso date NOT NULL,
  telefono varchar(20),
  activo boolean NOT NULL DEFAULT true,
  supervisor_id int REFERENCES empleados(id)
);
CREATE TABLE obras (
  id serial PRIMARY KEY,
  nombre varchar(100) NOT NULL,
  ciudad varchar(60) NOT NULL,
  tipo varchar(30) NOT NULL CHECK (tipo IN ('residencial','comercial','infraestructura','industrial')),
  presupuesto numeric(14,2) NOT NULL,
  fecha_inicio date NOT NULL,
  fecha_fin date,
  estado varchar(20) NOT NULL CHECK (estado IN ('planificada','en curso','terminada','suspendida')),
  jefe_obra_id int REFERENCES empleados(id)
);
CREATE TABLE proveedores (
  id serial PRIMARY KEY,
  razon_social varchar(100) NOT NULL,
  ciudad varchar(60) NOT NULL,
  email varchar(100),
  dias_credito int NOT NULL DEFAULT 0
);
CREATE TABLE materiales (
  id serial PRIMARY KEY,
  nombre varchar(80) NOT NULL,
  categoria varchar(40) NOT NULL,
  unidad varchar(15) NOT NULL
);
CREATE TABLE compras (
  id serial PRIMARY KEY,
  obra_id int NOT NULL REFERENCES obras(id),
  proveedor_id int NOT NULL REFERENCES proveedores(id),
  material_id int NOT NULL REFERENCES materiales(id),
  fecha date NOT NULL,
  cantidad numeric(10,2) NOT NULL,
  precio_unitario numeric(10,2) NOT NULL,
  total numeric(12,2) NOT NULL,
  pagada boolean NOT NULL DEFAULT false
);
CREATE TABLE maquinaria (
  id serial PRIMARY KEY,
  descripcion varchar(80) NOT NULL,
  marca varchar(40) NOT NULL,
  anio_fabricacion int NOT NULL,
  valor numeric(12,2) NOT NULL,
  alquilada boolean NOT NULL DEFAULT false,
  ultimo_mantenimiento date,
  obra_id int REFERENCES obras(id)
);
CREATE TABLE asistencias (
  id serial PRIMARY KEY,
  empleado_id int NOT NULL REFERENCES empleados(id),
  obra_id int NOT NULL REFERENCES obras(id),
  fecha date NOT NULL,
  horas_trabajadas numeric(4,1) NOT NULL,
  horas_extra numeric(4,1) NOT NULL DEFAULT 0
);

INSERT INTO empleados (nombre, apellido, puesto, salario_mensual, fecha_ingreso, telefono, activo, supervisor_id) VALUES
('Ricardo','Bustamante','ingeniero',4850.00,'2022-01-17','555-0101',true,NULL),
('Mariana','Olvera','arquitecto',4620.00,'2022-03-01','555-0102',true,NULL),
('Héctor','Salcedo','ingeniero',4310.00,'2022-05-09','555-0103',true,1),
('Paula','Iturbide','arquitecto',3980.00,'2023-02-13',NULL,true,2),
('Esteban','Quiroga','capataz',2750.00,'2022-02-21','555-0105',true,3),
('Nora','Villalobos','capataz',2690.00,'2022-08-15','555-0106',true,3),
('Jacinto','Ramírez','albañil',1420.00,'2022-03-14','555-0107',true,5),
('Pedro','Cárdenas','albañil',1380.00,'2022-06-20',NULL,true,5),
('Luis','Mondragón','albañil',1350.00,'2023-01-09','555-0109',false,5),
('Tomás','Arriaga','albañil',1465.00,'2023-04-17',NULL,true,6),
('Ernesto','Palacios','albañil',1310.00,'2024-02-05','555-0111',true,6),
('Gabriel','Ramírez','electricista',1890.00,'2022-09-05','555-0112',true,5),
('Silvia','Toledo','electricista',1940.00,'2023-06-12','555-0113',true,6),
('Óscar','Benítez','electricista',1815.00,'2024-08-19','555-0114',false,6),
('Raúl','Espinosa','plomero',1760.00,'2022-10-10',NULL,true,5),
('Adrián','Montes','plomero',1705.00,'2025-01-13','555-0116',true,6),
('Fabiola','Rentería','operador',2120.00,'2023-03-20','555-0117',true,3),
('Joaquín','Lozano','operador',2055.00,'2024-05-06','555-0118',true,3),
('Martín','Ugarte','operador',2180.00,'2022-11-28',NULL,false,3),
('Celia','Navarrete','administrativo',1650.00,'2023-09-04','555-0120',true,1),
('Damián','Figueroa','albañil',1290.00,'2025-03-10','555-0121',true,6),
('Isabel','Córdova','ingeniero',3890.00,'2025-06-02','555-0122',true,1),
('Rubén','Alcántara','albañil',1335.00,'2025-09-15',NULL,true,5),
('Verónica','Sandoval','administrativo',1580.00,'2026-02-09','555-0124',true,1);

INSERT INTO obras (nombre, ciudad, tipo, presupuesto, fecha_inicio, fecha_fin, estado, jefe_obra_id) VALUES
('Torre Mirador','Monterrey','residencial',8450000,'2022-04-04','2024-06-28','terminada',1),
('Puente Río Verde','San Luis Potosí','infraestructura',12700000,'2022-09-12','2025-03-31','terminada',3),
('Plaza Las Jacarandas','Guadalajara','comercial',6320000,'2023-01-16','2024-11-15','terminada',2),
('Residencial Los Encinos','Querétaro','residencial',4180000,'2023-05-22','2024-12-20','terminada',4),
('Nave Industrial Apodaca','Monterrey','industrial',5560000,'2023-10-02','2025-05-30','terminada',1),
('Hospital Santa Elena','Guadalajara','infraestructura',15900000,'2024-02-19',NULL,'en curso',3),
('Oficinas Centro Sur','Querétaro','comercial',3740000,'2024-07-08',NULL,'suspendida',2),
('Condominio Bahía Azul','Mazatlán','residencial',7215000,'2024-10-14',NULL,'en curso',4),
('Ampliación Carretera 57','San Luis Potosí','infraestructura',9830000,'2025-02-03',NULL,'en curso',3),
('Residencial Puerta del Sol','Monterrey','residencial',2960000,'2025-06-16',NULL,'en curso',22),
('Bodega Logística El Salto','Guadalajara','industrial',4475000,'2025-11-10',NULL,'suspendida',1),
('Centro Comercial Alameda','Mazatlán','comercial',10250000,'2026-05-11',NULL,'en curso',2),
('Escuela Benito Juárez','Querétaro','infraestructura',2380000,'2026-12-07',NULL,'planificada',NULL),
('Torre Cumbres','Monterrey','residencial',11600000,'2026-12-14',NULL,'planificada',NULL);

INSERT INTO proveedores (razon_social, ciudad, email, dias_credito) VALUES
('Cementos del Norte','Monterrey','ventas@cemnorte.mx',30),
('Aceros Garza','Monterrey','contacto@acerosgarza.mx',45),
('Materiales La Loma','Guadalajara','pedidos@laloma.mx',15),
('Ferretería El Tornillo','Querétaro',NULL,0),
('Maderas y Triplay del Pacífico','Mazatlán','info@maderaspacifico.mx',20),
('Eléctrica Potosina','San Luis Potosí','ventas@elecpotosina.mx',30),
('Tubos y Conexiones Jalisco','Guadalajara',NULL,60),
('Pinturas Arcoíris','Querétaro','hola@arcoiris.mx',10),
('Concretos Premezclados Sierra','Monterrey','obra@cpsierra.mx',0),
('Vidrios y Cancelería Luna','Guadalajara',NULL,15);

INSERT INTO materiales (nombre, categoria, unidad) VALUES
('Cemento gris','aglomerantes','saco'),
('Cal hidratada','aglomerantes','saco'),
('Varilla 3/8','acero','pieza'),
('Alambre recocido','acero','kg'),
('Viga IPR','acero','pieza'),
('Block hueco','mampostería','pieza'),
('Ladrillo rojo','mampostería','pieza'),
('Arena de río','agregados','m3'),
('Grava triturada','agregados','m3'),
('Cable THW 12','eléctrico','m'),
('Tubo PVC 4"','hidráulico','pieza'),
('Pintura vinílica blanca','acabados','cubeta'),
('Azulejo cerámico','acabados','m2'),
('Triplay 16 mm','madera','hoja');

INSERT INTO compras (obra_id, proveedor_id, material_id, fecha, cantidad, precio_unitario, total, pagada)
SELECT o, p, m, f, c, pu, round(c*pu,2), (f < '2026-06-01' AND abs(hashint4(i+600000)) % 9 > 1)
FROM (
  SELECT i,
    o.id AS o,
    CASE WHEN abs(hashint4(i+200000)) % 3 = 0 THEN 1 + abs(hashint4(i+210000)) % 3 ELSE 1 + abs(hashint4(i+220000)) % 9 END AS p,
    m.id AS m,
    (o.fecha_inicio + (abs(hashint4(i+400000)) % (LEAST(COALESCE(o.fecha_fin,'2026-11-20'),'2026-11-20')::date - o.fecha_inicio + 1)))::date AS f,
    (10 + abs(hashint4(i+500000)) % 240)::numeric AS c,
    round((ARRAY[185,72,148,32,2450,14.5,6.8,390,420,18.9,265,1150,210,640])[m.id]::numeric * (90 + abs(hashint4(i+510000)) % 31) / 100, 2) AS pu
  FROM generate_series(1,620) i
  JOIN obras o ON o.id = CASE WHEN abs(hashint4(i+100000)) % 4 = 0 THEN (ARRAY[2,6,1])[1 + abs(hashint4(i+110000)) % 3] ELSE 1 + abs(hashint4(i+120000)) % 12 END
  JOIN materiales m ON m.id = 1 + abs(hashint4(i+300000)) % 14
) s;

INSERT INTO maquinaria (descripcion, marca, anio_fabricacion, valor, alquilada, ultimo_mantenimiento, obra_id) VALUES
('Excavadora 320','Caterpillar',2019,185000,false,'2026-08-14',6),
('Retroexcavadora 416F','Caterpillar',2021,112000,false,'2026-03-02',9),
('Retroexcavadora 310L','John Deere',2020,98500,true,'2025-11-19',12),
('Grúa torre MC 125','Potain',2018,320000,true,'2026-09-30',6),
('Grúa móvil LTM 1050','Liebherr',2017,410000,false,'2026-01-22',8),
('Mezcladora de concreto','Cipsa',2022,4200,false,NULL,10),
('Mezcladora de concreto','Cipsa',2023,4650,false,NULL,NULL),
('Bulldozer D6','Caterpillar',2016,146000,false,'2025-07-08',9),
('Motoniveladora G930','Volvo',2020,205000,true,'2026-05-27',9),
('Compactador CA250','Dynapac',2021,87500,false,'2026-06-11',9),
('Cargador frontal 544K','John Deere',2019,134000,false,'2025-12-03',NULL),
('Camión volteo FMX','Volvo',2022,128000,false,'2026-10-05',6),
('Camión volteo M2','Freightliner',2018,76000,true,'2025-04-16',12),
('Bomba de concreto BSA','Putzmeister',2020,156500,true,NULL,8),
('Minicargador S650','Bobcat',2023,54000,false,'2026-07-21',10),
('Montacargas 8FG','Toyota',2015,21000,false,'2024-10-29',NULL),
('Generador eléctrico C150','Cummins',2022,38000,false,'2026-02-18',12),
('Andamio motorizado','Alimak',2024,67000,true,NULL,8);

INSERT INTO asistencias (empleado_id, obra_id, fecha, horas_trabajadas, horas_extra)
SELECT e.id, o.id,
  (g.ini + (abs(hashint4(i+730000)) % (LEAST(COALESCE(o.fecha_fin,'2026-11-20'),'2026-11-20')::date - g.ini + 1)))::date,
  (ARRAY[8,8,8,8,7.5,6,4,8,9])[1 + abs(hashint4(i+740000)) % 9],
  CASE WHEN abs(hashint4(i+750000)) % 4 = 0 THEN (ARRAY[1,1.5,2,2.5,3,4])[1 + abs(hashint4(i+760000)) % 6] ELSE 0 END
FROM generate_series(1,1900) i
JOIN empleados e ON e.id = 5 + abs(hashint4(i+700000)) % 18 AND e.id <> 20
JOIN obras o ON o.id = 1 + abs(hashint4(i+710000)) % 12
CROSS JOIN LATERAL (SELECT GREATEST(o.fecha_inicio, e.fecha_ingreso) AS ini) g
WHERE g.ini <= LEAST(COALESCE(o.fecha_fin,'2026-11-20'),'2026-11-20')::date;
