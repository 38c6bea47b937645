CREATE TABLE peliculas (
  id serial PRIMARY KEY,
  titulo text NOT NULL,
  director text NOT NULL,
  genero text NOT NULL,
  clasificacion varchar(3) NOT NULL,
  duracion_min int NOT NULL,
  fecha_estreno date NOT NULL,
  presupuesto numeric(12,2),
  idioma text NOT NULL,
  es_3d boolean NOT NULL DEFAULT false
);
CREATE TABLE salas (
  id serial PRIMARY KEY,
  nombre text NOT NULL UNIQUE,
  tipo text NOT NULL CHECK (tipo IN ('estándar','VIP','IMAX')),
  capacidad int NOT NULL,
  sonido_dolby boolean NOT NULL,
  activa boolean NOT NULL DEFAULT true
);
CREATE TABLE funciones (
  id serial PRIMARY KEY,
  pelicula_id int NOT NULL REFERENCES peliculas(id),
  sala_id int NOT NULL REFERENCES salas(id),
  inicio timestamp NOT NULL,
  precio_base numeric(8,2) NOT NULL,
  subtitulada boolean NOT NULL
);
CREATE TABLE clientes (
  id serial PRIMARY KEY,
  nombre text NOT NULL,
  apellido text NOT NULL,
  email text,
  telefono text,
  ciudad text NOT NULL,
  fecha_nacimiento date NOT NULL,
  fecha_registro date NOT NULL,
  es_socio boolean NOT NULL
);
CREATE TABLE boletos (
  id serial PRIMARY KEY,
  funcion_id int NOT NULL REFERENCES funciones(id),
  cliente_id int NOT NULL REFERENCES clientes(id),
  asiento varchar(4) NOT NULL,
  tipo text NOT NULL CHECK (tipo IN ('general','estudiante','tercera edad')),
  canal text NOT NULL CHECK (canal IN ('taquilla','web','app')),
  estado text NOT NULL CHECK (estado IN ('pagado','cancelado','reembolsado')),
  precio_pagado numeric(8,2) NOT NULL,
  comprado_en timestamp NOT NULL
);
COMMENT ON TABLE peliculas IS 'Catálogo de películas que exhibe el cine';
COMMENT ON COLUMN peliculas.clasificacion IS 'Clasificación por edades: A, B, B15 o C';
COMMENT ON COLUMN peliculas.duracion_min IS 'Duración en minutos';
COMMENT ON COLUMN peliculas.presupuesto IS 'Presupuesto de producción en pesos; nulo si se desconoce';
COMMENT ON TABLE salas IS 'Salas del complejo';
COMMENT ON COLUMN salas.capacidad IS 'Número de butacas';
COMMENT ON TABLE funciones IS 'Proyecciones programadas de una película en una sala';
COMMENT ON COLUMN funciones.inicio IS 'Fecha y hora en que empieza la función';
COMMENT ON TABLE clientes IS 'Clientes registrados';
COMMENT ON COLUMN clientes.es_socio IS 'Verdadero si pertenece al programa de socios';
COMMENT ON TABLE boletos IS 'Entradas emitidas para una función';
COMMENT ON COLUMN boletos.canal IS 'Medio por el que se compró: taquilla, web o app';
COMMENT ON COLUMN boletos.precio_pagado IS 'Importe cobrado por el boleto, en pesos';
INSERT INTO peliculas (titulo,director,genero,clasificacion,duracion_min,fecha_estreno,presupuesto,idioma,es_3d) VALUES
('La última noche en Oaxaca','Renata Villaseñor','drama','B15',118,'2023-03-10',42000000,'español',false),
('Sombras del desierto','Julián Robledo','suspenso','B15',127,'2023-05-19',38500000,'español',false),
('El faro','Renata Villaseñor','drama','B',104,'2024-02-02',25000000,'español',false),
('Galaxia perdida','Marcus Whitfield','ciencia ficción','B',148,'2024-06-21',310000000,'inglés',true),
('Risas en la azotea','Paola Quintero','comedia','A',96,'2023-08-04',18000000,'español',false),
('Noche de espantos','Ignacio Barrera','terror','C',92,'2023-10-27',12500000,'español',false),
('El circo de papel','Paola Quintero','animación','A',88,'2024-04-12',65000000,'español',true),
('Iron Valley','Marcus Whitfield','acción','B15',136,'2024-07-19',225000000,'inglés',true),
('Le Jardin bleu','Claire Fontaine','drama','B',112,'2023-11-17',NULL,'francés',false),
('Bodas y enredos','Esteban Luna','comedia','B',101,'2025-02-07',22000000,'español',false),
('La casa del pantano','Ignacio Barrera','terror','C',99,'2024-10-25',15750000,'español',false),
('Kaito y el dragón','Haruki Sato','animación','A',107,'2025-03-28',90000000,'japonés',true),
('Operación Relámpago','Julián Robledo','acción','B15',124,'2025-05-16',71000000,'español',false),
('Memorias de un cartógrafo','Claire Fontaine','documental','A',84,'2024-09-06',NULL,'francés',false),
('Tokyo Rain','Haruki Sato','suspenso','B15',131,'2025-08-22',55000000,'japonés',false),
('Mi abuela es espía','Esteban Luna','comedia','A',93,'2025-07-11',27500000,'español',false),
('El silencio de los cerros','Renata Villaseñor','drama','B15',142,'2025-10-03',33000000,'español',false),
('Planeta océano','Sofía Arce','documental','A',79,'2025-04-18',9800000,'español',true),
('Starfall','Marcus Whitfield','ciencia ficción','B15',155,'2026-05-08',345000000,'inglés',true),
('La maldición de la noche roja','Lucía Ferrer','terror','C',105,'2025-10-31',19900000,'español',false),
('Amor a destiempo','Paola Quintero','romance','B',109,'2026-02-13',24000000,'español',false),
('Broken Strings','Amelia Stone','romance','B15',115,'2024-11-15',NULL,'inglés',false),
('Los guardianes del maíz','Sofía Arce','animación','A',95,'2026-07-03',48000000,'español',true),
('Cuenta regresiva','Lucía Ferrer','suspenso','B15',119,'2026-12-04',36500000,'español',false),
('Hielo negro','Tomás Ibarra','acción','C',129,'2026-12-18',NULL,'español',false);
INSERT INTO salas (nombre,tipo,capacidad,sonido_dolby,activa) VALUES
('Sala 1','estándar',180,false,true),('Sala 2','estándar',165,true,true),('Sala 3','estándar',140,false,true),
('Sala 4','VIP',60,true,true),('Sala 5','VIP',48,true,true),('Sala 6','IMAX',320,true,true),
('Sala 7','IMAX',280,true,true),('Sala 8','estándar',120,false,false),('Sala 9','estándar',110,false,false);
-- funciones: cada película se proyecta a partir de su estreno
INSERT INTO funciones (pelicula_id,sala_id,inicio,precio_base,subtitulada)
SELECT p.id,
  CASE WHEN p.es_3d AND abs(hashint4(i*31+5))%3=0 THEN 6+abs(hashint4(i+900))%2 ELSE 1+abs(hashint4(i*13+7))%8 END,
  (p.fecha_estreno + (abs(hashint4(i*17+3)) % least(160, ('2026-11-20'::date-p.fecha_estreno))))::timestamp
     + make_interval(hours => 12 + abs(hashint4(i*5+1))%11, mins => (abs(hashint4(i+77))%4)*15),
  (ARRAY[75,82.5,90,98,110,135,160])[1+abs(hashint4(i*3+11))%7],
  p.idioma<>'español' AND abs(hashint4(i*19))%4>0
