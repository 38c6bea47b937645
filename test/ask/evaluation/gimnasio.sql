CREATE TABLE planes (
  id integer PRIMARY KEY,
  nombre text NOT NULL,
  precio_mensual numeric(8,2) NOT NULL,
  duracion_meses integer NOT NULL,
  incluye_piscina boolean NOT NULL
);
COMMENT ON TABLE planes IS 'Planes de membresía del gimnasio';
COMMENT ON COLUMN planes.duracion_meses IS 'Permanencia mínima en meses';

CREATE TABLE entrenadores (
  id integer PRIMARY KEY,
  nombre text NOT NULL,
  especialidad text NOT NULL,
  fecha_contratacion date NOT NULL,
  salario numeric(9,2) NOT NULL,
  telefono text
);
COMMENT ON TABLE entrenadores IS 'Monitores y entrenadores personales';
COMMENT ON COLUMN entrenadores.salario IS 'Salario bruto mensual en euros';

CREATE TABLE socios (
  id integer PRIMARY KEY,
  nombre text NOT NULL,
  apellidos text NOT NULL,
  email text,
  fecha_nacimiento date NOT NULL,
  fecha_alta date NOT NULL,
  fecha_baja date,
  ciudad text NOT NULL,
  sexo char(1) NOT NULL CHECK (sexo IN ('M','F')),
  plan_id integer NOT NULL REFERENCES planes(id)
);
COMMENT ON TABLE socios IS 'Personas inscritas en el gimnasio';
COMMENT ON COLUMN socios.fecha_baja IS 'Fecha en que el socio se dio de baja; nula si sigue activo';
COMMENT ON COLUMN socios.sexo IS 'M = masculino, F = femenino';

CREATE TABLE clases (
  id integer PRIMARY KEY,
  nombre text NOT NULL,
  entrenador_id integer NOT NULL REFERENCES entrenadores(id),
  dia_semana text NOT NULL,
  hora_inicio time NOT NULL,
  duracion_min integer NOT NULL,
  aforo integer NOT NULL,
  nivel text NOT NULL
);
COMMENT ON COLUMN clases.aforo IS 'Número máximo de plazas';
COMMENT ON COLUMN clases.nivel IS 'principiante, intermedio o avanzado';

CREATE TABLE inscripciones (
  id integer PRIMARY KEY,
  socio_id integer NOT NULL REFERENCES socios(id),
  clase_id integer NOT NULL REFERENCES clases(id),
  fecha_inscripcion date NOT NULL,
  UNIQUE (socio_id, clase_id)
);
COMMENT ON TABLE inscripciones IS 'Socios apuntados a cada clase';

CREATE TABLE pagos (
  id integer PRIMARY KEY,
  socio_id integer NOT NULL REFERENCES socios(id),
  fecha date NOT NULL,
  importe numeric(8,2) NOT NULL,
  metodo text NOT NULL,
  pagado boolean NOT NULL
);
COMMENT ON COLUMN pagos.metodo IS 'tarjeta, efectivo, transferencia o domiciliación';
COMMENT ON COLUMN pagos.pagado IS 'Falso si el recibo está pendiente de cobro';

CREATE TABLE asistencias (
  id integer PRIMARY KEY,
  socio_id integer NOT NULL REFERENCES socios(id),
  clase_id integer NOT NULL REFERENCES clases(id),
  fecha date NOT NULL,
  valoracion integer CHECK (valoracion BETWEEN 1 AND 5)
);
COMMENT ON TABLE asistencias IS 'Asistencia real de los socios a las clases';
COMMENT ON COLUMN asistencias.valoracion IS 'Nota de 1 a 5 que el socio da a la sesión; nula si no valoró';

INSERT INTO planes VALUES
(1,'Básico',24.90,1,false),
(2,'Mañanas',19.90,3,false),
(3,'Estándar',34.90,6,false),
(4,'Premium',49.90,12,true),
(5,'Familiar',79.00,12,true),
(6,'Estudiante',17.50,1,false),
(7,'Corporativo',41.00,12,true);

INSERT INTO entrenadores VALUES
(1,'Marta Ibáñez','Yoga','2022-01-10',1650,'611200301'),
(2,'Jorge Salinas','Spinning','2022-03-01',1580,'611200302'),
(3,'Lucía Cano','Natación','2022-09-15',1820,'611200303'),
(4,'Andrés Pardo','Musculación','2023-02-01',1740,NULL),
(5,'Nuria Beltrán','Pilates','2023-06-20',1610,'611200305'),
(6,'Óscar Villar','Boxeo','2023-11-05',1905,'611200306'),
(7,'Elena Robles','Yoga','2024-04-12',1490,NULL),
(8,'Tomás Requena','Crossfit','2024-10-01',2010,'611200308'),
(9,'Sara Lozano','Zumba','2025-01-07',1430,'611200309'),
(10,'Iván Cuesta','Musculación','2025-08-18',1520,NULL);

