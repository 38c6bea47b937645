CREATE TABLE sucursales (
  id integer PRIMARY KEY,
  nombre text NOT NULL,
  ciudad text NOT NULL,
  direccion text NOT NULL,
  fecha_apertura date NOT NULL,
  abierta_24h boolean NOT NULL
);
COMMENT ON TABLE sucursales IS 'Sucursales de la cadena de farmacias. / Branches of the pharmacy chain.';
COMMENT ON COLUMN sucursales.fecha_apertura IS 'Fecha de apertura. / Opening date.';
COMMENT ON COLUMN sucursales.abierta_24h IS 'Si abre las 24 horas. / Whether it is open 24 hours.';

CREATE TABLE laboratorios (
  id integer PRIMARY KEY,
  nombre text NOT NULL,
  pais text NOT NULL,
  telefono text
);
COMMENT ON TABLE laboratorios IS 'Laboratorios fabricantes. / Manufacturing laboratories.';
COMMENT ON COLUMN laboratorios.pais IS 'País de origen. / Country of origin.';

CREATE TABLE productos (
  id integer PRIMARY KEY,
  nombre text NOT NULL,
  laboratorio_id integer REFERENCES laboratorios(id),
  categoria text NOT NULL,
  precio numeric(8,2) NOT NULL,
  existencias integer NOT NULL,
  requiere_receta boolean NOT NULL,
  fecha_caducidad date
);
COMMENT ON TABLE productos IS 'Medicamentos y artículos a la venta. / Medicines and items for sale.';
COMMENT ON COLUMN productos.precio IS 'Precio de venta al público. / Retail price.';
COMMENT ON COLUMN productos.existencias IS 'Unidades en almacén. / Units in stock.';
COMMENT ON COLUMN productos.requiere_receta IS 'Si necesita receta médica. / Whether a prescription is required.';
COMMENT ON COLUMN productos.fecha_caducidad IS 'Fecha de caducidad; nula si no caduca. / Expiry date; null if it does not expire.';

CREATE TABLE clientes (
  id integer PRIMARY KEY,
  nombre text NOT NULL,
  correo text,
  fecha_nacimiento date NOT NULL,
  ciudad text NOT NULL,
  fecha_registro date NOT NULL,
  puntos integer NOT NULL
);
COMMENT ON TABLE clientes IS 'Clientes con tarjeta de fidelidad. / Customers with a loyalty card.';
COMMENT ON COLUMN clientes.puntos IS 'Puntos de fidelidad acumulados. / Accumulated loyalty points.';
COMMENT ON COLUMN clientes.correo IS 'Correo electrónico. / Email address.';

CREATE TABLE ventas (
  id integer PRIMARY KEY,
  cliente_id integer REFERENCES clientes(id),
  sucursal_id integer NOT NULL REFERENCES sucursales(id),
  fecha date NOT NULL,
  forma_pago text NOT NULL,
  total numeric(10,2) NOT NULL
);
COMMENT ON TABLE ventas IS 'Ventas realizadas (tiques). / Sales made (receipts).';
COMMENT ON COLUMN ventas.cliente_id IS 'Cliente; nulo si compra anónima. / Customer; null for anonymous purchases.';
COMMENT ON COLUMN ventas.forma_pago IS 'efectivo, tarjeta o bizum. / cash, card or bizum.';
COMMENT ON COLUMN ventas.total IS 'Importe total de la venta. / Total amount of the sale.';

CREATE TABLE detalle_ventas (
  id integer PRIMARY KEY,
  venta_id integer NOT NULL REFERENCES ventas(id),
  producto_id integer NOT NULL REFERENCES productos(id),
  cantidad integer NOT NULL,
  precio_unitario numeric(8,2) NOT NULL
);
COMMENT ON TABLE detalle_ventas IS 'Líneas de cada venta. / Line items of each sale.';
COMMENT ON COLUMN detalle_ventas.cantidad IS 'Unidades vendidas. / Units sold.';
COMMENT ON COLUMN detalle_ventas.precio_unitario IS 'Precio por unidad en la venta. / Price per unit at sale time.';

INSERT INTO sucursales VALUES
(1,'Farmacia Central','Valencia','Calle Colón 14','2022-01-15',true),
(2,'Farmacia del Puerto','Valencia','Avenida del Puerto 88','2022-06-01',false),
(3,'Farmacia Santa Cruz','Alicante','Plaza Nueva 3','2022-11-20',false),
(4,'Farmacia La Marina','Alicante','Paseo Marítimo 41','2023-04-10',true),
(5,'Farmacia San Roque','Castellón','Calle Mayor 9','2024-02-05',false),
(6,'Farmacia Estación','Murcia','Calle Industria 22','2025-03-17',true),
(7,'Farmacia El Palmeral','Elche','Calle Olmos 5','2026-02-02',false);

INSERT INTO laboratorios VALUES
(1,'Bayer','Alemania','+49 214 3011'),
(2,'Cinfa','España','+34 948 335'),
(3,'Normon','España','+34 918 065'),
(4,'Sanofi','Francia',NULL),
(5,'Pfizer','Estados Unidos','+1 212 733'),
(6,'Kern Pharma','España','+34 937 002'),
(7,'Novartis','Suiza',NULL),
(8,'Pierre Fabre','Francia','+33 563 714'),
(9,'Teva','Israel','+972 3 926');

