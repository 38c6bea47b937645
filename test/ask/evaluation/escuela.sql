CREATE SCHEMA academico;
CREATE TABLE deptos (id_depto integer PRIMARY KEY, nom_depto varchar(60) NOT NULL, presup_anual numeric(12,2) NOT NULL);
CREATE TABLE tbl_alumnos (
  id_alumno integer PRIMARY KEY,
  "Nombre Completo" varchar(120) NOT NULL,
  fec_nac date NOT NULL,
  sexo char(1) NOT NULL,
  cd_residencia varchar(60) NOT NULL,
  correo_e varchar(120),
  becado boolean NOT NULL,
  grado integer NOT NULL,
  fec_ingreso date NOT NULL
);
CREATE TABLE tbl_maestros (
  id_maestro integer PRIMARY KEY,
  nom_maestro varchar(120) NOT NULL,
  "Título Académico" varchar(40) NOT NULL,
  id_depto integer NOT NULL REFERENCES deptos,
  fec_contrato date NOT NULL,
  sueldo_men numeric(10,2) NOT NULL,
  tel varchar(20)
);
CREATE TABLE pagos (
  id_pago integer PRIMARY KEY,
  id_alumno integer NOT NULL REFERENCES tbl_alumnos,
  fec_pago date NOT NULL,
  concepto varchar(40) NOT NULL,
  monto numeric(10,2) NOT NULL
);
CREATE TABLE academico.aulas (cod_aula varchar(10) PRIMARY KEY, edificio varchar(40) NOT NULL, cap integer NOT NULL, tiene_proyector boolean NOT NULL);
CREATE TABLE academico.cursos (
  cod_curso varchar(10) PRIMARY KEY,
  nom_curso varchar(80) NOT NULL,
  creditos integer NOT NULL,
  id_maestro integer REFERENCES tbl_maestros,
  cod_aula varchar(10) REFERENCES academico.aulas,
  turno varchar(20) NOT NULL
);
CREATE TABLE academico.matriculas (
  id_mat integer PRIMARY KEY,
  id_alumno integer NOT NULL REFERENCES tbl_alumnos,
  cod_curso varchar(10) NOT NULL REFERENCES academico.cursos,
  anio_lectivo integer NOT NULL,
  nota_final numeric(5,2),
  est_mat varchar(20) NOT NULL,
  fec_mat date NOT NULL,
  UNIQUE (id_alumno, cod_curso, anio_lectivo)
);
COMMENT ON TABLE deptos IS 'Departamentos académicos. / Academic departments.';
COMMENT ON COLUMN deptos.nom_depto IS 'Nombre del departamento. / Department name.';
COMMENT ON COLUMN deptos.presup_anual IS 'Presupuesto anual. / Yearly budget.';
COMMENT ON TABLE tbl_alumnos IS 'Alumnos inscritos en la escuela. / Students enrolled in the school.';
COMMENT ON COLUMN tbl_alumnos."Nombre Completo" IS 'Nombre y apellido del alumno. / Full name of the student.';
COMMENT ON COLUMN tbl_alumnos.fec_nac IS 'Fecha de nacimiento. / Date of birth.';
COMMENT ON COLUMN tbl_alumnos.sexo IS 'F femenino, M masculino. / F female, M male.';
COMMENT ON COLUMN tbl_alumnos.cd_residencia IS 'Ciudad donde vive. / City of residence.';
COMMENT ON COLUMN tbl_alumnos.correo_e IS 'Correo electrónico. / Email.';
COMMENT ON COLUMN tbl_alumnos.becado IS 'Si tiene beca. / Whether the student has a scholarship.';
COMMENT ON COLUMN tbl_alumnos.grado IS 'Grado que cursa, de 7 a 12. / Grade, 7 to 12.';
COMMENT ON COLUMN tbl_alumnos.fec_ingreso IS 'Fecha de ingreso a la escuela. / Date the student joined.';
COMMENT ON TABLE tbl_maestros IS 'Maestros. / Teachers.';
COMMENT ON COLUMN tbl_maestros.nom_maestro IS 'Nombre del maestro. / Teacher name.';
COMMENT ON COLUMN tbl_maestros."Título Académico" IS 'Título: Licenciatura, Maestría, Doctorado. / Degree.';
COMMENT ON COLUMN tbl_maestros.fec_contrato IS 'Fecha de contratación. / Hire date.';
COMMENT ON COLUMN tbl_maestros.sueldo_men IS 'Sueldo mensual. / Monthly salary.';
COMMENT ON COLUMN tbl_maestros.tel IS 'Teléfono. / Phone.';
COMMENT ON TABLE pagos IS 'Pagos de los alumnos. / Payments by students.';
COMMENT ON COLUMN pagos.fec_pago IS 'Fecha del pago. / Payment date.';
COMMENT ON COLUMN pagos.concepto IS 'Mensualidad, Matrícula, Uniforme, Transporte. / Monthly fee, enrollment, uniform, transport.';
COMMENT ON COLUMN pagos.monto IS 'Cantidad pagada. / Amount paid.';
COMMENT ON TABLE academico.aulas IS 'Aulas. / Classrooms.';
COMMENT ON COLUMN academico.aulas.cap IS 'Capacidad en asientos. / Capacity in seats.';
COMMENT ON COLUMN academico.aulas.tiene_proyector IS 'Si hay proyector. / Whether it has a projector.';
COMMENT ON TABLE academico.cursos IS 'Cursos o asignaturas. / Courses or subjects.';
COMMENT ON COLUMN academico.cursos.nom_curso IS 'Nombre del curso. / Course name.';
COMMENT ON COLUMN academico.cursos.creditos IS 'Créditos. / Credits.';
COMMENT ON COLUMN academico.cursos.turno IS 'Turno: matutino, vespertino, nocturno. / Shift: morning, afternoon, evening.';
COMMENT ON TABLE academico.matriculas IS 'Matrículas: un alumno en un curso. / Enrollments: a student in a course.';
COMMENT ON COLUMN academico.matriculas.anio_lectivo IS 'Año lectivo. / School year.';
COMMENT ON COLUMN academico.matriculas.nota_final IS 'Nota final de 0 a 100; nula si aún cursa o se retiró. / Final grade, 0 to 100.';
COMMENT ON COLUMN academico.matriculas.est_mat IS 'aprobado, reprobado, cursando o retirado. / passed, failed, in progress or withdrawn.';
COMMENT ON COLUMN academico.matriculas.fec_mat IS 'Fecha de matrícula. / Enrollment date.';

