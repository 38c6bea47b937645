CREATE TABLE suppliers (
  supplier_id serial PRIMARY KEY,
  name varchar(80) NOT NULL,
  country varchar(40) NOT NULL,
  contact_email varchar(120),
  lead_time_days int NOT NULL,
  is_preferred boolean NOT NULL DEFAULT false
);
CREATE TABLE products (
  product_id serial PRIMARY KEY,
  sku varchar(20) UNIQUE NOT NULL,
  name varchar(100) NOT NULL,
  category varchar(40) NOT NULL,
  supplier_id int NOT NULL REFERENCES suppliers,
  list_price numeric(10,2) NOT NULL,
  weight_kg numeric(7,2),
  reorder_level int NOT NULL,
  discontinued boolean NOT NULL DEFAULT false,
  added_on date NOT NULL
);
CREATE TABLE warehouses (
  warehouse_id serial PRIMARY KEY,
  code char(3) UNIQUE NOT NULL,
  name varchar(60) NOT NULL,
  city varchar(40) NOT NULL,
  country varchar(40) NOT NULL,
  capacity_m3 int NOT NULL,
  has_cold_storage boolean NOT NULL,
  manager_name varchar(60),
  opened_on date NOT NULL
);
CREATE TABLE stock_movements (
  movement_id serial PRIMARY KEY,
  product_id int NOT NULL REFERENCES products,
  warehouse_id int NOT NULL REFERENCES warehouses,
  movement_type varchar(12) NOT NULL CHECK (movement_type IN ('inbound','outbound','return','adjustment')),
  quantity int NOT NULL,
  moved_at timestamp NOT NULL,
  note text
);
CREATE TABLE purchase_orders (
  po_id serial PRIMARY KEY,
  po_number varchar(12) UNIQUE NOT NULL,
  supplier_id int NOT NULL REFERENCES suppliers,
  warehouse_id int NOT NULL REFERENCES warehouses,
  order_date date NOT NULL,
  expected_date date NOT NULL,
  received_date date,
  status varchar(12) NOT NULL CHECK (status IN ('draft','sent','received','cancelled'))
);
CREATE TABLE purchase_order_lines (
  line_id serial PRIMARY KEY,
  po_id int NOT NULL REFERENCES purchase_orders,
  product_id int NOT NULL REFERENCES products,
  quantity int NOT NULL,
  unit_cost numeric(10,2) NOT NULL
);
INSERT INTO suppliers (name,country,contact_email,lead_time_days,is_preferred) VALUES
('Northwind Fasteners','Canada','sales@northwindfast.ca',12,true),
('Ferretería Industrial Lobo','Mexico','ventas@filobo.mx',7,true),
('Shenzhen Brightline','China','export@brightline.cn',45,false),
('Baltic Packaging OU','Estonia',NULL,21,false),
('Great Lakes Tools','United States','orders@gltools.com',9,true),
('Kyoto Precision','Japan','info@kyotoprecision.jp',33,false),
('Grupo Empaque Norte','Mexico',NULL,5,false),
('Schneider & Vogt','Germany','kontakt@schneidervogt.de',18,true),
('Pacific Safety Gear','United States','hello@pacsafety.com',14,false),
('Andes Chemicals','Chile',NULL,27,false),
('Lone Star Pallets','United States','dispatch@lonestarpallets.com',4,false);
INSERT INTO products (sku,name,category,supplier_id,list_price,weight_kg,reorder_level,discontinued,added_on) VALUES
('FAS-001','Hex bolt M8 (box of 100)','Fasteners',1,18.50,2.40,80,false,'2022-01-15'),
('FAS-002','Wood screw 40mm (box of 200)','Fasteners',1,12.75,1.10,120,false,'2022-01-15'),
('FAS-003','Stainless washer set','Fasteners',2,9.20,0.85,60,false,'2022-03-02'),
('FAS-004','Anchor bolt M12','Fasteners',2,27.40,3.20,40,true,'2022-03-02'),
('TOO-001','Cordless drill 18V','Tools',5,129.00,1.90,25,false,'2022-05-20'),
('TOO-002','Torque wrench','Tools',8,214.90,2.75,10,false,'2022-06-11'),
('TOO-003','Angle grinder 115mm','Tools',5,89.50,2.10,20,false,'2022-09-08'),
('TOO-004','Digital caliper','Tools',6,64.30,0.35,15,false,'2023-02-14'),
('TOO-005','Laser level','Tools',6,349.00,1.25,8,false,'2024-04-03'),
('TOO-006','Hand saw 500mm','Tools',2,22.10,0.70,30,true,'2022-05-20'),
('PAC-001','Corrugated box large','Packaging',7,2.15,0.60,500,false,'2022-01-20'),
('PAC-002','Corrugated box small','Packaging',7,1.10,0.25,800,false,'2022-01-20'),
('PAC-003','Stretch film roll','Packaging',4,14.60,2.30,150,false,'2022-07-30'),
('PAC-004','Bubble wrap 50m','Packaging',4,19.80,1.80,90,false,'2023-01-09'),
('PAC-005','Kraft paper roll','Packaging',7,11.35,NULL,70,true,'2023-01-09'),
('SAF-001','Safety helmet','Safety',9,24.00,0.40,50,false,'2022-10-10'),
('SAF-002','Cut-resistant gloves','Safety',9,8.95,0.12,200,false,'2022-10-10'),
('SAF-003','Reflective vest','Safety',3,6.40,0.20,150,false,'2023-06-27'),
('SAF-004','Steel-toe boots','Safety',9,78.00,1.60,35,false,'2024-02-19'),
('ELE-001','LED work light','Electrical',3,45.25,1.05,40,false,'2023-03-16'),
('ELE-002','Extension cable 25m','Electrical',3,38.70,4.10,45,false,'2023-03-16'),
('ELE-003','Emergency light battery pack','Electrical',3,92.00,NULL,12,false,'2024-08-05'),
('CHE-001','Industrial degreaser 5L','Chemicals',10,31.90,5.20,60,false,'2023-05-04'),
('CHE-002','Epoxy resin 1kg','Chemicals',10,42.60,1.05,30,false,'2023-05-04'),
('CHE-003','Silicone sealant','Chemicals',8,7.75,0.33,180,false,'2024-01-22'),
('CHE-004','Refrigerated adhesive','Chemicals',8,58.20,NULL,20,false,'2025-02-11'),
('CHE-005','Floor paint 10L','Chemicals',10,67.45,12.60,25,true,'2023-05-04'),
('TOO-007','Pneumatic nail gun','Tools',8,187.00,2.95,12,false,'2025-06-30'),
('SAF-005','Ear defenders','Safety',9,16.80,0.28,60,false,'2025-09-01'),
('ELE-004','Portable light tower','Electrical',3,1290.00,48.00,2,false,'2026-10-12');
INSERT INTO warehouses (code,name,city,country,capacity_m3,has_cold_storage,manager_name,opened_on) VALUES
('MTY','Monterrey Hub','Monterrey','Mexico',14500,true,'Laura Cantú','2018-04-01'),
('GDL','Guadalajara Depot','Guadalajara','Mexico',8200,false,'Raúl Ochoa','2020-09-15'),
('LRD','Laredo Cross-dock','Laredo','United States',6100,false,'Beth Crawford','2021-02-10'),
('HOU','Houston Distribution Center','Houston','United States',21800,true,'Marcus Hale','2016-07-22'),
('TOR','Toronto North','Toronto','Canada',9700,true,NULL,'2022-11-05'),
('QRO','Querétaro Annex','Querétaro','Mexico',3900,false,NULL,'2024-03-18');
INSERT INTO stock_movements (product_id,warehouse_id,movement_type,quantity,moved_at,note)
SELECT 1+abs(hashint4(i*11+2))%28,
  (ARRAY[1,1,1,2,2,3,4,4,4,4,5,6])[1+abs(hashint4(i*13))%12],
  t.mt,
  CASE t.mt WHEN 'inbound' THEN 40+abs(hashint4(i*17))%260 WHEN 'outbound' THEN 5+abs(hashint4(i*19))%140 WHEN 'return' THEN 1+abs(hashint4(i*23))%12 ELSE -15+abs(hashint4(i*29))%31 END,
  '2023-01-03 07:00'::timestamp + make_interval(days => abs(hashint4(i*31))%1415, mins => abs(hashint4(i*37))%720),
  CASE abs(hashint4(i*41))%15 WHEN 0 THEN 'damaged packaging' WHEN 1 THEN 'urgent shipment' WHEN 2 THEN 'recount after audit' WHEN 3 THEN 'customer damaged item' ELSE NULL END
