CREATE TABLE proveedores (
  id_proveedor serial PRIMARY KEY,
  nombre varchar(100) NOT NULL,
  pais varchar(40) NOT NULL,
  telefono varchar(20),
  plazo_entrega_dias integer NOT NULL,
  es_preferente boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE proveedores IS 'Empresas que nos abastecen / Suppliers';
COMMENT ON COLUMN proveedores.plazo_entrega_dias IS 'Días que tarda en entregar / Lead time in days';
COMMENT ON COLUMN proveedores.es_preferente IS 'Proveedor preferente / Preferred supplier';
CREATE TABLE productos (
  id_producto serial PRIMARY KEY,
  codigo varchar(12) NOT NULL UNIQUE,
  nombre varchar(120) NOT NULL,
  categoria varchar(40) NOT NULL,
  marca varchar(40),
  precio numeric(10,2) NOT NULL,
  costo numeric(10,2) NOT NULL,
  existencias integer NOT NULL,
  existencia_minima integer NOT NULL,
  descontinuado boolean NOT NULL DEFAULT false,
  id_proveedor integer NOT NULL REFERENCES proveedores(id_proveedor)
);
COMMENT ON TABLE productos IS 'Catálogo de artículos / Product catalogue';
COMMENT ON COLUMN productos.precio IS 'Precio de venta al público / Retail price';
COMMENT ON COLUMN productos.costo IS 'Costo de compra al proveedor / Purchase cost';
COMMENT ON COLUMN productos.existencias IS 'Unidades en almacén / Units in stock';
COMMENT ON COLUMN productos.existencia_minima IS 'Nivel de reposición / Reorder level';
COMMENT ON COLUMN productos.descontinuado IS 'Ya no se vende / Discontinued';
CREATE TABLE clientes (
  id_cliente serial PRIMARY KEY,
  nombre varchar(100) NOT NULL,
  tipo varchar(20) NOT NULL CHECK (tipo IN ('particular','contratista','empresa')),
  ciudad varchar(50) NOT NULL,
  correo varchar(100),
  limite_credito numeric(10,2),
  fecha_alta date NOT NULL
);
COMMENT ON TABLE clientes IS 'Clientes de la tienda / Customers';
COMMENT ON COLUMN clientes.tipo IS 'particular (individual), contratista (contractor), empresa (company)';
COMMENT ON COLUMN clientes.limite_credito IS 'Crédito máximo; nulo si paga al contado / Credit limit; null if none';
COMMENT ON COLUMN clientes.fecha_alta IS 'Fecha de registro / Sign-up date';
CREATE TABLE vendedores (
  id_vendedor serial PRIMARY KEY,
  nombre varchar(100) NOT NULL,
  sucursal varchar(40) NOT NULL,
  fecha_contratacion date NOT NULL,
  sueldo numeric(10,2) NOT NULL,
  comision_pct numeric(4,2) NOT NULL
);
COMMENT ON TABLE vendedores IS 'Personal de ventas / Sales staff';
COMMENT ON COLUMN vendedores.sucursal IS 'Tienda donde trabaja / Branch';
COMMENT ON COLUMN vendedores.comision_pct IS 'Porcentaje de comisión / Commission rate in percent';
CREATE TABLE ventas (
  id_venta serial PRIMARY KEY,
  id_cliente integer REFERENCES clientes(id_cliente),
  id_vendedor integer NOT NULL REFERENCES vendedores(id_vendedor),
  fecha timestamp NOT NULL,
  forma_pago varchar(15) NOT NULL CHECK (forma_pago IN ('efectivo','tarjeta','transferencia','crédito')),
  estado varchar(12) NOT NULL CHECK (estado IN ('pagada','pendiente','anulada')),
  total numeric(12,2) NOT NULL DEFAULT 0
);
COMMENT ON TABLE ventas IS 'Una fila por ticket / One row per sale';
COMMENT ON COLUMN ventas.id_cliente IS 'Nulo en venta de mostrador / Null for walk-in sales';
COMMENT ON COLUMN ventas.forma_pago IS 'Payment method';
COMMENT ON COLUMN ventas.total IS 'Importe total de la venta / Sale total';
CREATE TABLE detalle_ventas (
  id_detalle serial PRIMARY KEY,
  id_venta integer NOT NULL REFERENCES ventas(id_venta),
  id_producto integer NOT NULL REFERENCES productos(id_producto),
  cantidad integer NOT NULL,
  precio_unitario numeric(10,2) NOT NULL
);
COMMENT ON TABLE detalle_ventas IS 'Renglones de cada venta / Sale lines';
COMMENT ON COLUMN detalle_ventas.cantidad IS 'Unidades vendidas / Units sold';
INSERT INTO proveedores (nombre, pais, telefono, plazo_entrega_dias, es_preferente) VALUES
('Aceros Monterrey','México','81-5550-1201',5,true),
('Herramientas Truper','México','55-5550-3344',3,true),
('Pinturas del Valle','México',NULL,4,false),
('Bosch Distribución','Alemania','49-555-9087',21,true),
('Shanghai Tools Co','China','86-555-7723',45,false),
('Eléctricos Bajío','México','47-7555-0912',7,false),
('Stanley Americas','Estados Unidos','1-860-555-4410',14,true),
('PVC y Conexiones','México',NULL,6,false),
('Maderas Selva','Brasil','55-11-5550-88',30,false);
INSERT INTO productos (codigo, nombre, categoria, marca, precio, costo, existencias, existencia_minima, descontinuado, id_proveedor) VALUES
('HM-001','Martillo de uña 16 oz','Herramientas manuales','Truper',189,112,84,20,false,2),
('HM-002','Juego de destornilladores 6 piezas','Herramientas manuales','Stanley',329,205,41,15,false,7),
('HM-003','Pinza de electricista','Herramientas manuales','Truper',245,150,12,15,false,2),
('HM-004','Llave ajustable 10 pulgadas','Herramientas manuales','Stanley',298,180,27,10,false,7),
('HM-005','Serrucho de 20 pulgadas','Herramientas manuales','Truper',215,128,33,10,false,2),
('HM-006','Cinta métrica 5 m','Herramientas manuales','Stanley',139,70,120,30,false,7),
('HE-001','Taladro percutor 750 W','Herramientas eléctricas','Bosch',1899,1320,18,5,false,4),
('HE-002','Esmeriladora angular','Herramientas eléctricas','Bosch',1549,1080,9,6,false,4),
('HE-003','Sierra circular 7 1/4','Herramientas eléctricas','Bosch',2799,1990,7,4,false,4),
('HE-004','Rotomartillo SDS','Herramientas eléctricas','Bosch',4350,3210,3,4,false,4),
('HE-005','Lijadora orbital','Herramientas eléctricas','Dongcheng',890,460,22,5,false,5),
('HE-006','Taladro inalámbrico 12 V','Herramientas eléctricas','Dongcheng',1120,590,0,8,false,5),
('HE-007','Pistola de calor','Herramientas eléctricas',NULL,640,310,5,5,true,5),
('PI-001','Pintura vinílica blanca 19 L','Pintura','Berel',1450,980,26,8,false,3),
('PI-002','Esmalte negro 4 L','Pintura','Berel',620,415,14,8,false,3),
('PI-003','Brocha de 4 pulgadas','Pintura',NULL,58,24,210,50,false,3),
('PI-004','Rodillo para pintura','Pintura',NULL,95,42,96,30,false,3),
('PI-005','Sellador acrílico 19 L','Pintura','Comex',890,602,4,6,false,3),
('EL-001','Cable calibre 12 rollo 100 m','Eléctrico','Condumex',1680,1240,31,10,false,6),
('EL-002','Contacto doble','Eléctrico','Leviton',64,31,340,100,false,6),
('EL-003','Foco LED 9 W','Eléctrico','Philips',39,17,520,150,false,6),
('EL-004','Interruptor termomagnético','Eléctrico','Square D',289,188,45,20,false,6),
('EL-005','Foco incandescente 60 W','Eléctrico',NULL,15,7,80,0,true,6),
('PL-001','Tubo PVC 4 pulgadas','Plomería','Rexolit',310,214,58,20,false,8),
('PL-002','Codo PVC 90 grados','Plomería','Rexolit',22,9,410,100,false,8),
('PL-003','Llave mezcladora para fregadero','Plomería','Helvex',1390,905,11,5,false,8),
('PL-004','Cemento para PVC','Plomería',NULL,75,38,0,25,false,8),
('PL-005','Tinaco 1100 L','Plomería','Rotoplas',3290,2510,6,3,false,8),
('CO-001','Varilla corrugada 3/8','Construcción',NULL,178,141,640,200,false,1),
('CO-002','Alambre recocido kg','Construcción',NULL,42,29,150,60,false,1),
('CO-003','Clavo de 2 pulgadas kg','Construcción',NULL,48,30,95,40,false,1),
('CO-004','Malla electrosoldada','Construcción',NULL,1980,1525,13,5,false,1),
('CO-005','Lámina galvanizada','Construcción',NULL,455,338,38,40,false,1),
('CO-006','Tabla de pino 2.5 m','Construcción',NULL,265,190,52,20,false,9),
('CO-007','Triplay de 15 mm','Construcción',NULL,720,515,17,12,true,9);
INSERT INTO clientes (nombre, tipo, ciudad, correo, limite_credito, fecha_alta)
SELECT n, t, c, CASE WHEN abs(hashint4(i::int+1))%4=0 THEN NULL ELSE 'cliente'||i||'@correo.mx' END,
 CASE WHEN t='particular' THEN NULL WHEN abs(hashint4(i::int+2))%6=0 THEN NULL ELSE 5000+abs(hashint4(i::int+3))%46*1000 + i*10 END, date '2022-01-08'+(i*37+abs(hashint4(i::int+4))%20)::int
FROM unnest(
 ARRAY['Constructora Peñasco','Ramón Ibarra','Obras y Acabados Luna','Gabriela Montes','Ing. Felipe Duarte','Hotel Mirador','Teresa Aguilar','Remodelaciones Cano','Julio César Vega','Colegio San Ángel','Plomería Hnos. Rico','Martha Olvera','Constructora Horizonte','Electro Servicios Paz','Adriana Solís','Grupo Inmobiliario Roca','Ernesto Valdés','Carpintería El Roble','Restaurante La Hacienda','Miguel Ángel Bravo','Pintores Unidos','Claudia Jiménez','Desarrollos del Centro','Roberto Nájera','Albañilería Gómez','Clínica Santa Fe','Verónica Lara','Herrería Quintero','Óscar Pineda','Taller Mecánico Soto'],
 ARRAY['empresa','particular','contratista','particular','contratista','empresa','particular','contratista','particular','empresa','contratista','particular','empresa','contratista','particular','empresa','particular','contratista','empresa','particular','contratista','particular','empresa','particular','contratista','empresa','particular','contratista','particular','empresa'],
 ARRAY['Querétaro','Querétaro','Celaya','León','Querétaro','San Miguel','León','Celaya','Querétaro','León','Celaya','Querétaro','León','Querétaro','Celaya','Querétaro','San Miguel','León','San Miguel','Querétaro','León','Celaya','Querétaro','León','Querétaro','León','Querétaro','Celaya','Querétaro','León']) WITH ORDINALITY AS u(n,t,c,i);
INSERT INTO vendedores (nombre, sucursal, fecha_contratacion, sueldo, comision_pct) VALUES
('Alejandra Ruiz','Centro','2022-01-17',12500,3.5),('Bernardo Téllez','Centro','2022-05-02',11800,3),('Cecilia Bautista','Norte','2022-10-10',11200,2.5),
('Daniel Esquivel','Norte','2023-03-27',10500,2.5),('Esteban Farías','Industrial','2023-08-14',13900,4),('Fabiola Garza','Industrial','2024-02-05',10900,3),
('Gerardo Hinojosa','Centro','2025-04-21',9800,2),('Hilda Jáuregui','Norte','2026-10-12',9200,1.5);
INSERT INTO ventas (id_cliente, id_vendedor, fecha, forma_pago, estado)
SELECT CASE WHEN abs(hashint4(g+11))%4=0 THEN NULL ELSE 1+(abs(hashint4(g+12))%28*(abs(hashint4(g+13))%8+3)/10)::int END,
 1+(abs(hashint4(g+14))%7*(abs(hashint4(g+15))%6+5)/10)::int,
 timestamp '2023-01-05 09:00' + g*interval '35 hours' - (g*35%24)*interval '1 hour' + (abs(hashint4(g+16))%600)*interval '1 minute',
 (ARRAY['efectivo','efectivo','tarjeta','tarjeta','transferencia','crédito'])[1+abs(hashint4(g+17))%6],
 (ARRAY['pagada','pagada','pagada','pagada','pagada','pagada','pendiente','anulada'])[1+abs(hashint4(g+18))%8]
FROM generate_series(1,950) g;
INSERT INTO detalle_ventas (id_venta, id_producto, cantidad, precio_unitario)
SELECT v, p.id_producto, CASE WHEN p.precio<100 THEN 1+abs(hashint4(g+21))%30 WHEN p.precio<500 THEN 1+abs(hashint4(g+21))%8 ELSE 1+abs(hashint4(g+21))%3 END, round(p.precio*(0.9+(abs(hashint4(g+24))%3)*0.05),2)
FROM (SELECT g, CASE WHEN g<=950 THEN g ELSE 1+abs(hashint4(g+22))%950 END v, 1+abs(hashint4(g+23))%33 pid FROM generate_series(1,2000) g) t JOIN productos p ON p.id_producto=t.pid;
UPDATE ventas v SET total=(SELECT sum(cantidad*precio_unitario) FROM detalle_ventas d WHERE d.id_venta=v.id_venta);
