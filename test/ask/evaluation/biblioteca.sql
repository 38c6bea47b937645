CREATE TABLE editoriales (id int PRIMARY KEY, nombre text NOT NULL, ciudad text, pais text, anio_fundacion int);
COMMENT ON TABLE editoriales IS 'Editoriales que publican los libros';
INSERT INTO editoriales VALUES (1,'Alfaguara','Madrid','España',1964),(2,'Anagrama','Barcelona','España',1969),(3,'Planeta','Barcelona','España',1949),(4,'Sudamericana','Buenos Aires','Argentina',1939),(5,'Fondo de Cultura Económica','Ciudad de México','México',1934),(6,'Tusquets','Barcelona','España',1968),(7,'Era','Ciudad de México','México',1960),(8,'Periférica','Cáceres','España',2006);
CREATE TABLE autores (id int PRIMARY KEY, nombre text NOT NULL, nacionalidad text, fecha_nacimiento date, fecha_fallecimiento date);
COMMENT ON COLUMN autores.fecha_fallecimiento IS 'Nulo si el autor sigue vivo';
INSERT INTO autores VALUES
(1,'Gabriel García Márquez','Colombia','1927-03-06','2014-04-17'),(2,'Isabel Allende','Chile','1942-08-02',NULL),(3,'Jorge Luis Borges','Argentina','1899-08-24','1986-06-14'),(4,'Julio Cortázar','Argentina','1914-08-26','1984-02-12'),(5,'Almudena Grandes','España','1960-05-07','2021-11-27'),(6,'Javier Marías','España','1951-09-20','2022-09-11'),(7,'Rosa Montero','España','1951-01-03',NULL),(8,'Juan Rulfo','México','1917-05-16','1986-01-07'),(9,'Elena Poniatowska','México','1932-05-19',NULL),(10,'Roberto Bolaño','Chile','1953-04-28','2003-07-15'),(11,'Mariana Enríquez','Argentina','1973-12-06',NULL),(12,'Fernando Aramburu','España','1959-01-04',NULL),(13,'Samanta Schweblin','Argentina','1978-03-20',NULL),(14,'Laura Restrepo','Colombia','1950-01-01',NULL);
CREATE TABLE libros (id int PRIMARY KEY, titulo text NOT NULL, autor_id int NOT NULL REFERENCES autores(id), editorial_id int REFERENCES editoriales(id), genero text NOT NULL, anio_publicacion int, paginas int, ejemplares int NOT NULL, precio_reposicion numeric(8,2), disponible boolean NOT NULL);
COMMENT ON TABLE libros IS 'Catálogo de libros de la biblioteca';
COMMENT ON COLUMN libros.ejemplares IS 'Número de copias físicas que tiene la biblioteca';
COMMENT ON COLUMN libros.precio_reposicion IS 'Lo que se cobra en euros si se pierde el libro';
COMMENT ON COLUMN libros.disponible IS 'Si se puede prestar actualmente';
COMMENT ON COLUMN libros.genero IS 'novela, cuento, ensayo, poesía o crónica';
INSERT INTO libros VALUES
(1,'Cien años de soledad',1,4,'novela',1967,471,9,24.90,true),(2,'El coronel no tiene quien le escriba',1,5,'novela',1961,98,4,12.50,true),(3,'La casa de los espíritus',2,3,'novela',1982,448,6,21.00,true),(4,'Cuentos de Eva Luna',2,3,'cuento',1989,256,3,16.75,false),(5,'Ficciones',3,4,'cuento',1944,203,7,15.90,true),(6,'El Aleph',3,4,'cuento',1949,184,5,14.90,true),(7,'Rayuela',4,4,'novela',1963,635,5,26.00,true),(8,'Bestiario',4,4,'cuento',1951,165,2,13.20,true),(9,'El corazón helado',5,6,'novela',2007,936,3,29.90,false),(10,'Los besos en el pan',5,6,'novela',2015,328,2,19.90,true),(11,'Corazón tan blanco',6,2,'novela',1992,302,4,18.40,true),(12,'La loca de la casa',7,1,'ensayo',2003,272,2,17.30,true),(13,'El peligro de estar cuerda',7,3,'ensayo',2022,360,3,20.90,true),(14,'Pedro Páramo',8,5,'novela',1955,132,8,11.95,true),(15,'El llano en llamas',8,5,'cuento',1953,170,4,12.95,false),(16,'La noche de Tlatelolco',9,7,'crónica',1971,283,3,15.50,true),(17,'Los detectives salvajes',10,2,'novela',1998,609,4,25.50,true),(18,'2666',10,2,'novela',2004,1125,2,34.90,true),(19,'Nuestra parte de noche',11,2,'novela',2019,667,3,23.90,true),(20,'Las cosas que perdimos en el fuego',11,2,'cuento',2016,197,3,17.90,true),(21,'Patria',12,6,'novela',2016,642,6,22.90,true),(22,'El Hacedor',3,NULL,'poesía',1960,150,1,13.90,false),(23,'Distancia de rescate',13,NULL,'novela',2014,124,2,14.50,true),(24,'Leopardo al sol',14,1,'novela',1993,340,1,16.20,true);
CREATE TABLE socios (id int PRIMARY KEY, nombre text NOT NULL, apellido text NOT NULL, email text, telefono text, ciudad text NOT NULL, fecha_alta date NOT NULL, tipo text NOT NULL, activo boolean NOT NULL);
COMMENT ON TABLE socios IS 'Personas con carné de la biblioteca';
COMMENT ON COLUMN socios.tipo IS 'estudiante, adulto o jubilado';
INSERT INTO socios SELECT g,
 (ARRAY['Lucía','Martín','Carmen','Hugo','Sofía','Pablo','Elena','Diego','Marta','Andrés'])[1+g%10],
 (ARRAY['Gómez','Ruiz','Navarro','Serrano','Molina','Ortega','Castro','Vidal','Iglesias'])[1+(g*2)%9],
 CASE WHEN g%7=0 THEN NULL ELSE 'socio'||g||'@'||(ARRAY['gmail.com','hotmail.com','correo.es'])[1+g%3] END,
 CASE WHEN g%5=0 THEN NULL ELSE '6'||(10000000+g*7919) END,
 (ARRAY['Sevilla','Granada','Sevilla','Málaga','Córdoba','Sevilla','Málaga'])[1+(g*3)%7],
 date '2022-01-10'+(g*23), (ARRAY['estudiante','adulto','adulto','jubilado'])[1+g%4], g%6<>0 FROM generate_series(1,60) g;
