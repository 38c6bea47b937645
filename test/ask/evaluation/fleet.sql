CREATE FUNCTION pg_temp.h(k text, n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT (''x''||substr(md5($1),1,7))::bit(28)::int % $2';

CREATE TABLE depots (
  id serial PRIMARY KEY,
  name text NOT NULL,
  city text NOT NULL,
  parking_spaces int NOT NULL,
  opened_on date NOT NULL
);
CREATE TABLE vehicles (
  id serial PRIMARY KEY,
  plate varchar(10) NOT NULL UNIQUE,
  make text NOT NULL,
  model text NOT NULL,
  model_year int NOT NULL,
  vehicle_type text NOT NULL,
  depot_id int NOT NULL REFERENCES depots(id),
  purchase_date date NOT NULL,
  purchase_price numeric(10,2) NOT NULL,
  odometer_km int NOT NULL,
  is_electric boolean NOT NULL DEFAULT false,
  status text NOT NULL
);
CREATE TABLE drivers (
  id serial PRIMARY KEY,
  first_name text NOT NULL,
  last_name text NOT NULL,
  depot_id int NOT NULL REFERENCES depots(id),
  supervisor_id int REFERENCES drivers(id),
  hire_date date NOT NULL,
  license_expiry date NOT NULL,
  hourly_wage numeric(6,2) NOT NULL,
  phone text,
  active boolean NOT NULL DEFAULT true
);
CREATE TABLE trips (
  id serial PRIMARY KEY,
  vehicle_id int NOT NULL REFERENCES vehicles(id),
  driver_id int NOT NULL REFERENCES drivers(id),
  departed_at timestamp NOT NULL,
  arrived_at timestamp,
  destination text NOT NULL,
  distance_km numeric(7,1) NOT NULL,
  cargo_kg int,
  status text NOT NULL CHECK (status IN ('completed','cancelled','delayed'))
);
CREATE TABLE fuel_purchases (
  id serial PRIMARY KEY,
  vehicle_id int NOT NULL REFERENCES vehicles(id),
  driver_id int NOT NULL REFERENCES drivers(id),
  purchased_on date NOT NULL,
  station text NOT NULL,
  liters numeric(6,2) NOT NULL,
  total_cost numeric(8,2) NOT NULL
);
CREATE TABLE maintenance (
  id serial PRIMARY KEY,
  vehicle_id int NOT NULL REFERENCES vehicles(id),
  service_date date NOT NULL,
  service_type text NOT NULL,
  workshop text NOT NULL,
  cost numeric(9,2) NOT NULL,
  under_warranty boolean NOT NULL DEFAULT false,
  notes text
);

INSERT INTO depots (name, city, parking_spaces, opened_on) VALUES
('North Yard','Leeds',40,'2022-01-10'),
('Harbour Depot','Hull',25,'2022-03-01'),
('Central Hub','Manchester',60,'2022-06-15'),
('Southgate','Birmingham',35,'2023-02-20'),
('Riverside','York',12,'2025-09-01');

INSERT INTO vehicles (plate, make, model, model_year, vehicle_type, depot_id, purchase_date, purchase_price, odometer_km, is_electric, status) VALUES
('YK22ABC','Ford','Transit',2022,'van',1,'2022-02-01',32500,148200,false,'in service'),
('YK22ABD','Ford','Transit',2022,'van',1,'2022-02-01',32500,139870,false,'in service'),
('LS22TRK','Volvo','FH16',2022,'truck',1,'2022-04-12',118000,312450,false,'in service'),
('LS23EVA','Ford','E-Transit',2023,'van',1,'2023-05-20',47800,68120,true,'in service'),
('HU22MAN','MAN','TGX',2022,'truck',2,'2022-05-05',109500,287900,false,'in repair'),
('HU22MAB','MAN','TGL',2022,'truck',2,'2022-05-05',76400,201330,false,'in service'),
('HU23VIT','Mercedes','Vito',2023,'van',2,'2023-01-17',38900,97410,false,'in service'),
('HU24HIL','Toyota','Hilux',2024,'pickup',2,'2024-03-11',34700,51200,false,'in service'),
('MA22SCA','Scania','R450',2022,'truck',3,'2022-07-19',124900,334780,false,'in service'),
('MA22SCB','Scania','R450',2022,'truck',3,'2022-07-19',124900,298640,false,'in repair'),
('MA23ACT','Mercedes','Actros',2023,'truck',3,'2023-03-30',131200,221050,false,'in service'),
('MA23SPR','Mercedes','Sprinter',2023,'van',3,'2023-06-08',41300,104800,false,'in service'),
('MA24ESP','Mercedes','eSprinter',2024,'van',3,'2024-02-14',55600,46300,true,'in service'),
('MA24COR','Toyota','Corolla',2024,'car',3,'2024-05-27',26400,38950,false,'in service'),
('MA22FOC','Ford','Focus',2022,'car',3,'2022-08-02',21900,92600,false,'retired'),
('BM23VOL','Volvo','FM',2023,'truck',4,'2023-04-04',112300,198700,false,'in service'),
('BM23FHV','Volvo','FH16',2023,'truck',4,'2023-04-04',121700,215900,false,'in service'),
('BM23RAN','Ford','Ranger',2023,'pickup',4,'2023-09-13',36100,72480,false,'in service'),
('BM24PRO','Toyota','Proace',2024,'van',4,'2024-01-22',35800,59910,false,'in service'),
('BM22TRA','Ford','Transit',2022,'van',4,'2022-10-10',31800,156020,false,'retired'),
('BM25FHE','Volvo','FH Electric',2025,'truck',4,'2025-02-18',298000,41760,true,'in service'),
('BM25BZ4','Toyota','bZ4X',2025,'car',4,'2025-06-30',44900,12870,true,'in service'),
('YO25VIT','Mercedes','eVito',2025,'van',5,'2025-09-15',51200,15230,true,'in service'),
('YO26TRA','Ford','Transit',2026,'van',5,'2026-10-02',39400,310,false,'in service');

INSERT INTO drivers (first_name, last_name, depot_id, supervisor_id, hire_date, license_expiry, hourly_wage, phone, active) VALUES
('Margaret','Hughes',1,NULL,'2022-01-10','2027-08-14',24.50,'07700 900101',true),
('Daniel','Okafor',1,1,'2022-02-14','2026-12-20',17.80,'07700 900102',true),
('Piotr','Nowak',1,1,'2022-09-05','2028-03-02',18.20,NULL,true),
('Aisha','Khan',1,1,'2023-06-19','2029-01-11',16.90,'07700 900104',true),
('Gareth','Lewis',2,NULL,'2022-03-07','2027-02-28',23.75,'07700 900105',true),
('Sophie','Turner',2,5,'2022-05-23','2026-09-30',19.10,'07700 900106',true),
('Liam','Byrne',2,5,'2024-04-15','2030-06-06',16.40,NULL,true),
('Helen','Mbeki',3,NULL,'2022-06-20','2028-11-19',26.10,'07700 900108',true),
('Thomas','Wright',3,8,'2022-07-11','2027-05-25',26.90,'07700 900109',true),
('Elena','Popescu',3,8,'2022-11-28','2029-07-17',18.75,'07700 900110',true),
('Kwame','Mensah',3,8,'2023-03-13','2026-12-05',18.00,'07700 900111',true),
('Jack','Sullivan',3,8,'2023-10-02','2028-08-08',17.25,NULL,true),
('Rachel','Green',3,8,'2022-08-08','2025-10-31',17.60,'07700 900113',false),
('Omar','Farouk',4,NULL,'2023-02-20','2030-02-14',25.20,'07700 900114',true),
('Natalie','Price',4,14,'2023-03-06','2027-12-01',19.85,'07700 900115',true),
('Ivan','Petrov',4,14,'2023-05-15','2028-04-23',18.90,'07700 900116',true),
('Chloe','Adams',4,14,'2024-09-09','2031-01-30',16.75,'07700 900117',true),
('Marcus','Bell',4,14,'2023-07-24','2026-03-15',17.40,NULL,false),
('Grace','Lindqvist',5,1,'2025-09-08','2032-05-05',21.00,'07700 900119',true),
('Samuel','Osei',5,19,'2026-11-02','2033-09-12',16.20,'07700 900120',true);

INSERT INTO trips (vehicle_id, driver_id, departed_at, arrived_at, destination, distance_km, cargo_kg, status)
SELECT v.id, dr.id, t,
  CASE WHEN st='cancelled' THEN NULL ELSE t + make_interval(mins => (dist*1.05)::int + 5 + pg_temp.h('x'||i,40) + CASE WHEN st='delayed' THEN 75 ELSE 0 END) END,
  dest, dist, CASE v.vehicle_type WHEN 'truck' THEN 3000+50*pg_temp.h('cg'||i,300) WHEN 'van' THEN 100+10*pg_temp.h('cg'||i,110) WHEN 'pickup' THEN 50+10*pg_temp.h('cg'||i,60) END, st
FROM (
 SELECT i, t, 1+pg_temp.h('veh'||i,23) AS vid, pg_temp.h('drv'||i,6) AS k,
   (ARRAY['London','Liverpool','Newcastle','Bristol','Glasgow','Cardiff','Sheffield','Nottingham','Edinburgh','Norwich'])[dn] AS dest,
   ((ARRAY[312,95,188,275,352,290,62,118,340,246])[dn] + pg_temp.h('ds'||i,400)/10.0)::numeric(7,1) AS dist,
   CASE WHEN pg_temp.h('st'||i,14)=0 THEN 'cancelled' WHEN pg_temp.h('st'||i,14) IN (1,2) THEN 'delayed' ELSE 'completed' END AS st
 FROM (SELECT i, 1+pg_temp.h('dst'||i,10) AS dn, timestamp '2023-10-02' + make_interval(days => i*1145/1300, hours => 5+pg_temp.h('th'||i,13), mins => 5*pg_temp.h('tm'||i,12)) AS t FROM generate_series(1,1300) i) a
) b JOIN vehicles v ON v.id=b.vid AND v.purchase_date < b.t AND NOT (v.status='retired' AND b.t > timestamp '2025-08-01')
JOIN LATERAL (SELECT id FROM drivers d WHERE d.depot_id=v.depot_id AND d.hire_date < b.t AND d.id NOT IN (8,20) AND (d.active OR b.t < timestamp '2025-06-01') ORDER BY md5(d.id||'-'||i) LIMIT 1) dr ON true
ORDER BY t;

INSERT INTO fuel_purchases (vehicle_id, driver_id, purchased_on, station, liters, total_cost)
SELECT vehicle_id, driver_id, d, st, l, round(l*p,2)
FROM (SELECT t.vehicle_id, t.driver_id, t.departed_at::date AS d, (ARRAY['Shell','BP','Esso','Texaco','Shell'])[1+pg_temp.h('fs'||t.id,5)] AS st,
  round((CASE v.vehicle_type WHEN 'truck' THEN 180+pg_temp.h('fl'||t.id,24000)/100.0 WHEN 'car' THEN 25+pg_temp.h('fl'||t.id,2000)/100.0 ELSE 40+pg_temp.h('fl'||t.id,3000)/100.0 END)::numeric,2) AS l,
  (1.38 + pg_temp.h('fp'||t.id,25)/100.0)::numeric AS p
 FROM trips t JOIN vehicles v ON v.id=t.vehicle_id WHERE NOT v.is_electric AND t.status<>'cancelled' AND pg_temp.h('fu'||t.id,2)=0) q ORDER BY d;

INSERT INTO maintenance (vehicle_id, service_date, service_type, workshop, cost, under_warranty, notes)
SELECT v.id, d, ty, (ARRAY['Kwik Fit','Dales Motors','TruckCare','Dales Motors'])[1+pg_temp.h('w'||i,4)],
  round(((CASE ty WHEN 'oil change' THEN 120 WHEN 'tyres' THEN 420 WHEN 'brakes' THEN 510 WHEN 'inspection' THEN 90 WHEN 'engine repair' THEN 1800 ELSE 260 END + pg_temp.h('mc'||i,12000)/100.0) * CASE WHEN v.vehicle_type='truck' THEN 1.9 ELSE 1 END)::numeric,2),
  d < v.purchase_date + 730, CASE WHEN pg_temp.h('n'||i,3)=0 THEN (ARRAY['Replaced front brake pads','Oil leak found near the sump','Customer complaint about noise','Check again in 3 months','Replaced alternator','Wheel alignment needed'])[1+pg_temp.h('nn'||i,6)] END
FROM (SELECT i, 1+pg_temp.h('mv'||i,22) AS vid, date '2023-01-15' + pg_temp.h('md'||i,1400) AS d, (ARRAY['oil change','tyres','brakes','inspection','engine repair','electrical','oil change','inspection'])[1+pg_temp.h('mt'||i,8)] AS ty FROM generate_series(1,240) i) a
JOIN vehicles v ON v.id=a.vid AND d > v.purchase_date + 60 AND NOT (v.is_electric AND ty IN ('oil change','engine repair'))
ORDER BY d;