CREATE FUNCTION pg_temp.pick (n bigint, seed integer, choices integer) RETURNS integer
  LANGUAGE sql IMMUTABLE RETURN ((hashint8extended(n, seed) & 9007199254740991) % choices)::integer;

INSERT INTO deptos VALUES (1,'Ciencias',480000),(2,'Humanidades',310000),(3,'Matemáticas',355000),(4,'Idiomas',270000),(5,'Artes y Deportes',198500),(6,'Tecnología',420000);
INSERT INTO tbl_maestros VALUES
  (1,'Gloria Rivas','Maestría',1,'2014-02-03',27500,'2255-1001'),(2,'Ernesto Casco','Licenciatura',1,'2018-01-22',21800,'2255-1002'),(3,'Nidia Ferrera','Doctorado',1,'2011-02-07',34200,NULL),
  (4,'Wilmer Sánchez','Licenciatura',2,'2019-02-04',20900,'2255-1004'),(5,'Olga Matute','Maestría',2,'2016-03-14',26100,'2255-1005'),(6,'Ramón Izaguirre','Doctorado',3,'2012-01-30',33600,'2255-1006'),
  (7,'Dilcia Moncada','Maestría',3,'2020-02-10',25400,'2255-1007'),(8,'Edwin Turcios','Licenciatura',3,'2023-01-16',19700,NULL),(9,'Margaret Jones','Maestría',4,'2017-08-21',28300,'2255-1009'),
  (10,'Pierre Dubois','Licenciatura',4,'2022-02-01',22600,'2255-1010'),(11,'Xiomara Lobo','Licenciatura',5,'2021-02-15',20100,'2255-1011'),(12,'Julio Cerrato','Licenciatura',5,'2015-06-01',23000,'2255-1012'),
  (13,'Fabiola Andino','Maestría',6,'2018-07-09',29100,'2255-1013'),(14,'Héctor Bulnes','Licenciatura',6,'2024-01-15',21200,'2255-1014'),(15,'Sonia Villeda','Licenciatura',2,'2024-02-05',19900,NULL);
INSERT INTO academico.aulas VALUES ('A-101','Edificio A',35,true),('A-102','Edificio A',32,false),('A-201','Edificio A',28,true),('B-101','Edificio B',40,true),('B-102','Edificio B',30,false),('B-201','Edificio B',25,false),('LAB-1','Laboratorios',22,true),('LAB-2','Laboratorios',20,true),('GIM','Gimnasio',120,false);
INSERT INTO academico.cursos VALUES
  ('CIE101','Biología',4,1,'LAB-1','matutino'),('CIE102','Química',4,2,'LAB-1','vespertino'),('CIE201','Física',5,3,'LAB-2','matutino'),('HUM101','Historia de Honduras',3,4,'A-101','matutino'),
  ('HUM102','Filosofía',3,5,'A-101','vespertino'),('HUM201','Literatura',3,5,'A-102','matutino'),('MAT101','Álgebra',5,6,'B-101','matutino'),('MAT102','Geometría',4,7,'B-101','vespertino'),
  ('MAT201','Cálculo',5,6,'B-102','nocturno'),('IDI101','Inglés I',3,9,'A-201','matutino'),('IDI102','Inglés II',3,9,'A-201','vespertino'),('IDI201','Francés',3,10,'B-201','vespertino'),
  ('ART101','Música',2,11,'A-102','vespertino'),('DEP101','Educación Física',2,12,'GIM','matutino'),('TEC101','Computación',4,13,'LAB-2','vespertino'),('TEC201','Programación',4,13,'LAB-2','nocturno'),
  ('TEC202','Robótica',4,13,'LAB-1','nocturno'),('ART201','Teatro',2,NULL,NULL,'nocturno');