CREATE TABLE prestamos (id int PRIMARY KEY, libro_id int NOT NULL REFERENCES libros(id), socio_id int NOT NULL REFERENCES socios(id), fecha_prestamo date NOT NULL, fecha_vencimiento date NOT NULL, fecha_devolucion date, renovaciones int NOT NULL);
COMMENT ON TABLE prestamos IS 'Préstamos de libros a socios';
COMMENT ON COLUMN prestamos.fecha_devolucion IS 'Nulo si todavía no lo han devuelto';
INSERT INTO prestamos SELECT g, 1+((g*g+g*3)%97)%22, 1+((g*g*7+g*5)%211)%54, date '2023-01-05'+((g*37)%1090), date '2023-01-05'+((g*37)%1090)+21, CASE WHEN g%9=0 THEN NULL ELSE date '2023-01-05'+((g*37)%1090)+5+(g*11)%29 END, (g*g)%4+g%2 FROM generate_series(1,420) g;
CREATE TABLE multas (id int PRIMARY KEY, prestamo_id int NOT NULL REFERENCES prestamos(id), importe numeric(6,2) NOT NULL, motivo text NOT NULL, fecha date NOT NULL, pagada boolean NOT NULL);
COMMENT ON COLUMN multas.importe IS 'Importe en euros';
INSERT INTO multas SELECT g, p.id, 1.5+(g*13)%19+(g%4)*0.25, (ARRAY['retraso','retraso','deterioro','pérdida'])[1+(g*g)%4+g%3-CASE WHEN (g*g)%4+g%3>3 THEN 1 ELSE 0 END], p.fecha_prestamo+30, g%3<>0 FROM generate_series(1,80) g JOIN prestamos p ON p.id=g*5;