INSERT INTO clases VALUES
(1,'Hatha Yoga',1,'lunes','09:00',60,18,'principiante'),
(2,'Vinyasa Yoga',1,'miércoles','19:30',75,16,'avanzado'),
(3,'Ciclo Indoor',2,'martes','18:00',45,25,'intermedio'),
(4,'Ciclo Express',2,'jueves','07:30',30,25,'principiante'),
(5,'Natación Adultos',3,'lunes','20:00',50,12,'intermedio'),
(6,'Aquagym',3,'viernes','10:30',45,20,'principiante'),
(7,'Fuerza Total',4,'martes','20:00',60,15,'avanzado'),
(8,'Pilates Suelo',5,'lunes','18:30',55,14,'principiante'),
(9,'Pilates Reformer',5,'jueves','19:00',50,8,'avanzado'),
(10,'Boxeo Fitness',6,'miércoles','20:30',60,20,'intermedio'),
(11,'Boxeo Técnico',6,'viernes','19:00',90,10,'avanzado'),
(12,'Yoga Nidra',7,'domingo','11:00',40,22,'principiante'),
(13,'Crossfit Open',8,'sábado','10:00',60,16,'intermedio'),
(14,'Zumba',9,'jueves','18:00',50,30,'principiante'),
(15,'Zumba Gold',9,'martes','11:00',45,28,'principiante');

INSERT INTO socios
SELECT i,
 (ARRAY['Laura','Carlos','Ana','Pablo','Irene','Miguel','Sofía','Hugo','Paula','Diego','Clara'])[1+(i*7)%11],
 (ARRAY['García Ruiz','Martín Soto','López Vega','Sánchez Gil','Pérez Mora','Gómez Rey','Díaz Luna','Moreno Paz','Álvarez Cruz','Romero Sanz','Navarro Gallego','Torres Prieto','Ramos Ferrer'])[1+(i*5)%13],
 CASE WHEN i%9=0 THEN NULL ELSE 'socio'||i||'@'||(ARRAY['gmail.com','hotmail.es','correo.es'])[1+i%3] END,
 date '1958-03-04' + (i*263)%17000,
 date '2022-01-15' + (i*37)%1560,
 CASE WHEN i%6=1 THEN date '2022-01-15' + (i*37)%1560 + 40 + (i*11)%90 END,
 (ARRAY['Zaragoza','Zaragoza','Huesca','Teruel','Utebo','Zaragoza','Calatayud'])[1+(i*3)%7],
 CASE WHEN (i*7)%11 IN (0,2,4,6,8,10) THEN 'F' ELSE 'M' END,
 1+(i*i+i/3)%6
FROM generate_series(1,120) i;

INSERT INTO inscripciones
SELECT row_number() OVER (ORDER BY s,c), s, c, (SELECT fecha_alta FROM socios WHERE id=s)+ 3 + (s+c)%20
FROM (SELECT DISTINCT 1+(k*k+k*3)%101 s, 1+(k*k/4+k)%14 c FROM generate_series(1,260) k) q;

INSERT INTO pagos
SELECT i, 1+(i*17+i/50)%113, date '2023-01-03' + (i*13)%1200,
 (SELECT precio_mensual FROM planes p JOIN socios s ON s.plan_id=p.id WHERE s.id=1+(i*17+i/50)%113) + CASE WHEN i%19=0 THEN 12.5 ELSE 0 END,
 (ARRAY['tarjeta','domiciliación','tarjeta','efectivo','domiciliación','transferencia','domiciliación'])[1+(i*5)%7],
 i%14<>3
FROM generate_series(1,500) i;

INSERT INTO asistencias
SELECT row_number() OVER (ORDER BY i.id,k), i.socio_id, i.clase_id, i.fecha_inscripcion + 7*k, 
 CASE WHEN (i.id+k)%5=0 THEN NULL ELSE 1+((i.id*3+k*k+i.clase_id*2)%9+1)/2 - CASE WHEN ((i.id*3+k*k+i.clase_id*2)%9+1)/2=5 THEN 1 ELSE 0 END END
FROM inscripciones i CROSS JOIN generate_series(1,6) k
WHERE (i.id*k+i.clase_id)%3=0;