INSERT INTO tbl_alumnos
SELECT n, CASE WHEN s < 52
    THEN (ARRAY['Andrea','Valeria','Fernanda','Gabriela','Mariela','Alejandra','Nicole','Josselyn','Keyla','Cecilia','Abigail','Melissa'])[1 + pg_temp.pick(n, 1, 12)]
    ELSE (ARRAY['Kevin','Allan','Brayan','Josué','Cristian','Marlon','Anthony','Eduardo','Samuel','Fernando','Gerson','Adrián'])[1 + pg_temp.pick(n, 1, 12)] END
  || ' ' || (ARRAY['Aguilera','Bustillo','Canales','Deras','Elvir','Fajardo','Galeas','Handal','Irías','Lanza','Medina','Nolasco','Ordóñez','Palma','Rápalo','Sierra'])[1 + n % 16]
  || ' ' || (ARRAY['Acosta','Benítez','Chávez','Duarte','Erazo','Funes','Gómez','Hernández','Interiano','Kattán','Luna','Mejía'])[1 + n / 16 % 12],
  date '2007-02-01' + pg_temp.pick(n, 2, 2300), CASE WHEN s < 52 THEN 'F' ELSE 'M' END,
  (ARRAY['Tegucigalpa','Tegucigalpa','Comayagüela','Comayagüela','Valle de Ángeles','Santa Lucía','Ojojona','Talanga'])[1 + pg_temp.pick(n, 3, 8)],
  CASE WHEN pg_temp.pick(n, 4, 5) > 0 THEN 'alumno' || n || '@escuela.edu.hn' END, pg_temp.pick(n, 5, 6) = 0, 7 + pg_temp.pick(n, 6, 6), date '2022-01-20' + pg_temp.pick(n, 7, 4) * 365 + pg_temp.pick(n, 8, 25)
FROM (SELECT n, pg_temp.pick(n, 9, 100) AS s FROM generate_series(1, 180) AS n) AS a;
INSERT INTO academico.matriculas
SELECT row_number() OVER (ORDER BY anio, id_alumno, cod_curso), id_alumno, cod_curso, anio,
  CASE WHEN anio < 2026 AND x > 4 THEN nota END,
  CASE WHEN x <= 4 THEN 'retirado' WHEN anio = 2026 THEN 'cursando' WHEN nota >= 60 THEN 'aprobado' ELSE 'reprobado' END,
  make_date(anio, 1, 10) + pg_temp.pick(h, 17, 30)
FROM (
  SELECT a.id_alumno, c.cod_curso, anio, h, pg_temp.pick(h, 12, 100) AS x, least(100, 42 + pg_temp.pick(h, 13, 30) + pg_temp.pick(h, 14, 26) + pg_temp.pick(a.id_alumno, 15, 10))::numeric + pg_temp.pick(h, 16, 4) * 0.25 - 0.75 AS nota
  FROM tbl_alumnos AS a CROSS JOIN (SELECT *, row_number() OVER (ORDER BY cod_curso) AS i FROM academico.cursos) AS c CROSS JOIN generate_series(2022, 2026) AS anio
  CROSS JOIN LATERAL (SELECT a.id_alumno * 1000::bigint + c.i * 10 + anio % 10 AS h) AS z
  WHERE anio >= extract(year FROM a.fec_ingreso) AND c.cod_curso <> 'ART201' AND a.id_alumno % 30 <> 7 AND pg_temp.pick(h, 11, 100) < 8 + c.i
) AS m;
INSERT INTO pagos
SELECT n, 1 + pg_temp.pick(n, 21, 172), date '2022-02-01' + pg_temp.pick(n, 22, 1580), c.concepto, c.base + 25 * pg_temp.pick(n, 24, 12)
FROM generate_series(1, 1100) AS n
JOIN (VALUES (0,'Mensualidad',1800),(1,'Mensualidad',1800),(2,'Mensualidad',1800),(3,'Matrícula',2500),(4,'Uniforme',650),(5,'Transporte',900)) AS c (i, concepto, base) ON c.i = pg_temp.pick(n, 23, 6);
