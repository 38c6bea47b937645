CREATE TABLE facultades (
  id serial PRIMARY KEY, nombre text NOT NULL, edificio text NOT NULL, decano text, fecha_fundacion date NOT NULL, presupuesto_anual numeric(14,2) NOT NULL
);
CREATE TABLE carreras (
  id serial PRIMARY KEY, facultad_id int NOT NULL REFERENCES facultades(id), nombre text NOT NULL,
  nivel text NOT NULL CHECK (nivel IN ('licenciatura','maestría','doctorado')),
  duracion_semestres int NOT NULL, costo_semestre numeric(10,2) NOT NULL, en_linea boolean NOT NULL DEFAULT false
);
CREATE TABLE profesores (
  id serial PRIMARY KEY, facultad_id int NOT NULL REFERENCES facultades(id), nombre text NOT NULL, apellido text NOT NULL,
  grado text NOT NULL CHECK (grado IN ('licenciado','maestro','doctor')), salario_mensual numeric(10,2) NOT NULL,
  fecha_contratacion date NOT NULL, tiempo_completo boolean NOT NULL, telefono text
);
CREATE TABLE estudiantes (
  id serial PRIMARY KEY, carrera_id int NOT NULL REFERENCES carreras(id), matricula varchar(10) UNIQUE NOT NULL,
  nombre text NOT NULL, apellido text NOT NULL, sexo char(1) NOT NULL CHECK (sexo IN ('F','M')),
  fecha_nacimiento date NOT NULL, ciudad_origen text NOT NULL, fecha_ingreso date NOT NULL, becado boolean NOT NULL,
  estatus text NOT NULL CHECK (estatus IN ('activo','egresado','baja')), email text
);
CREATE TABLE materias (
  id serial PRIMARY KEY, carrera_id int NOT NULL REFERENCES carreras(id), profesor_id int REFERENCES profesores(id),
  clave varchar(8) UNIQUE NOT NULL, nombre text NOT NULL, creditos int NOT NULL, optativa boolean NOT NULL DEFAULT false
);
CREATE TABLE inscripciones (
  id serial PRIMARY KEY, estudiante_id int NOT NULL REFERENCES estudiantes(id), materia_id int NOT NULL REFERENCES materias(id),
  fecha_inscripcion date NOT NULL, calificacion numeric(4,1), estado text NOT NULL CHECK (estado IN ('cursando','aprobada','reprobada','retirada'))
);
COMMENT ON TABLE facultades IS 'Facultades de la universidad / University schools (faculties)';
COMMENT ON COLUMN facultades.decano IS 'Decano o decana actual; nulo si está vacante / Current dean, null if vacant';
COMMENT ON TABLE carreras IS 'Programas de estudio / Degree programs';
COMMENT ON COLUMN carreras.nivel IS 'licenciatura = bachelor, maestría = master, doctorado = doctorate';
COMMENT ON COLUMN carreras.costo_semestre IS 'Colegiatura por semestre, en pesos / Tuition per semester, in pesos';
COMMENT ON COLUMN carreras.en_linea IS 'Se imparte en línea / Taught online';
COMMENT ON TABLE profesores IS 'Profesores / Professors, teaching staff';
COMMENT ON COLUMN profesores.grado IS 'Máximo grado de estudios / Highest degree held';
COMMENT ON COLUMN profesores.tiempo_completo IS 'Contratado de tiempo completo / Full-time';
COMMENT ON TABLE estudiantes IS 'Estudiantes / Students';
COMMENT ON COLUMN estudiantes.becado IS 'Tiene beca / Has a scholarship';
COMMENT ON COLUMN estudiantes.estatus IS 'activo = enrolled, egresado = graduated, baja = dropped out';
COMMENT ON COLUMN estudiantes.fecha_ingreso IS 'Fecha de ingreso a la universidad / Admission date';
COMMENT ON TABLE materias IS 'Materias o asignaturas / Courses (subjects)';
COMMENT ON COLUMN materias.profesor_id IS 'Titular de la materia; nulo si no hay asignado / Professor in charge, null if none';
COMMENT ON COLUMN materias.optativa IS 'Materia optativa / Elective course';
COMMENT ON TABLE inscripciones IS 'Inscripción de un estudiante en una materia / Course enrollments';
COMMENT ON COLUMN inscripciones.calificacion IS 'Calificación final de 0 a 100, nula si aún no se evalúa o se retiró / Final grade 0-100';
COMMENT ON COLUMN inscripciones.estado IS 'cursando = in progress, aprobada = passed, reprobada = failed, retirada = withdrawn';
INSERT INTO facultades (nombre,edificio,decano,fecha_fundacion,presupuesto_anual) VALUES
('Ingeniería','Edificio A','Dra. Mónica Escobedo','1962-09-03',86500000),
('Medicina','Edificio M','Dr. Alfonso Treviño','1958-02-17',124000000),
('Derecho','Edificio D','Mtra. Irene Palacios','1949-08-22',41200000),
('Ciencias Económicas','Edificio C',NULL,'1971-01-11',53800000),
('Humanidades','Edificio H','Dr. Gerardo Luján','1980-08-18',22400000),
('Artes','Edificio R',NULL,'1998-08-10',17900000);
INSERT INTO carreras (facultad_id,nombre,nivel,duracion_semestres,costo_semestre,en_linea) VALUES
(1,'Ingeniería Civil','licenciatura',9,28500,false),(1,'Ingeniería en Software','licenciatura',9,31200,true),(1,'Maestría en Robótica','maestría',4,42000,false),
(2,'Médico Cirujano','licenciatura',12,58000,false),(2,'Enfermería','licenciatura',8,24300,false),(2,'Doctorado en Biomedicina','doctorado',8,51000,false),
(3,'Derecho','licenciatura',10,26700,false),(3,'Maestría en Derecho Fiscal','maestría',4,39500,true),
(4,'Contaduría Pública','licenciatura',9,23900,true),(4,'Economía','licenciatura',8,25400,false),
(5,'Historia','licenciatura',8,17600,false),(5,'Filosofía','licenciatura',8,16900,false),
(6,'Diseño Gráfico','licenciatura',8,22800,true),(6,'Doctorado en Artes Visuales','doctorado',6,34000,false);
INSERT INTO profesores (facultad_id,nombre,apellido,grado,salario_mensual,fecha_contratacion,tiempo_completo,telefono) VALUES
(1,'Héctor','Zamora','doctor',52300,'2022-01-10',true,'555-0101'),(1,'Patricia','Nájera','maestro',38700,'2022-08-01',true,'555-0102'),
(1,'Rubén','Olvera','maestro',24100,'2023-08-14',false,NULL),(1,'Silvia','Cordero','doctor',55800,'2022-02-21',true,'555-0104'),
(1,'Manuel','Arriaga','licenciado',17500,'2025-01-20',false,'555-0105'),
(2,'Adriana','Fuentes','doctor',68900,'2022-03-01',true,'555-0201'),(2,'Guillermo','Peña','doctor',64200,'2022-08-08',true,NULL),
(2,'Norma','Ibáñez','maestro',41900,'2023-01-16',true,'555-0203'),(2,'Víctor','Solís','doctor',35600,'2024-08-05',false,'555-0204'),
(3,'Laura','Benítez','doctor',49300,'2022-01-24',true,'555-0301'),(3,'Arturo','Gámez','maestro',26800,'2024-01-15',false,NULL),
(3,'Beatriz','Oropeza','maestro',36400,'2023-08-07',true,'555-0303'),
(4,'Eduardo','Lozano','doctor',50750,'2022-09-12',true,'555-0401'),(4,'Karina','Montes','maestro',37250,'2025-08-11',true,'555-0402'),
(4,'Felipe','Duarte','licenciado',18900,'2025-02-03',false,NULL),
(5,'Teresa','Villalobos','doctor',43600,'2022-05-30',true,'555-0501'),(5,'Ernesto','Galindo','maestro',21300,'2026-01-19',false,'555-0502'),
(6,'Alejandra','Rosas','maestro',32100,'2023-02-06',true,NULL),(6,'Pablo','Cisneros','doctor',40400,'2024-02-12',true,'555-0602'),
(6,'Jimena','Bravo','licenciado',16200,'2026-08-03',false,'555-0603');
INSERT INTO materias (carrera_id,profesor_id,clave,nombre,creditos,optativa) VALUES
(1,1,'ICI101','Estática',8,false),(1,2,'ICI205','Mecánica de Suelos',10,false),(1,3,'ICI310','Historia de la Construcción',4,true),
(2,4,'ISW101','Programación I',9,false),(2,4,'ISW202','Bases de Datos',8,false),(2,2,'ISW315','Inteligencia Artificial',7,true),(2,NULL,'ISW320','Videojuegos',5,true),
(3,1,'MRO501','Control de Robots',11,false),
(4,6,'MED101','Anatomía Humana',14,false),(4,7,'MED204','Farmacología',12,false),(4,6,'MED330','Medicina del Deporte',6,true),
(5,8,'ENF102','Cuidados Básicos',9,false),(5,8,'ENF210','Salud Comunitaria',7,false),
(6,7,'DBM701','Biología Molecular Avanzada',13,false),
(7,10,'DER101','Derecho Romano',8,false),(7,12,'DER208','Derecho Penal',9,false),(7,NULL,'DER340','Derecho Ambiental',5,true),
(8,11,'MDF502','Impuestos Internacionales',10,false),
(9,14,'CON103','Contabilidad Básica',8,false),(9,15,'CON215','Auditoría',7,false),
(10,13,'ECO101','Microeconomía',9,false),(10,13,'ECO320','Historia Económica',6,true),
(11,16,'HIS101','Historia de México',8,false),(11,16,'HIS240','Paleografía',6,true),
(12,17,'FIL101','Lógica',7,false),(12,NULL,'FIL212','Ética',8,false),
(13,18,'DIS101','Tipografía',6,false),(13,18,'DIS220','Ilustración Digital',7,false),(13,NULL,'DIS330','Cómic',4,true),
(14,19,'DAV701','Seminario de Arte Contemporáneo',12,false);
INSERT INTO estudiantes (carrera_id,matricula,nombre,apellido,sexo,fecha_nacimiento,ciudad_origen,fecha_ingreso,becado,estatus,email)
SELECT (ARRAY[1,1,2,2,2,2,4,4,4,5,7,7,9,9,10,11,12,13,13,3,8,6,14])[1+abs(hashint4(i*7+1))%23],
  'U'||(200000+i), 
  CASE WHEN i%2=0 THEN (ARRAY['Ximena','Regina','Abril','Natalia','Ivonne','Mariana','Elena','Rocío','Brenda','Julia'])[1+(i/2)%10] ELSE (ARRAY['Iván','Mateo','Rodrigo','Hugo','Leonardo','Saúl','Bruno','Adrián','Gael','Tomás'])[1+(i/2)%10] END,
  (ARRAY['Aguilar','Bautista','Cárdenas','Delgado','Espinosa','Flores','Guerrero','Herrera','Juárez','Lara','Morales','Núñez','Pacheco'])[1+(i*5)%13],
  CASE WHEN i%2=0 THEN 'F' ELSE 'M' END,
  '1994-03-05'::date+abs(hashint4(i*11))%4700,
  (ARRAY['Puebla','Puebla','Puebla','Veracruz','Oaxaca','Tlaxcala','Ciudad de México','Ciudad de México','Cholula'])[1+abs(hashint4(i*13))%9],
  (ARRAY['2022-08-15','2023-01-16','2023-08-14','2024-01-15','2024-08-12','2025-01-20','2025-08-11','2026-08-10']::date[])[1+abs(hashint4(i*17))%8],
  abs(hashint4(i*19))%4=0,
  (ARRAY['activo','activo','activo','activo','activo','activo','egresado','baja'])[1+abs(hashint4(i*23))%8],
  CASE WHEN i%12=5 THEN NULL ELSE 'u'||(200000+i)||'@alumnos.uni.mx' END
