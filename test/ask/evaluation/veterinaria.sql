CREATE FUNCTION pg_temp.h(k text, n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT (''x''||substr(md5($1),1,7))::bit(28)::int % $2';

CREATE TABLE duenos (
  id serial PRIMARY KEY,
  nombre varchar(60) NOT NULL,
  apellido varchar(60) NOT NULL,
  telefono varchar(20),
  email varchar(120),
  ciudad varchar(60) NOT NULL,
  fecha_registro date NOT NULL
);
COMMENT ON TABLE duenos IS 'Dueños de las mascotas, clientes de la clínica (pet owners, clients)';
COMMENT ON COLUMN duenos.fecha_registro IS 'Fecha en que se dio de alta al cliente (registration date)';
COMMENT ON COLUMN duenos.email IS 'Correo electrónico; nulo si no lo dio (e-mail, null if not given)';

CREATE TABLE mascotas (
  id serial PRIMARY KEY,
  dueno_id int NOT NULL REFERENCES duenos(id),
  nombre varchar(60) NOT NULL,
  especie varchar(20) NOT NULL,
  raza varchar(60),
  sexo char(1) NOT NULL CHECK (sexo IN ('M','H')),
  fecha_nacimiento date,
  peso_kg numeric(5,2),
  esterilizado boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE mascotas IS 'Animales atendidos en la clínica (pets, patients)';
COMMENT ON COLUMN mascotas.especie IS 'perro, gato, conejo, ave, tortuga (dog, cat, rabbit, bird, turtle)';
COMMENT ON COLUMN mascotas.sexo IS 'M = macho (male), H = hembra (female)';
COMMENT ON COLUMN mascotas.raza IS 'Raza; nula si es mestizo o se desconoce (breed, null if unknown)';
COMMENT ON COLUMN mascotas.peso_kg IS 'Último peso en kilogramos (latest weight in kg)';
COMMENT ON COLUMN mascotas.esterilizado IS 'Si está esterilizado o castrado (neutered / spayed)';

CREATE TABLE veterinarios (
  id serial PRIMARY KEY,
  nombre varchar(60) NOT NULL,
  apellido varchar(60) NOT NULL,
  especialidad varchar(60) NOT NULL,
  fecha_contratacion date NOT NULL,
  salario numeric(10,2) NOT NULL,
  activo boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE veterinarios IS 'Médicos veterinarios (vets, doctors)';
COMMENT ON COLUMN veterinarios.salario IS 'Sueldo mensual (monthly salary)';
COMMENT ON COLUMN veterinarios.activo IS 'Si sigue trabajando en la clínica (still works here)';

CREATE TABLE consultas (
  id serial PRIMARY KEY,
  mascota_id int NOT NULL REFERENCES mascotas(id),
  veterinario_id int NOT NULL REFERENCES veterinarios(id),
  fecha timestamp NOT NULL,
  motivo varchar(100) NOT NULL,
  diagnostico text,
  costo numeric(10,2) NOT NULL,
  estado varchar(20) NOT NULL
);
COMMENT ON TABLE consultas IS 'Consultas médicas (appointments, visits)';
COMMENT ON COLUMN consultas.motivo IS 'Razón de la visita (reason for the visit)';
COMMENT ON COLUMN consultas.costo IS 'Precio cobrado por la consulta (fee of the visit)';
COMMENT ON COLUMN consultas.estado IS 'completada, cancelada o programada (completed, cancelled, scheduled)';

CREATE TABLE vacunas (
  id serial PRIMARY KEY,
  nombre varchar(60) NOT NULL,
  laboratorio varchar(60) NOT NULL,
  precio numeric(8,2) NOT NULL,
  existencias int NOT NULL
);
COMMENT ON TABLE vacunas IS 'Catálogo de vacunas (vaccine catalogue)';
COMMENT ON COLUMN vacunas.existencias IS 'Dosis en el refrigerador (doses in stock)';
COMMENT ON COLUMN vacunas.laboratorio IS 'Fabricante (manufacturer)';

CREATE TABLE vacunaciones (
  id serial PRIMARY KEY,
  mascota_id int NOT NULL REFERENCES mascotas(id),
  vacuna_id int NOT NULL REFERENCES vacunas(id),
  veterinario_id int NOT NULL REFERENCES veterinarios(id),
  fecha_aplicacion date NOT NULL,
  proxima_dosis date
);
COMMENT ON TABLE vacunaciones IS 'Vacunas aplicadas a cada mascota (shots given)';
COMMENT ON COLUMN vacunaciones.proxima_dosis IS 'Fecha del refuerzo; nula si no lleva (booster date, null if none needed)';

INSERT INTO duenos (nombre, apellido, telefono, email, ciudad, fecha_registro) VALUES
('María','González','33-1020-4455','maria.gonzalez@gmail.com','Guadalajara','2022-01-14'),
('José Luis','Ramírez','33-1188-2033','jlramirez@hotmail.com','Zapopan','2022-02-03'),
('Ana','Torres','33-3344-1290',NULL,'Guadalajara','2022-03-22'),
('Carlos','Mendoza','33-2211-7788','cmendoza@outlook.com','Tlaquepaque','2022-05-09'),
('Lucía','Hernández',NULL,'lucia.hdz@gmail.com','Guadalajara','2022-06-30'),
('Fernando','Castillo','33-9087-1123','fer.castillo@yahoo.com','Tonalá','2022-08-18'),
('Patricia','Navarro','33-4455-6677','pnavarro@gmail.com','Zapopan','2022-11-11'),
('Roberto','Aguilar','33-7788-3210',NULL,'Guadalajara','2023-01-19'),
('Sofía','Jiménez','33-1234-9087','sofia.jimenez@gmail.com','Zapopan','2023-02-27'),
('Miguel','Ortega','33-5566-0011','mortega@gmail.com','Tlajomulco','2023-04-05'),
('Gabriela','Rojas','33-6677-8899','gaby.rojas@hotmail.com','Guadalajara','2023-05-16'),
('Andrés','Vargas',NULL,NULL,'Tlaquepaque','2023-07-21'),
('Verónica','Salinas','33-2020-3030','vsalinas@gmail.com','Zapopan','2023-09-02'),
('Jorge','Domínguez','33-8181-9292','jdominguez@outlook.com','Guadalajara','2023-12-12'),
('Elena','Paredes','33-1717-2626','elena.p@gmail.com','Guadalajara','2024-01-25'),
('Héctor','Fuentes','33-3131-4242','hfuentes@gmail.com','Tonalá','2024-03-08'),
('Daniela','Campos','33-5050-6161',NULL,'Zapopan','2024-04-17'),
('Raúl','Guzmán','33-9898-7676','raul.guzman@yahoo.com','Tlajomulco','2024-08-29'),
('Isabel','Moreno','33-2323-3434','isabel.moreno@gmail.com','Guadalajara','2024-10-10'),
('Óscar','Delgado','33-4545-5656','oscar.delgado@gmail.com','Zapopan','2025-02-14'),
('Beatriz','Luna','33-6767-7878',NULL,'Guadalajara','2025-06-06'),
('Tomás','Rivera',NULL,'trivera@outlook.com','Tlaquepaque','2025-09-23'),
('Claudia','Peña','33-1313-2424','claudia.pena@gmail.com','Zapopan','2026-01-30'),
('Emilio','Sandoval','33-3535-4646','emilio.s@gmail.com','Chapala','2026-05-20');

INSERT INTO mascotas (dueno_id, nombre, especie, raza, sexo, fecha_nacimiento, peso_kg, esterilizado) VALUES
(1,'Luna','perro','Labrador','H','2022-04-10',27.40,true),
(1,'Simba','gato','Siamés','M','2022-09-01',4.80,true),
(1,'Coco','ave','Ninfa','M','2023-02-15',0.09,false),
(2,'Rocky','perro','Bulldog francés','M','2022-02-20',12.60,false),
(3,'Mía','gato',NULL,'H','2022-07-07',3.90,true),
(3,'Toby','perro','Beagle','M','2022-05-30',11.20,true),
(4,'Thor','perro','Pastor alemán','M','2022-03-03',36.80,false),
(5,'Nina','gato','Persa','H','2023-01-12',4.10,false),
(5,'Pelusa','conejo','Cabeza de león','H','2023-06-18',1.75,false),
(6,'Max','perro','Labrador','M','2022-06-25',31.50,true),
(7,'Kira','perro','Husky siberiano','H','2022-10-14',22.30,true),
(7,'Félix','gato',NULL,'M','2023-03-09',5.20,true),
(7,'Bella','perro','Poodle','H','2023-08-21',6.40,true),
(8,'Bruno','perro','Rottweiler','M','2022-11-02',48.90,false),
(9,'Canela','perro',NULL,'H','2023-04-28',14.70,true),
(9,'Copito','conejo','Angora','M','2023-11-11',2.30,true),
(10,'Zeus','perro','Gran danés','M','2022-12-24',62.50,false),
(11,'Frida','gato','Maine Coon','H','2023-05-05',6.90,true),
(11,'Diego','gato','Maine Coon','M','2023-05-05',7.80,true),
(11,'Paco','ave','Perico australiano','M','2024-01-20',0.04,false),
(12,'Chispa','perro','Chihuahua','H','2023-09-15',2.60,false),
(13,'Manchas','perro','Dálmata','M','2023-07-04',25.10,true),
(13,'Tina','tortuga',NULL,'H',NULL,1.20,false),
(14,'Rex','perro','Pastor alemán','M','2024-02-10',33.40,false),
(15,'Nala','gato','Siamés','H','2024-03-17',3.60,false),
(15,'Greta','perro','Schnauzer','H','2023-10-08',8.20,true),
(16,'Duque','perro','Bóxer','M','2024-04-22',29.70,true),
(17,'Lola','perro','Poodle','H','2024-05-13',5.90,false),
(17,'Michi','gato',NULL,'M','2024-06-01',4.40,false),
(18,'Rayo','tortuga','Orejas rojas','M',NULL,0.85,false),
(18,'Princesa','perro','Chihuahua','H','2024-07-19',2.10,true),
(19,'Oreo','gato',NULL,'M','2024-08-08',5.00,true),
(19,'Kiwi','ave','Agapornis','H','2024-12-03',0.05,false),
(20,'Balto','perro','Husky siberiano','M','2025-01-06',24.80,false),
(21,'Moka','perro','Labrador','H','2025-03-27',26.20,false),
(21,'Sombra','gato','Bombay','H','2025-04-14',3.30,false),
(22,'Gordo','gato','Persa','M','2025-02-02',8.60,true),
(23,'Saltarín','conejo',NULL,'M','2025-10-10',1.60,false),
(12,'Tambor','conejo','Rex','M','2026-01-15',2.05,false);

INSERT INTO veterinarios (nombre, apellido, especialidad, fecha_contratacion, salario, activo) VALUES
('Laura','Espinoza','Medicina general','2022-01-03',24500,true),
('Ricardo','Montes','Cirugía','2022-01-03',38200,true),
('Adriana','Villalobos','Dermatología','2022-09-15',29800,true),
('Esteban','Quiroz','Medicina general','2023-03-01',22750,true),
('Mónica','Zavala','Animales exóticos','2023-08-21',31400,true),
('Javier','Ponce','Cirugía','2022-05-10',35600,false),
('Paulina','Ibarra','Cardiología','2024-06-17',36900,true),
('Iván','Cervantes','Medicina general','2026-08-03',21300,true);

INSERT INTO vacunas (nombre, laboratorio, precio, existencias) VALUES
('Antirrábica','Zoetis',220,85),
('Parvovirus','MSD',310,42),
('Moquillo','MSD',295,37),
('Triple felina','Boehringer',410,18),
('Leucemia felina','Zoetis',530,0),
('Bordetella','Virbac',275,24),
('Mixomatosis','Boehringer',365,9),
('Leptospirosis','Virbac',340,0);

INSERT INTO consultas (mascota_id, veterinario_id, fecha, motivo, diagnostico, costo, estado)
SELECT 1 + pg_temp.h('m'||i, 35),
  CASE WHEN d < date '2023-04-01' THEN (ARRAY[1,2,1,6])[1+pg_temp.h('v'||i,4)]
       WHEN d < date '2024-07-01' THEN (ARRAY[1,2,3,4,6,3,4,1])[1+pg_temp.h('v'||i,8)]
       ELSE (ARRAY[1,2,3,4,5,7,1,4,3,1])[1+pg_temp.h('v'||i,10)] END,
  d + make_interval(hours => 9 + pg_temp.h('hr'||i,10), mins => 15*pg_temp.h('mi'||i,4)),
  mot,
  CASE WHEN est = 'completada' AND pg_temp.h('dg'||i,5) > 0 THEN
    CASE mot WHEN 'Revisión general' THEN (ARRAY['Sano','Sobrepeso','Sano','Sarro dental'])[1+pg_temp.h('d2'||i,4)]
      WHEN 'Vómito' THEN (ARRAY['Gastritis aguda','Gastroenteritis','Intoxicación leve'])[1+pg_temp.h('d2'||i,3)]
      WHEN 'Problemas de piel' THEN (ARRAY['Dermatitis alérgica','Infestación de pulgas','Sarna'])[1+pg_temp.h('d2'||i,3)]
      WHEN 'Cojera' THEN (ARRAY['Esguince','Fractura','Displasia de cadera'])[1+pg_temp.h('d2'||i,3)]
      WHEN 'Esterilización' THEN 'Procedimiento sin complicaciones'
      WHEN 'Otitis' THEN (ARRAY['Otitis bacteriana','Otitis por hongos'])[1+pg_temp.h('d2'||i,2)]
      ELSE (ARRAY['Tos de las perreras','Neumonía leve'])[1+pg_temp.h('d2'||i,2)] END END,
  CASE mot WHEN 'Revisión general' THEN 350 WHEN 'Vómito' THEN 480 WHEN 'Problemas de piel' THEN 520 WHEN 'Cojera' THEN 690 WHEN 'Esterilización' THEN 1850 WHEN 'Otitis' THEN 430 ELSE 560 END + 10*pg_temp.h('c'||i,30) + CASE WHEN i=211 THEN 1200 ELSE 0 END,
  est
FROM (SELECT i, d, (ARRAY['Revisión general','Vómito','Problemas de piel','Cojera','Esterilización','Otitis','Tos','Revisión general','Revisión general','Problemas de piel'])[1+pg_temp.h('mo'||i,10)] AS mot,
   CASE WHEN d > date '2026-11-24' THEN 'programada' WHEN pg_temp.h('e'||i,9)=0 THEN 'cancelada' ELSE 'completada' END AS est
  FROM (SELECT i, date '2022-02-01' + (i*1784/420) + pg_temp.h('dd'||i,4) AS d FROM generate_series(1,420) i) a) b;
UPDATE consultas SET motivo='Esterilización', diagnostico='Procedimiento sin complicaciones', estado='completada', costo=3120 WHERE id=211;

INSERT INTO vacunaciones (mascota_id, vacuna_id, veterinario_id, fecha_aplicacion, proxima_dosis)
SELECT m.id,
  CASE m.especie WHEN 'perro' THEN (ARRAY[1,2,3,6,1,8])[1+pg_temp.h('va'||i,6)] WHEN 'gato' THEN (ARRAY[1,4,5])[1+pg_temp.h('va'||i,3)] ELSE 7 END,
  (ARRAY[1,3,4,1,5])[1+pg_temp.h('vv'||i,5)],
  f, CASE WHEN pg_temp.h('px'||i,4)>0 THEN f + 365 END
FROM (SELECT i, 1+pg_temp.h('mv'||i,36) AS mid, date '2023-09-01' + pg_temp.h('vf'||i,1170) AS f FROM generate_series(1,170) i) a
JOIN mascotas m ON m.id=a.mid AND m.especie IN ('perro','gato','conejo')
ORDER BY f;
