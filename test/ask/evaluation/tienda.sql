CREATE TABLE sucursales (id_sucursal integer PRIMARY KEY, nombre text NOT NULL, ciudad text NOT NULL, estado text NOT NULL, fecha_apertura date NOT NULL, metros_cuadrados integer NOT NULL, gerente text, abre_domingo boolean NOT NULL);
CREATE TABLE productos (sku text PRIMARY KEY, descripcion text NOT NULL UNIQUE, marca text NOT NULL, departamento text NOT NULL, precio_lista numeric(10,2) NOT NULL, costo numeric(10,2) NOT NULL, peso_kg numeric(6,2), descontinuado boolean NOT NULL);
CREATE TABLE ventas_detalle (
  id_linea integer PRIMARY KEY,
  folio text NOT NULL,
  fecha date NOT NULL,
  cliente text NOT NULL,
  correo_cliente text,
  producto text NOT NULL,
  departamento text NOT NULL,
  sucursal text NOT NULL,
  canal text NOT NULL,
  vendedor text,
  forma_pago text NOT NULL,
  cantidad integer NOT NULL,
  precio_unitario numeric(10,2) NOT NULL,
  descuento numeric(10,2) NOT NULL,
  total numeric(12,2) NOT NULL
);
CREATE TABLE inventario (id_sucursal integer NOT NULL REFERENCES sucursales, sku text NOT NULL REFERENCES productos, existencias integer NOT NULL, stock_minimo integer NOT NULL, ultima_entrada date, PRIMARY KEY (id_sucursal, sku));
CREATE TABLE devoluciones (id_devolucion integer PRIMARY KEY, id_linea integer NOT NULL REFERENCES ventas_detalle, fecha date NOT NULL, cantidad integer NOT NULL, motivo text NOT NULL, importe_reembolsado numeric(12,2) NOT NULL, aprobada boolean NOT NULL);
COMMENT ON TABLE sucursales IS 'Sucursales (tiendas físicas). / Branches (physical stores).';
COMMENT ON COLUMN sucursales.metros_cuadrados IS 'Superficie en metros cuadrados. / Floor area in square meters.';
COMMENT ON COLUMN sucursales.gerente IS 'Nombre del gerente; vacío si no hay. / Manager name; empty when there is none.';
COMMENT ON COLUMN sucursales.abre_domingo IS 'Si abre los domingos. / Whether it opens on Sundays.';
COMMENT ON COLUMN sucursales.fecha_apertura IS 'Fecha de apertura. / Opening date.';
COMMENT ON TABLE productos IS 'Catálogo de productos. / Product catalog.';
COMMENT ON COLUMN productos.descripcion IS 'Nombre del producto. / Product name.';
COMMENT ON COLUMN productos.marca IS 'Marca. / Brand.';
COMMENT ON COLUMN productos.precio_lista IS 'Precio de lista. / List price.';
COMMENT ON COLUMN productos.costo IS 'Costo de compra. / Purchase cost.';
COMMENT ON COLUMN productos.peso_kg IS 'Peso en kilogramos. / Weight in kilograms.';
COMMENT ON COLUMN productos.descontinuado IS 'Si está descontinuado. / Whether it is discontinued.';
COMMENT ON TABLE ventas_detalle IS 'Líneas de venta. / Sales lines.';
COMMENT ON COLUMN ventas_detalle.folio IS 'Número de ticket; un ticket tiene varias líneas. / Ticket number; a ticket has several lines.';
COMMENT ON COLUMN ventas_detalle.cliente IS 'Nombre del cliente. / Customer name.';
COMMENT ON COLUMN ventas_detalle.canal IS 'Canal: tienda, web o telefono. / Channel: store, web or phone.';
COMMENT ON COLUMN ventas_detalle.vendedor IS 'Vendedor; vacío en ventas web. / Salesperson; empty in web sales.';
COMMENT ON COLUMN ventas_detalle.cantidad IS 'Unidades vendidas. / Units sold.';
COMMENT ON COLUMN ventas_detalle.descuento IS 'Descuento en pesos. / Discount in pesos.';
COMMENT ON COLUMN ventas_detalle.total IS 'Importe final de la línea. / Final line amount.';
COMMENT ON TABLE inventario IS 'Existencias por sucursal y producto. / Stock by branch and product.';
COMMENT ON COLUMN inventario.existencias IS 'Unidades en existencia. / Units in stock.';
COMMENT ON COLUMN inventario.stock_minimo IS 'Mínimo deseado. / Reorder level.';
COMMENT ON TABLE devoluciones IS 'Devoluciones de mercancía. / Product returns.';
COMMENT ON COLUMN devoluciones.importe_reembolsado IS 'Importe reembolsado. / Refunded amount.';
COMMENT ON COLUMN devoluciones.motivo IS 'Motivo de la devolución. / Reason for the return.';
COMMENT ON COLUMN devoluciones.aprobada IS 'Si fue aprobada. / Whether it was approved.';
CREATE FUNCTION pg_temp.r(i int, s text) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$ SELECT (('x' || substr(md5(s || i), 1, 7))::bit(28)::int)::float8 / 268435456 $$;
CREATE FUNCTION pg_temp.h(i int, s text, n int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT floor(pg_temp.r(i, s) * n)::int $$;
CREATE FUNCTION pg_temp.k(i int, s text, n int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT 1 + floor(power(pg_temp.r(i, s), 1.4) * n)::int $$;
INSERT INTO sucursales VALUES (1,'Centro','Ciudad de México','CDMX','2015-05-10',850,'Gloria Paredes',true),(2,'Polanco','Ciudad de México','CDMX','2018-11-02',620,'Ernesto Vidal',true),(3,'Andares','Zapopan','Jalisco','2019-03-21',710,'Patricia Nava',true),(4,'Valle','Monterrey','Nuevo León','2020-09-15',540,NULL,false),(5,'Angelópolis','Puebla','Puebla','2021-12-01',480,'Rodrigo Lara',true),(6,'Juriquilla','Querétaro','Querétaro','2022-07-08',390,NULL,false),(7,'Altabrisa','Mérida','Yucatán','2023-02-17',430,'Silvia Canul',false),(8,'Costera','Acapulco','Guerrero','2026-01-15',300,NULL,true);
INSERT INTO productos SELECT 'SKU-' || lpad(i::text,3,'0'), p[1], p[2], p[3], p[4]::numeric, round(p[4]::numeric*(0.45+pg_temp.h(i::int,'co',30)/100.0),2), CASE WHEN i%9=0 THEN NULL ELSE 0.1+pg_temp.h(i::int,'kg',2500)/100.0 END, i IN (5,14,22,29) FROM (SELECT string_to_array(s,'|') p, i FROM unnest(ARRAY['Laptop 14 pulgadas|Lenix|Electrónica|15999','Audífonos Bluetooth|Sonar|Electrónica|899','Televisor 50 pulgadas|Vistra|Electrónica|8999','Teclado mecánico|Lenix|Electrónica|1299.50','Cámara digital|Vistra|Electrónica|6450','Licuadora 600W|Casera|Hogar|749','Sartén antiadherente|Casera|Hogar|389.90','Juego de sábanas|Dulce Sueño|Hogar|659','Lámpara de mesa|Lumina|Hogar|429','Cafetera italiana|Casera|Hogar|545','Chamarra de mezclilla|Norte|Ropa|999','Playera básica|Norte|Ropa|199','Pantalón de vestir|Elegance|Ropa|799','Vestido de verano|Elegance|Ropa|890','Tenis para correr|Veloz|Deportes|1799','Balón de fútbol|Veloz|Deportes|459','Mancuernas 5 kg|Fuerza|Deportes|620','Tapete de yoga|Fuerza|Deportes|349','Bicicleta de montaña|Veloz|Deportes|7250','Rompecabezas 1000 piezas|Ludo|Juguetes|279','Muñeca articulada|Ludo|Juguetes|369','Carro a control remoto|Ludo|Juguetes|699','Bloques de construcción|Armatodo|Juguetes|549','Café molido 1 kg|Altura|Alimentos|285','Aceite de oliva|Olivar|Alimentos|198','Chocolate amargo|Altura|Alimentos|75','Miel de abeja|Olivar|Alimentos|120','Crema hidratante|Piel|Belleza|235','Champú de romero|Piel|Belleza|145','Perfume floral|Elegance|Belleza|1350','Bocina portátil|Sonar|Electrónica|1190','Reloj inteligente|Sonar|Electrónica|2899']) WITH ORDINALITY t(s,i)) x;
INSERT INTO ventas_detalle SELECT i, 'T-' || lpad(f::text,5,'0'), date '2022-01-05'+pg_temp.h(f,'fe',1600), c, CASE WHEN pg_temp.h(length(c)*31+ascii(substr(c,2,1)),'cc',4)=0 THEN NULL ELSE lower(translate(replace(c,' ','.'),'áéíóúñÁÉÍÓÚ','aeiounAEIOU')) || '@correo.com' END, p.descripcion, p.departamento, (ARRAY['Centro','Polanco','Andares','Valle','Angelópolis','Juriquilla','Altabrisa'])[pg_temp.k(f,'su',7)], ch, CASE WHEN ch<>'web' THEN (ARRAY['Alma Ríos','Bruno Soto','Carla Mejía','Darío Vega','Elsa Pineda'])[pg_temp.k(f,'ve',5)] END, (ARRAY['tarjeta','efectivo','transferencia'])[pg_temp.k(f,'fo',3)], q, p.precio_lista, dsc, p.precio_lista*q-dsc FROM (SELECT i, f, (ARRAY['Adriana Ruiz','Benjamín Ortega','Claudia Santos','Daniel Fuentes','Estela Moreno','Fabián Castro','Gisela Núñez','Héctor Salinas','Inés Aguilar','Jaime Robles','Karla Mendoza','Leonardo Peralta','Mariana Cordero','Néstor Pacheco','Olga Villegas','Pedro Zamora','Regina Tapia','Sergio Becerra','Tania Orozco','Ulises Campos','Verónica León','Walter Guzmán','Ximena Prado','Yolanda Esquivel'])[pg_temp.k(f,'cl',24)] c, (ARRAY['tienda','web','telefono'])[pg_temp.k(f,'ch',3)] ch, 1+pg_temp.h(i,'q',6) q, 'SKU-' || lpad(pg_temp.k(i,'pr',31)::text,3,'0') sk FROM (SELECT i, 1+(i*2+pg_temp.h(i,'f',3))/5 f FROM generate_series(1,1300) i) y) x JOIN productos p ON p.sku=x.sk CROSS JOIN LATERAL (SELECT CASE WHEN pg_temp.h(i,'d',3)=0 THEN round(p.precio_lista*q*(5+pg_temp.h(i,'d2',20))/100,2) ELSE 0 END dsc) z;
INSERT INTO inventario SELECT s, sku, pg_temp.h(s*100+n::int,'ex',140), 10+5*pg_temp.h(n::int,'sm',5), CASE WHEN pg_temp.h(s*100+n::int,'ue',10)=0 THEN NULL ELSE date '2025-01-01'+pg_temp.h(s*100+n::int,'u2',600) END FROM generate_series(1,7) s, (SELECT sku, row_number() OVER (ORDER BY sku) n FROM productos) p WHERE pg_temp.h(s*100+n::int,'in',6)>0;
INSERT INTO devoluciones SELECT row_number() OVER (ORDER BY id_linea), id_linea, fecha+1+pg_temp.h(id_linea,'df',30), 1+pg_temp.h(id_linea,'dc',cantidad), m, round(total*0.9,2), pg_temp.h(id_linea,'da',5)>0 FROM (SELECT *, (ARRAY['defectuoso','talla incorrecta','arrepentimiento','producto equivocado'])[pg_temp.k(id_linea,'dm',4)] m FROM ventas_detalle) v WHERE pg_temp.h(id_linea,'dv',11)=0;