FROM generate_series(1,260) i;
INSERT INTO inscripciones (estudiante_id,materia_id,fecha_inscripcion,calificacion,estado)
SELECT e.id, m.id, d.f,
  CASE WHEN x.s='aprobada' THEN 70+abs(hashint4(e.id*31+m.id*3))%301/10.0 WHEN x.s='reprobada' THEN 30+abs(hashint4(e.id*37+m.id))%390/10.0 END, x.s
FROM estudiantes e JOIN materias m ON (m.carrera_id=e.carrera_id OR (m.optativa AND abs(hashint4(e.id*41+m.id*7))%9=0))
CROSS JOIN LATERAL (SELECT least('2026-08-17'::date, e.fecha_ingreso + 7 + 182*(abs(hashint4(e.id*43+m.id))%4) + abs(hashint4(e.id+m.id))%6) f) d
CROSS JOIN LATERAL (SELECT CASE WHEN d.f>='2026-07-01' THEN 'cursando' ELSE (ARRAY['aprobada','aprobada','aprobada','aprobada','aprobada','reprobada','retirada','aprobada'])[1+abs(hashint4(e.id*47+m.id*11))%8] END s) x
WHERE abs(hashint4(e.id*53))%14<>0;
UPDATE inscripciones SET estado='reprobada', calificacion=52.5 WHERE id IN (SELECT i.id FROM inscripciones i JOIN materias m ON m.id=i.materia_id WHERE m.clave='MED204' AND i.estado='aprobada' ORDER BY i.estudiante_id LIMIT 3);