INSERT INTO productos VALUES
(1,'Aspirina 500 mg',1,'Analgésicos',5.95,140,false,'2026-09-30'),
(2,'Ibuprofeno 600 mg',2,'Analgésicos',3.12,220,true,'2026-05-31'),
(3,'Paracetamol 1 g',3,'Analgésicos',2.50,310,true,'2026-12-31'),
(4,'Paracetamol 650 mg',2,'Analgésicos',2.10,275,false,'2026-08-31'),
(5,'Amoxicilina 500 mg',3,'Antibióticos',4.35,90,true,'2026-03-31'),
(6,'Azitromicina 500 mg',9,'Antibióticos',6.80,45,true,'2025-11-30'),
(7,'Augmentine 875 mg',6,'Antibióticos',7.90,0,true,'2026-01-31'),
(8,'Loratadina 10 mg',6,'Antihistamínicos',4.60,120,false,'2026-10-31'),
(9,'Cetirizina 10 mg',2,'Antihistamínicos',5.20,85,false,'2025-12-31'),
(10,'Ebastina 20 mg',3,'Antihistamínicos',6.15,60,true,'2026-07-31'),
(11,'Omeprazol 20 mg',2,'Digestivo',2.95,260,true,'2026-06-30'),
(12,'Almax sobres',4,'Digestivo',7.45,75,false,'2026-04-30'),
(13,'Fortasec cápsulas',5,'Digestivo',6.99,55,false,'2026-11-30'),
(14,'Crema solar SPF 50',8,'Dermocosmética',21.90,38,false,'2026-02-28'),
(15,'Crema de manos Neutra',8,'Dermocosmética',8.75,64,false,'2026-10-15'),
(16,'Agua termal 150 ml',8,'Dermocosmética',9.60,52,false,NULL),
(17,'Champú anticaspa',8,'Dermocosmética',12.40,0,false,NULL),
(18,'Vitamina C 1000',1,'Vitaminas',10.50,95,false,'2026-08-15'),
(19,'Multivitamínico Supradyn',1,'Vitaminas',18.20,48,false,'2026-09-15'),
(20,'Vitamina D3 gotas',4,'Vitaminas',9.15,70,false,'2025-10-31'),
(21,'Termómetro digital',NULL,'Parafarmacia',11.95,33,false,NULL),
(22,'Tensiómetro de brazo',NULL,'Parafarmacia',45.00,12,false,NULL),
(23,'Mascarillas FFP2 (20 uds)',NULL,'Parafarmacia',13.80,150,false,'2026-12-15'),
(24,'Tiritas surtidas',NULL,'Parafarmacia',3.75,180,false,NULL),
(25,'Voltarén gel',7,'Analgésicos',9.85,66,false,'2026-03-15'),
(26,'Insulina Lantus',4,'Diabetes',52.30,20,true,'2025-09-30'),
(27,'Metformina 850 mg',3,'Diabetes',2.80,130,true,'2026-11-15'),
(28,'Tiras reactivas glucosa',1,'Diabetes',24.60,41,false,'2026-05-15'),
(29,'Leche infantil etapa 1',NULL,'Bebé',16.90,36,false,'2026-07-15'),
(30,'Pañales talla 3',NULL,'Bebé',14.25,0,false,NULL);

INSERT INTO clientes
SELECT i,
 (ARRAY['Carmen','José','Pilar','Antonio','Rosa','Manuel','Teresa','Vicente','Amparo','Raúl'])[1+(i*3)%10]||' '||
 (ARRAY['Ferrer','Molina','Soler','Esteve','Climent','Bosch','Navarro','Marín','Vidal','Peris','Sempere','Ortiz','Blasco'])[1+(i*4)%13],
 CASE WHEN i%7=3 THEN NULL ELSE 'cliente'||i||(ARRAY['@gmail.com','@outlook.es'])[1+i%2] END,
 date '1945-05-10' + (i*311)%20000,
 (ARRAY['Valencia','Alicante','Castellón','Valencia','Murcia','Elche','Alicante','Valencia'])[1+(i*3+i/8)%8],
 date '2022-02-01' + (i*47)%1450,
 (i*i*7+i*13)%997
FROM generate_series(1,70) i;

INSERT INTO ventas
SELECT i, CASE WHEN i%6=4 THEN NULL ELSE 1+((i*i)/3+i%7)%63 END,
 (ARRAY[1,2,1,3,4,1,5,4,2,3,6,1,5])[1+(i*4+i/17)%13],
 date '2023-01-05' + (i*31)%1195,
 (ARRAY['tarjeta','efectivo','tarjeta','bizum','tarjeta','efectivo'])[1+(i*5+i/9)%6],
 0
FROM generate_series(1,300) i;

INSERT INTO detalle_ventas
SELECT row_number() OVER (ORDER BY v,p), v, p, 1+(v*3+p)%4, (SELECT precio FROM productos WHERE id=p)
FROM (SELECT DISTINCT 1+(k*k+k/7)%300 v, 1+(k*11+k/13+(k*k)%5)%28 p FROM generate_series(1,420) k
      UNION SELECT i, 1+(i*i/3+i)%28 FROM generate_series(1,300) i
      UNION SELECT i*7, 4 FROM generate_series(1,22) i) q;

UPDATE ventas v SET total = d.t FROM (SELECT venta_id, sum(cantidad*precio_unitario) t FROM detalle_ventas GROUP BY 1) d WHERE d.venta_id=v.id;
