CREATE FUNCTION pg_temp.h(k text, n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT (''x''||substr(md5($1),1,7))::bit(28)::int % $2';

CREATE TABLE mesas (
  id serial PRIMARY KEY,
  numero int NOT NULL UNIQUE,
  capacidad int NOT NULL,
  zona varchar(20) NOT NULL
);
CREATE TABLE meseros (
  id serial PRIMARY KEY,
  nombre varchar(80) NOT NULL,
  turno varchar(20) NOT NULL CHECK (turno IN ('matutino','vespertino','nocturno')),
  fecha_ingreso date NOT NULL,
  sueldo numeric(9,2) NOT NULL,
  telefono varchar(20),
  activo boolean NOT NULL DEFAULT true
);
CREATE TABLE categorias (
  id serial PRIMARY KEY,
  nombre varchar(40) NOT NULL
);
CREATE TABLE platillos (
  id serial PRIMARY KEY,
  nombre varchar(80) NOT NULL,
  categoria_id int NOT NULL REFERENCES categorias(id),
  precio numeric(8,2) NOT NULL,
  calorias int,
  vegetariano boolean NOT NULL DEFAULT false,
  disponible boolean NOT NULL DEFAULT true
);
CREATE TABLE pedidos (
  id serial PRIMARY KEY,
  mesa_id int NOT NULL REFERENCES mesas(id),
  mesero_id int NOT NULL REFERENCES meseros(id),
  fecha_hora timestamp NOT NULL,
  comensales int NOT NULL,
  estado varchar(20) NOT NULL,
  metodo_pago varchar(20),
  propina numeric(8,2)
);
CREATE TABLE detalle_pedido (
  id serial PRIMARY KEY,
  pedido_id int NOT NULL REFERENCES pedidos(id),
  platillo_id int NOT NULL REFERENCES platillos(id),
  cantidad int NOT NULL,
  precio_unitario numeric(8,2) NOT NULL,
  notas text
);

INSERT INTO mesas (numero, capacidad, zona) VALUES
(1,2,'salón'),(2,2,'salón'),(3,4,'salón'),(4,4,'salón'),(5,4,'salón'),(6,6,'salón'),
(10,2,'terraza'),(11,4,'terraza'),(12,4,'terraza'),(13,6,'terraza'),
(20,1,'barra'),(21,1,'barra'),(22,1,'barra'),
(30,12,'privado'),(31,8,'privado');

INSERT INTO meseros (nombre, turno, fecha_ingreso, sueldo, telefono, activo) VALUES
('Alejandra Ríos','matutino','2022-02-01',8900,'55-1010-2020',true),
('Benito Cárdenas','vespertino','2022-02-15',9250,'55-3030-4040',true),
('Carmen Solís','nocturno','2022-06-13',10100,NULL,true),
('Darío Méndez','matutino','2023-01-09',8400,'55-5050-6060',true),
('Eugenia Farías','vespertino','2023-04-17',8650,'55-7070-8080',true),
('Francisco Lara','nocturno','2023-08-28',9700,'55-9090-1010',true),
('Gustavo Pineda','vespertino','2022-03-15',8800,NULL,false),
('Hilda Becerra','matutino','2024-05-06',8150,'55-1212-1313',true),
('Ignacio Tapia','nocturno','2025-01-20',9300,NULL,true),
('Jimena Corona','vespertino','2026-11-16',7900,'55-1414-1515',true);

INSERT INTO categorias (nombre) VALUES ('Entradas'),('Sopas'),('Platos fuertes'),('Postres'),('Bebidas'),('Menú infantil');

INSERT INTO platillos (nombre, categoria_id, precio, calorias, vegetariano, disponible) VALUES
('Guacamole con totopos',1,125,410,true,true),
('Queso fundido',1,140,620,true,true),
('Ceviche de camarón',1,185,290,false,true),
('Tostadas de atún',1,170,350,false,true),
('Sopa de tortilla',2,98,320,true,true),
('Crema de elote',2,92,380,true,true),
('Pozole rojo',2,155,540,false,true),
('Enchiladas verdes',3,165,690,false,true),
('Mole poblano con pollo',3,215,780,false,true),
('Arrachera a la parrilla',3,320,850,false,true),
('Filete de res al chipotle',3,365,810,false,true),
('Camarones al ajillo',3,295,480,false,true),
('Chiles rellenos de queso',3,180,590,true,true),
('Pescado a la veracruzana',3,270,430,false,false),
('Tacos de setas',3,150,360,true,true),
('Flan napolitano',4,75,330,true,true),
('Pastel de tres leches',4,88,460,true,true),
('Churros con chocolate',4,82,510,true,true),
('Arroz con leche',4,65,290,true,false),
('Agua de jamaica',5,38,90,true,true),
('Limonada',5,42,110,true,true),
('Cerveza artesanal',5,85,190,true,true),
('Margarita de mango',5,130,240,true,true),
('Café de olla',5,45,NULL,true,true),
('Mezcal',5,145,NULL,true,true),
('Nuggets de pollo',6,110,520,false,true),
('Hamburguesa de cordero',3,240,910,false,true);

INSERT INTO pedidos (mesa_id, mesero_id, fecha_hora, comensales, estado, metodo_pago, propina)
SELECT mid, CASE WHEN hr < 13 THEN CASE WHEN d >= date '2024-05-06' THEN (ARRAY[1,4,8,1])[1+pg_temp.h('w'||i,4)] ELSE (ARRAY[1,4])[1+pg_temp.h('w'||i,2)] END
   WHEN hr < 18 THEN CASE WHEN d < date '2025-03-01' THEN (ARRAY[2,5,7])[1+pg_temp.h('w'||i,3)] ELSE (ARRAY[2,5,2])[1+pg_temp.h('w'||i,3)] END
   ELSE CASE WHEN d >= date '2025-01-20' THEN (ARRAY[3,6,9])[1+pg_temp.h('w'||i,3)] ELSE (ARRAY[3,6,3])[1+pg_temp.h('w'||i,3)] END END,
  d + make_interval(hours=>hr, mins=>pg_temp.h('mn'||i,60)),
  1+pg_temp.h('co'||i,m.capacidad), est,
  CASE WHEN est='pagado' THEN (ARRAY['efectivo','tarjeta','tarjeta','transferencia'])[1+pg_temp.h('mp'||i,4)] END,
  CASE WHEN est='pagado' AND pg_temp.h('pp'||i,5)>0 THEN 15 + pg_temp.h('pr'||i,180) + CASE WHEN i=377 THEN 400 ELSE 0 END END
FROM (SELECT i, date '2023-09-01' + i*1180/800 AS d, (ARRAY[9,10,12,14,15,16,19,20,21,20])[1+pg_temp.h('hr'||i,10)] AS hr,
   (ARRAY[1,2,3,4,5,6,7,8,9,10,11,12,14,3,8])[1+pg_temp.h('ms'||i,15)] AS mid,
   CASE WHEN i > 793 THEN 'abierto' WHEN pg_temp.h('es'||i,16)=0 THEN 'cancelado' ELSE 'pagado' END AS est
 FROM generate_series(1,800) i) a JOIN mesas m ON m.id=a.mid ORDER BY i;

INSERT INTO detalle_pedido (pedido_id, platillo_id, cantidad, precio_unitario, notas)
SELECT p.id, pl.id, 1+pg_temp.h('ca'||p.id||'-'||k, LEAST(4,p.comensales+1)),
  CASE WHEN p.fecha_hora < timestamp '2025-01-01' THEN round(pl.precio*0.9) ELSE pl.precio END,
  CASE WHEN pg_temp.h('no'||p.id||'-'||k,9)=0 THEN (ARRAY['sin cebolla','sin picante','para llevar','bien cocido','salsa aparte'])[1+pg_temp.h('nt'||p.id||'-'||k,5)] END
FROM pedidos p CROSS JOIN generate_series(1,3) k JOIN platillos pl ON pl.id = (CASE k WHEN 1 THEN (ARRAY[8,9,10,11,12,13,14,15,10,8,7,26])[1+pg_temp.h('pa'||p.id,12)] WHEN 2 THEN (ARRAY[20,21,22,23,24,20,22])[1+pg_temp.h('pb'||p.id,7)] ELSE (ARRAY[1,2,3,4,5,6,16,17,18,19,1,17])[1+pg_temp.h('pc'||p.id,12)] END)
WHERE k < 3 OR pg_temp.h('t'||p.id,5) < 2
ORDER BY p.id, k;
