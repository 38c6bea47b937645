CREATE TABLE categories (id integer PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE suppliers (id integer PRIMARY KEY, company_name text NOT NULL, contact_name text, city text NOT NULL, country text NOT NULL, phone text);
CREATE TABLE products (
  id integer PRIMARY KEY,
  name text NOT NULL,
  category_id integer NOT NULL REFERENCES categories (id),
  supplier_id integer NOT NULL REFERENCES suppliers (id),
  price numeric(10,2) NOT NULL,
  stock integer NOT NULL,
  discontinued boolean NOT NULL DEFAULT false
);
CREATE TABLE customers (
  id integer PRIMARY KEY,
  first_name text NOT NULL,
  last_name text NOT NULL,
  email text UNIQUE,
  phone text,
  city text NOT NULL,
  country text NOT NULL,
  created_at timestamp NOT NULL
);
CREATE TABLE employees (
  id integer PRIMARY KEY,
  first_name text NOT NULL,
  last_name text NOT NULL,
  job_title text NOT NULL,
  department text NOT NULL,
  hire_date date NOT NULL,
  salary numeric(10,2) NOT NULL,
  manager_id integer REFERENCES employees (id)
);
CREATE TABLE orders (
  id integer PRIMARY KEY,
  customer_id integer NOT NULL REFERENCES customers (id),
  employee_id integer REFERENCES employees (id),
  order_date date NOT NULL,
  status text NOT NULL,
  payment_method text NOT NULL,
  total_amount numeric(12,2) NOT NULL
);
CREATE TABLE order_items (
  order_id integer NOT NULL REFERENCES orders (id),
  product_id integer NOT NULL REFERENCES products (id),
  quantity integer NOT NULL,
  unit_price numeric(10,2) NOT NULL,
  PRIMARY KEY (order_id, product_id)
);
CREATE TABLE shipments (
  id integer PRIMARY KEY,
  order_id integer NOT NULL REFERENCES orders (id),
  carrier text NOT NULL,
  shipped_date date NOT NULL,
  delivered_date date,
  shipping_cost numeric(8,2) NOT NULL
);

CREATE FUNCTION pg_temp.pick (n bigint, seed integer, choices integer) RETURNS integer
  LANGUAGE sql IMMUTABLE RETURN ((hashint8extended(n, seed) & 9007199254740991) % choices)::integer;

INSERT INTO categories VALUES (1, 'Electronics'), (2, 'Home & Kitchen'), (3, 'Books'), (4, 'Toys'), (5, 'Sports'), (6, 'Clothing'), (7, 'Garden'), (8, 'Gift Cards');
INSERT INTO suppliers VALUES
  (1, 'Nordic Supply AB', 'Ingrid Larsson', 'Stockholm', 'Sweden', '+46 8 555 010'), (2, 'Iberia Mayoristas', 'Pablo Ruiz', 'Madrid', 'Spain', '+34 91 555 0201'),
  (3, 'Andes Trading', 'Rosa Quispe', 'Lima', 'Peru', '+51 1 555 0302'), (4, 'Shenzhen Bright Co', 'Li Wei', 'Shenzhen', 'China', '+86 755 555 04'),
  (5, 'Great Lakes Goods', 'Tom Baker', 'Chicago', 'United States', '+1 312 555 0105'), (6, 'Maple Leaf Imports', 'Claire Tremblay', 'Montreal', 'Canada', '+1 514 555 0106'),
  (7, 'Rhein Handel GmbH', 'Jonas Weber', 'Cologne', 'Germany', NULL), (8, 'Azteca Distribuciones', 'Mariana Soto', 'Mexico City', 'Mexico', '+52 55 5550 108'),
  (9, 'Pacific Rim Partners', 'Kenji Mori', 'Osaka', 'Japan', '+81 6 555 009'), (10, 'Lone Star Wholesale', NULL, 'Austin', 'United States', '+1 512 555 0110');
INSERT INTO products (id, name, category_id, supplier_id, price, stock, discontinued)
SELECT row_number() OVER (), p.n, p.c, p.s, p.p, p.q, p.d FROM (VALUES
  ('Wireless Headphones',1,4,89.99,120,false),('Bluetooth Speaker',1,4,45.50,200,false),('4K Monitor',1,9,329.00,35,false),('Mechanical Keyboard',1,4,74.90,0,false),('USB-C Charger',1,4,19.99,560,false),('Laptop Stand',1,1,34.25,90,false),('Smart Watch',1,9,199.00,64,false),('Digital Camera',1,9,549.00,18,true),('Gaming Laptop',1,4,1299.00,11,false),
  ('Coffee Maker',2,7,64.00,75,false),('Blender',2,8,39.99,110,false),('Cast Iron Pan',2,5,29.90,140,false),('Knife Set',2,7,84.50,42,false),('Toaster',2,5,24.99,0,true),('Rice Cooker',2,9,54.75,58,false),('Espresso Machine',2,7,419.00,14,false),
  ('Spanish Cookbook',3,2,22.00,80,false),('Learning SQL',3,5,41.95,66,false),('World Atlas',3,1,35.00,25,false),('Mystery Novel',3,5,12.50,300,false),('Children''s Stories',3,2,9.95,210,false),('History of Peru',3,3,18.40,33,true),
  ('Building Blocks',4,1,27.99,180,false),('Remote Control Car',4,4,49.00,70,false),('Puzzle 1000 Pieces',4,7,15.75,95,false),('Wooden Train Set',4,1,62.00,22,false),('Plush Llama',4,3,14.20,160,false),('Board Game Deluxe',4,7,38.60,0,false),
  ('Yoga Mat',5,5,25.00,130,false),('Tennis Racket',5,2,119.00,40,false),('Soccer Ball',5,8,21.30,220,false),('Running Shoes',5,10,95.00,85,false),('Dumbbell Set',5,10,149.50,28,false),('Camping Tent',5,6,179.00,19,false),('Bicycle Helmet',5,6,44.80,61,false),
  ('Alpaca Sweater',6,3,79.00,52,false),('Cotton T-Shirt',6,8,13.99,400,false),('Winter Jacket',6,6,159.00,37,false),('Leather Belt',6,2,32.00,88,false),('Denim Jeans',6,10,48.25,150,false),('Wool Scarf',6,3,26.70,0,true),
  ('Garden Hose',7,5,31.00,47,false),('Pruning Shears',7,7,17.60,73,false),('Solar Lights',7,4,23.45,115,false),('Patio Chair',7,8,69.00,26,false),('Clay Pot',7,8,8.90,240,false),('Lawn Mower',7,6,289.00,9,false)
) AS p (n, c, s, p, q, d);
INSERT INTO employees
SELECT row_number() OVER (), e.* FROM (VALUES
  ('Laura','Bennett','CEO','Management',date '2015-03-02',14500,NULL::integer),('Daniel','Ortiz','Sales Manager','Sales',date '2016-06-20',8200,1),('Grace','Kim','Support Manager','Support',date '2017-01-09',7400,1),('Peter','Novak','Warehouse Manager','Warehouse',date '2016-11-14',7100,1),
  ('Alice','Murphy','Sales Representative','Sales',date '2018-04-16',4300,2),('Bruno','Silva','Sales Representative','Sales',date '2019-09-02',4150,2),('Carla','Rossi','Sales Representative','Sales',date '2020-02-17',4025,2),('David','Cohen','Sales Representative','Sales',date '2022-05-23',3900,2),('Elena','Petrova','Sales Representative','Sales',date '2023-08-01',3750,2),
  ('Frank','Weiss','Support Agent','Support',date '2019-01-21',3300,3),('Hana','Suzuki','Support Agent','Support',date '2021-07-12',3150,3),('Ivan','Morales','Support Agent','Support',date '2023-02-06',3050,3),
  ('Julia','Mendez','Warehouse Clerk','Warehouse',date '2018-10-29',2900,4),('Kevin','O''Brien','Warehouse Clerk','Warehouse',date '2022-03-14',2750,4),('Lucia','Ferrari','Accountant','Finance',date '2017-05-15',5200,1),('Marco','Diaz','Junior Accountant','Finance',date '2024-01-08',3600,15)
) AS e;
INSERT INTO customers
SELECT n,
  (ARRAY['James','Mary','Robert','Linda','Carlos','Sofia','William','Emma','Diego','Valentina','Lucas','Olivia','Mateo','Camila','Henry','Chloe','Javier','Ines'])[1 + pg_temp.pick(n, 1, 18)],
  (ARRAY['Smith','Johnson','Garcia','Brown','Lopez','Miller','Torres','Davis','Castro','Wilson','Vargas','Moore','Rojas','Taylor','Navarro','Clark','Romero','Lewis','Silva','Walker'])[1 + n % 20]
    || CASE WHEN n >= 20 THEN (ARRAY['-West','-Ruiz','-Mora','-Cole','-Reed','-Hale','-Vega','-Lane','-Pena','-Ford','-Soto'])[n / 20] ELSE '' END,
  'customer' || n || '@' || (ARRAY['example.com','mail.com','shopmail.net'])[1 + pg_temp.pick(n, 2, 3)],
  CASE WHEN pg_temp.pick(n, 3, 6) > 0 THEN '555-' || lpad(pg_temp.pick(n, 4, 10000)::text, 4, '0') END,
  p.city, p.country,
  timestamp '2022-01-05 09:00' + pg_temp.pick(n, 6, 1400) * interval '1 day' + pg_temp.pick(n, 7, 600) * interval '1 minute'
FROM generate_series(1, 220) AS n
JOIN (VALUES (0,'Madrid','Spain'),(1,'Barcelona','Spain'),(2,'Lima','Peru'),(3,'Mexico City','Mexico'),(4,'New York','United States'),(5,'Chicago','United States'),(6,'Austin','United States'),(7,'Toronto','Canada'),(8,'Bogota','Colombia'),(9,'Madrid','Spain'),(10,'New York','United States'),(11,'London','United Kingdom')) AS p (i, city, country) ON p.i = pg_temp.pick(n, 5, 12);
CREATE TEMPORARY TABLE draft AS
SELECT n AS id, 1 + least(pg_temp.pick(n, 11, 209), pg_temp.pick(n, 12, 209)) AS customer_id, CASE WHEN pg_temp.pick(n, 13, 5) > 0 THEN 5 + least(pg_temp.pick(n, 14, 5), pg_temp.pick(n, 24, 5)) END AS employee_id,
  date '2022-01-10' + pg_temp.pick(n, 15, 1600) AS order_date, pg_temp.pick(n, 16, 20) AS s, pg_temp.pick(n, 17, 6) AS m
FROM generate_series(1, 900) AS n;
CREATE TEMPORARY TABLE draft_items AS
SELECT DISTINCT ON (d.id, product_id) d.id AS order_id, product_id, 1 + pg_temp.pick(d.id * 10 + k, 22, 4) AS quantity, round(p.price * CASE WHEN d.order_date < date '2024-01-01' THEN 0.95 ELSE 1 END, 2) AS unit_price
FROM draft AS d CROSS JOIN generate_series(0, 3) AS k
CROSS JOIN LATERAL (SELECT 1 + pg_temp.pick(d.id * 10 + k, 21, 45) + (pg_temp.pick(d.id * 10 + k, 23, 45) % 2) AS drawn) AS y
CROSS JOIN LATERAL (SELECT CASE drawn WHEN 22 THEN 20 WHEN 28 THEN 19 ELSE drawn END AS product_id) AS x
JOIN products AS p ON p.id = x.product_id
WHERE k = 0 OR pg_temp.pick(d.id * 10 + k, 20, 10) < 4
ORDER BY d.id, product_id, k;
INSERT INTO orders
SELECT id, customer_id, employee_id, order_date,
  CASE WHEN order_date >= date '2026-05-01' THEN CASE WHEN s < 8 THEN 'pending' WHEN s < 18 THEN 'shipped' ELSE 'cancelled' END ELSE CASE WHEN s < 14 THEN 'delivered' WHEN s < 16 THEN 'shipped' WHEN s < 18 THEN 'cancelled' ELSE 'returned' END END,
  (ARRAY['credit card','credit card','credit card','paypal','paypal','bank transfer'])[1 + m],
  (SELECT sum(quantity * unit_price) FROM draft_items AS i WHERE i.order_id = draft.id)
FROM draft ORDER BY id;
INSERT INTO order_items SELECT order_id, product_id, quantity, unit_price FROM draft_items ORDER BY order_id, product_id;
INSERT INTO shipments
SELECT row_number() OVER (ORDER BY id), id, (ARRAY['DHL','FedEx','UPS','UPS','Correos'])[1 + pg_temp.pick(id, 31, 5)], order_date + 1 + pg_temp.pick(id, 32, 3),
  CASE WHEN status IN ('delivered', 'returned') THEN order_date + 4 + pg_temp.pick(id, 33, 8) END, 4 + pg_temp.pick(id, 34, 2200) / 100.0
FROM orders WHERE status IN ('delivered', 'shipped', 'returned');
DROP TABLE draft, draft_items;
