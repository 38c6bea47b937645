-- Biblioteca: nombres en español, algunos comentarios.
CREATE TABLE categorias (id_categoria integer PRIMARY KEY, nombre text NOT NULL UNIQUE);
CREATE TABLE editoriales (id_editorial integer PRIMARY KEY, nombre text NOT NULL, ciudad text NOT NULL, pais text NOT NULL, anio_fundacion integer NOT NULL, sitio_web text);
CREATE TABLE autores (id_autor integer PRIMARY KEY, nombre text NOT NULL, apellido text NOT NULL, nacionalidad text NOT NULL, fecha_nacimiento date NOT NULL, fecha_fallecimiento date);
CREATE TABLE libros (
  id_libro integer PRIMARY KEY,
  titulo text NOT NULL,
  isbn text NOT NULL UNIQUE,
  id_autor integer NOT NULL REFERENCES autores,
  id_editorial integer REFERENCES editoriales,
  id_categoria integer NOT NULL REFERENCES categorias,
  anio_publicacion integer NOT NULL,
  num_paginas integer NOT NULL,
  idioma text NOT NULL,
  ejemplares integer NOT NULL,
  precio numeric(8,2) NOT NULL,
  disponible boolean NOT NULL
);
CREATE TABLE socios (
  id_socio integer PRIMARY KEY,
  nombre text NOT NULL,
  apellido text NOT NULL,
  correo text,
  telefono text,
  ciudad text NOT NULL,
  fecha_nacimiento date NOT NULL,
  fecha_alta date NOT NULL,
  tipo_socio text NOT NULL,
  activo boolean NOT NULL
);
CREATE TABLE empleados (id_empleado integer PRIMARY KEY, nombre text NOT NULL, apellido text NOT NULL, puesto text NOT NULL, sueldo numeric(9,2) NOT NULL, fecha_ingreso date NOT NULL, turno text NOT NULL);
CREATE TABLE prestamos (
  id_prestamo integer PRIMARY KEY,
  id_libro integer NOT NULL REFERENCES libros,
  id_socio integer NOT NULL REFERENCES socios,
  id_empleado integer NOT NULL REFERENCES empleados,
  fecha_prestamo date NOT NULL,
  fecha_vencimiento date NOT NULL,
  fecha_devolucion date,
  renovaciones integer NOT NULL
);
CREATE TABLE multas (id_multa integer PRIMARY KEY, id_prestamo integer NOT NULL REFERENCES prestamos, monto numeric(8,2) NOT NULL, motivo text NOT NULL, fecha_multa date NOT NULL, pagada boolean NOT NULL);
COMMENT ON TABLE prestamos IS 'Préstamos de libros a los socios.';
COMMENT ON COLUMN prestamos.fecha_devolucion IS 'Fecha en que se devolvió el libro; vacía si aún no se devuelve.';
COMMENT ON COLUMN libros.ejemplares IS 'Número de copias físicas que tiene la biblioteca.';
COMMENT ON COLUMN socios.tipo_socio IS 'estudiante, docente, general o jubilado.';
COMMENT ON COLUMN multas.motivo IS 'retraso, daño o pérdida.';
CREATE FUNCTION pg_temp.r(i int, s text) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$ SELECT (('x' || substr(md5(s || i), 1, 7))::bit(28)::int)::float8 / 268435456 $$;
CREATE FUNCTION pg_temp.h(i int, s text, n int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT floor(pg_temp.r(i, s) * n)::int $$;
CREATE FUNCTION pg_temp.k(i int, s text, n int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT 1 + floor(power(pg_temp.r(i, s), 1.4) * n)::int $$;
INSERT INTO categorias SELECT i, n FROM unnest(ARRAY['Novela','Poesía','Historia','Ciencia','Infantil','Ensayo','Arte','Tecnología','Biografía','Cocina']) WITH ORDINALITY t(n,i);
INSERT INTO editoriales VALUES (1,'Planeta','Barcelona','España',1949,'www.planeta.es'),(2,'Anagrama','Barcelona','España',1969,'www.anagrama-ed.es'),(3,'Alfaguara','Madrid','España',1964,NULL),(4,'Fondo de Cultura Económica','Ciudad de México','México',1934,'www.fce.mx'),(5,'Sudamericana','Buenos Aires','Argentina',1939,'www.sudamericana.ar'),(6,'Siglo XXI','Ciudad de México','México',1965,NULL),(7,'Tusquets','Barcelona','España',1968,'www.tusquets.es'),(8,'Ediciones Era','Ciudad de México','México',1960,NULL),(9,'Norma','Bogotá','Colombia',1961,'www.norma.co'),(10,'Lumen','Madrid','España',1940,'www.lumen.es'),(11,'Arrecife Azul','Lima','Perú',2018,NULL);
INSERT INTO autores SELECT i, (ARRAY['Gabriel','Isabel','Julio','Rosario','Mario','Elena','Jorge Luis','Carmen','Octavio','Almudena','Juan','Laura','Pablo','Gabriela','Roberto','Ana María','Ernesto','Silvina','Miguel','Clarice','Adolfo','Sor Juana','Rubén','Alfonsina','Eduardo'])[i], (ARRAY['Montoya','Aldana','Cifuentes','Castellón','Vargas','Poncela','Barreto','Laforga','Pazos','Grandal','Rulfén','Esquiva','Nerval','Mistry','Bolán','Matuto','Sabater','Ocanto','Delibros','Lisboa','Bioy','Asbaje','Darién','Storno','Galiano'])[i], (ARRAY['Colombia','Chile','Argentina','México','Perú','España'])[1+pg_temp.h(i,'na',6)], date '1905-01-01' + pg_temp.h(i,'fn',27000), CASE WHEN pg_temp.h(i,'ff',5)<2 THEN date '1990-01-01' + pg_temp.h(i,'fx',11000) END FROM generate_series(1,25) i;
INSERT INTO libros SELECT i, (ARRAY['El jardín','La casa','Historia','Los secretos','La sombra','El libro','Memorias','Cartas','El último viaje','Crónica'])[1+(i%10)] || ' ' || (ARRAY['de los espejos','del silencio','de la luna','del mar','de invierno','de la ciudad','del desierto','de fuego','del abuelo','de papel','de la lluvia','del norte'])[1+(i/10)], '978-84-' || lpad((10000+i*37)::text,6,'0') || '-' || i%10, CASE WHEN pg_temp.k(i,'au',23) IN (9,17) THEN 1 ELSE pg_temp.k(i,'au',23) END, CASE WHEN pg_temp.h(i,'en',14)=0 THEN NULL ELSE pg_temp.k(i,'ed',10) END, pg_temp.k(i,'ca',10), 1950+pg_temp.h(i,'an',75), 60+pg_temp.h(i,'pg',800), (ARRAY['español','español','español','inglés','francés','catalán'])[1+pg_temp.h(i,'id',6)], 1+pg_temp.h(i,'ej',9), 80+pg_temp.h(i,'pr',90000)/100.0, pg_temp.h(i,'di',5)>0 FROM generate_series(1,119) i;
INSERT INTO socios SELECT i, (ARRAY['María','José','Lucía','Carlos','Sofía','Diego','Valeria','Andrés','Camila','Fernando','Paula','Raúl','Mónica','Tomás','Irene'])[1+i%15], (ARRAY['García','Hernández','López','Martínez','Ramírez','Torres','Flores','Rivera','Gómez','Díaz','Cruz'])[1+i%11], CASE WHEN pg_temp.h(i,'co',6)=0 THEN NULL ELSE 'socio' || i || (ARRAY['@gmail.com','@hotmail.com','@correo.mx'])[1+pg_temp.h(i,'do',3)] END, CASE WHEN pg_temp.h(i,'te',5)=0 THEN NULL ELSE '55-' || (1000+pg_temp.h(i,'t1',9000)) || '-' || (1000+pg_temp.h(i,'t2',9000)) END, (ARRAY['Puebla','Guadalajara','Monterrey','Mérida','Oaxaca','Querétaro'])[pg_temp.k(i,'ci',6)], date '1945-01-01'+pg_temp.h(i,'fn2',24000), date '2022-01-03'+pg_temp.h(i,'fa',1500), (ARRAY['estudiante','general','docente','jubilado'])[pg_temp.k(i,'ts',4)], pg_temp.h(i,'ac',6)>0 FROM generate_series(1,150) i;
INSERT INTO empleados SELECT i, (ARRAY['Teresa','Joaquín','Beatriz','Óscar','Nuria','Hugo','Alicia','Iván','Pilar'])[i],(ARRAY['Mena','Solís','Quiroga','Luna','Campos','Rojas','Peña','Ibarra','Salas'])[i],(ARRAY['bibliotecario','auxiliar','bibliotecario','director','auxiliar','bibliotecario','archivista','auxiliar','archivista'])[i], 9000+pg_temp.h(i,'su',2000000)/100.0, date '2015-01-01'+pg_temp.h(i,'fi',3900), (ARRAY['matutino','vespertino'])[1+i%2] FROM generate_series(1,9) i;
INSERT INTO prestamos SELECT i, pg_temp.k(i,'li',110), pg_temp.k(i,'so',135), pg_temp.k(i,'em',8), d, d+15, CASE WHEN pg_temp.h(i,'dv',9)=0 THEN NULL ELSE d+1+pg_temp.h(i,'dd',28) END, pg_temp.h(i,'re',4) FROM (SELECT i, date '2022-02-01'+pg_temp.h(i,'fp',1580) d FROM generate_series(1,900) i) x;
INSERT INTO multas SELECT row_number() OVER (ORDER BY id_prestamo), id_prestamo, 10+pg_temp.h(id_prestamo,'mo',29000)/100.0, (ARRAY['retraso','retraso','daño','pérdida'])[1+pg_temp.h(id_prestamo,'mt',4)], fecha_prestamo+20+pg_temp.h(id_prestamo,'fm',20), pg_temp.h(id_prestamo,'pa',3)>0 FROM prestamos WHERE pg_temp.h(id_prestamo,'mu',5)=0;