FROM generate_series(1,420) i
JOIN peliculas p ON p.id = 1 + (abs(hashint4(i*23+9)) % 23);
INSERT INTO funciones (pelicula_id,sala_id,inicio,precio_base,subtitulada) VALUES
(10,4,'2025-02-14 18:30',160,false),(10,1,'2025-02-14 20:45',98,false),(22,5,'2025-02-14 21:00',160,true),(19,6,'2026-05-09 19:00',185,true),(6,3,'2023-11-02 17:00',55,false);
INSERT INTO clientes (nombre,apellido,email,telefono,ciudad,fecha_nacimiento,fecha_registro,es_socio)
SELECT (ARRAY['Ana','Luis','María','Jorge','Sofía','Carlos','Valeria','Diego','Fernanda','Andrés','Camila','Ricardo','Lucía','Emilio','Daniela','Óscar'])[1+i%16],
  (ARRAY['García','Hernández','López','Martínez','Ramírez','Torres','Castillo','Mendoza','Ríos','Salazar','Vega'])[1+i%11],
  CASE WHEN i%9=4 THEN NULL ELSE 'cliente'||i||'@correo.mx' END,
  CASE WHEN i%5=2 THEN NULL ELSE '81'||(10000000+i*73421) END,
  (ARRAY['Monterrey','Monterrey','Guadalupe','San Pedro','Apodaca','Monterrey','Saltillo','Guadalupe'])[1+abs(hashint4(i*41))%8],
  '1955-02-11'::date + abs(hashint4(i*59))%19000,
  '2022-06-01'::date + abs(hashint4(i*61))%1500,
  abs(hashint4(i*67))%5<2
FROM generate_series(1,80) i;
INSERT INTO boletos (funcion_id,cliente_id,asiento,tipo,canal,estado,precio_pagado,comprado_en)
SELECT f.id, 1+ (power(abs(hashint4(i*71))%1000/1000.0,1.6)*74)::int,
  chr(65+abs(hashint4(i*73))%12)||(1+abs(hashint4(i*79))%20),
  t.tipo,
  (ARRAY['taquilla','web','web','app','app','app','taquilla'])[1+abs(hashint4(i*83))%7],
  (ARRAY['pagado','pagado','pagado','pagado','pagado','pagado','pagado','pagado','pagado','cancelado','cancelado','reembolsado'])[1+abs(hashint4(i*89))%12],
  round(f.precio_base * CASE t.tipo WHEN 'general' THEN 1 WHEN 'estudiante' THEN 0.8 ELSE 0.7 END,2),
  f.inicio - make_interval(hours => abs(hashint4(i*97))%120, mins => abs(hashint4(i*101))%60)
FROM generate_series(1,1900) i
JOIN funciones f ON f.id = 1+abs(hashint4(i*103))%425
CROSS JOIN LATERAL (SELECT (ARRAY['general','general','general','estudiante','tercera edad'])[1+abs(hashint4(i*107))%5] AS tipo) t;