FROM generate_series(1,1600) i
CROSS JOIN LATERAL (SELECT (ARRAY['inbound','inbound','inbound','outbound','outbound','outbound','outbound','return','adjustment'])[1+abs(hashint4(i*43))%9] mt) t;
INSERT INTO purchase_orders (po_number,supplier_id,warehouse_id,order_date,expected_date,received_date,status)
SELECT 'PO-'||(10000+i), s.supplier_id, (ARRAY[1,1,2,3,4,4,4,5])[1+abs(hashint4(i*47))%8], d.od, d.od+s.lead_time_days,
  CASE WHEN st.s='received' THEN d.od+s.lead_time_days-9+abs(hashint4(i*53))%14 END, st.s
FROM generate_series(1,260) i
JOIN suppliers s ON s.supplier_id=(ARRAY[1,2,2,2,3,3,4,5,5,6,7,7,7,8,8,9,10])[1+abs(hashint4(i*59))%17]
CROSS JOIN LATERAL (SELECT '2023-02-01'::date+abs(hashint4(i*61))%1390 AS od) d
CROSS JOIN LATERAL (SELECT CASE WHEN d.od>'2026-10-10' THEN (ARRAY['draft','sent'])[1+i%2] WHEN d.od+s.lead_time_days>'2026-11-18' THEN 'sent' ELSE (ARRAY['received','received','received','received','received','received','sent','cancelled'])[1+abs(hashint4(i*67))%8] END s) st;
INSERT INTO purchase_order_lines (po_id,product_id,quantity,unit_cost)
SELECT po.po_id, p.product_id, 10+abs(hashint4(po.po_id*71+k))%190, round(p.list_price*(0.52+(abs(hashint4(po.po_id*73+k))%20)/100.0),2)
FROM purchase_orders po CROSS JOIN generate_series(1,3) k
JOIN LATERAL (SELECT product_id,list_price,row_number() OVER (ORDER BY hashint4(product_id*79+po.po_id)) rn FROM products WHERE supplier_id=po.supplier_id AND product_id<=28) p ON p.rn=k
WHERE k=1 OR abs(hashint4(po.po_id*83+k))%3>0;
