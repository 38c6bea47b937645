CREATE TYPE flight_status AS ENUM ('scheduled', 'departed', 'landed', 'delayed', 'cancelled', 'diverted');
CREATE TABLE "Airlines" ("AirlineId" integer PRIMARY KEY, "Name" text NOT NULL, "Country" text NOT NULL, "FoundedYear" integer NOT NULL, "IsLowCost" boolean NOT NULL);
CREATE TABLE airports ("Code" char(3) PRIMARY KEY, "AirportName" text NOT NULL, "City" text NOT NULL, "Country" text NOT NULL, "ElevationFt" integer NOT NULL, runway_count integer NOT NULL);
CREATE TABLE aircraft (
  "TailNumber" text PRIMARY KEY,
  "Model" text NOT NULL,
  manufacturer text NOT NULL,
  "SeatCapacity" integer NOT NULL,
  "AirlineId" integer NOT NULL REFERENCES "Airlines",
  delivery_date date NOT NULL,
  "IsActive" boolean NOT NULL
);
CREATE TABLE "Flights" (
  "FlightId" integer PRIMARY KEY,
  "FlightNumber" text NOT NULL,
  "AirlineId" integer NOT NULL REFERENCES "Airlines",
  "TailNumber" text REFERENCES aircraft,
  origin char(3) NOT NULL REFERENCES airports,
  destination char(3) NOT NULL REFERENCES airports,
  "DepartureTime" timestamp NOT NULL,
  "ArrivalTime" timestamp NOT NULL,
  "DistanceKm" integer NOT NULL,
  delay_minutes numeric(6,1),
  status flight_status NOT NULL,
  "IsInternational" boolean NOT NULL
);
CREATE TABLE "Passengers" ("PassengerId" integer PRIMARY KEY, "FullName" text NOT NULL, "Nationality" text NOT NULL, "BirthDate" date NOT NULL, email text, "FrequentFlyer" boolean NOT NULL, miles_balance integer NOT NULL);
CREATE TABLE bookings (
  booking_id integer PRIMARY KEY,
  "PassengerId" integer NOT NULL REFERENCES "Passengers",
  "FlightId" integer NOT NULL REFERENCES "Flights",
  "CabinClass" text NOT NULL,
  "TicketPrice" numeric(10,2) NOT NULL,
  bags_checked integer NOT NULL,
  booked_on date NOT NULL,
  "CheckedIn" boolean NOT NULL
);

CREATE FUNCTION pg_temp.pick (n bigint, seed integer, choices integer) RETURNS integer
  LANGUAGE sql IMMUTABLE RETURN ((hashint8extended(n, seed) & 9007199254740991) % choices)::integer;

INSERT INTO "Airlines" VALUES (1,'Aurora Air','United States',1985,false),(2,'Cóndor del Sur','Chile',1958,false),(3,'Maya Wings','Honduras',2004,true),(4,'Iberjet','Spain',1972,false),(5,'Blue Maple','Canada',1996,false),(6,'VuelaYa','Mexico',2011,true),(7,'Sakura Airways','Japan',1951,false),(8,'Pampa Express','Argentina',2019,true);
INSERT INTO airports VALUES
  ('JFK','John F. Kennedy International','New York','United States',13,4),('LAX','Los Angeles International','Los Angeles','United States',128,4),('MIA','Miami International','Miami','United States',8,4),('ORD','O''Hare International','Chicago','United States',672,8),
  ('MAD','Adolfo Suárez Madrid-Barajas','Madrid','Spain',1998,4),('BCN','Josep Tarradellas Barcelona-El Prat','Barcelona','Spain',14,3),('MEX','Benito Juárez International','Mexico City','Mexico',7316,2),('CUN','Cancún International','Cancún','Mexico',22,2),
  ('SAP','Ramón Villeda Morales','San Pedro Sula','Honduras',91,1),('XPL','Palmerola International','Comayagua','Honduras',2060,1),('LIM','Jorge Chávez International','Lima','Peru',113,2),('SCL','Arturo Merino Benítez','Santiago','Chile',1555,2),
  ('EZE','Ministro Pistarini','Buenos Aires','Argentina',67,2),('YYZ','Toronto Pearson','Toronto','Canada',569,5),('NRT','Narita International','Tokyo','Japan',141,2),('LHR','Heathrow','London','United Kingdom',83,2),('LPB','El Alto International','La Paz','Bolivia',13325,1),('LGA','LaGuardia','New York','United States',21,2);
INSERT INTO aircraft
SELECT CASE a.i WHEN 1 THEN 'N' WHEN 2 THEN 'CC-' WHEN 3 THEN 'HR-' WHEN 4 THEN 'EC-' WHEN 5 THEN 'C-' WHEN 6 THEN 'XA-' WHEN 7 THEN 'JA' ELSE 'LV-' END || (100 + n * 7), m.model, m.maker, m.seats, a.i, date '2008-01-01' + pg_temp.pick(n, 1, 6400), pg_temp.pick(n, 2, 8) > 0
FROM generate_series(1, 40) AS n CROSS JOIN LATERAL (SELECT CASE WHEN n <= 8 THEN n ELSE 1 + pg_temp.pick(n, 3, 8) END AS i) AS a
JOIN (VALUES (0,'737-800','Boeing',186),(1,'787-9','Boeing',296),(2,'777-300ER','Boeing',368),(3,'A320neo','Airbus',180),(4,'A321','Airbus',212),(5,'A350-900','Airbus',315),(6,'E190','Embraer',100),(7,'ATR 72','ATR',70)) AS m (i, model, maker, seats) ON m.i = pg_temp.pick(n, 4, 8);
CREATE TEMPORARY TABLE route AS
SELECT row_number() OVER (ORDER BY o."Code", d."Code") - 1 AS i, o."Code" AS o, d."Code" AS d, o."Country" <> d."Country" AS intl, 350 + pg_temp.pick(hashtext(least(o."Code", d."Code") || greatest(o."Code", d."Code")), 5, 9000) AS km
FROM airports AS o JOIN airports AS d ON o."Code" <> d."Code" WHERE o."Code" NOT IN ('LPB', 'LGA') AND d."Code" NOT IN ('LPB', 'LGA');
INSERT INTO "Flights"
SELECT n, (ARRAY['AU','CS','MW','IJ','BM','VY','SK','PX'])[al] || (100 + r.i), al, CASE WHEN pg_temp.pick(n, 15, 20) > 0 THEN (SELECT "TailNumber" FROM aircraft WHERE "AirlineId" = al AND "SeatCapacity" <> 212 ORDER BY hashint8(n * 31 + hashtext("TailNumber")) LIMIT 1) END,
  r.o, r.d, dep, dep + (40 + r.km / 13) * interval '1 minute', r.km,
  CASE WHEN st IN ('landed', 'diverted') THEN CASE WHEN pg_temp.pick(n, 16, 3) > 0 THEN pg_temp.pick(n, 17, 20) ELSE 20 + pg_temp.pick(n, 18, 220) + 0.5 END WHEN st = 'delayed' THEN 45 + pg_temp.pick(n, 18, 200) END,
  st::flight_status, r.intl
FROM (SELECT n, 1 + least(pg_temp.pick(n, 11, 8), pg_temp.pick(n, 12, 9)) AS al, date '2022-03-01' + pg_temp.pick(n, 13, 1580) + pg_temp.pick(n, 14, 96) * interval '15 minutes' AS dep, pg_temp.pick(n, 19, 100) AS x FROM generate_series(1, 800) AS n) AS f
JOIN route AS r ON r.i = least(pg_temp.pick(n, 20, 240), pg_temp.pick(n, 21, 300))
CROSS JOIN LATERAL (SELECT CASE WHEN dep >= timestamp '2026-05-01' THEN CASE WHEN x < 85 THEN 'scheduled' WHEN x < 95 THEN 'delayed' ELSE 'cancelled' END ELSE CASE WHEN x < 88 THEN 'landed' WHEN x < 92 THEN 'diverted' ELSE 'cancelled' END END AS st) AS s;
INSERT INTO "Passengers"
SELECT n, (ARRAY['Ethan','Ava','Noah','Mia','Liam','Zoe','Hiroshi','Yuki','Santiago','Renata','Joaquín','Antonia','Pierre','Amélie','Gonzalo','Lorena','Owen','Ruby'])[1 + pg_temp.pick(n, 1, 18)]
  || ' ' || (ARRAY['Anderson','Tanaka','Gutiérrez','Morales','Thompson','Sato','Figueroa','Campbell','Delgado','Nakamura','Pereira','Stewart','Molina','Wright','Salazar','Evans','Cabrera','Hughes','Ochoa','Price'])[1 + n % 20]
  || CASE WHEN n > 20 THEN ' ' || (ARRAY['Adams','Blanco','Cortez','Dixon','Estrada','Foster','Gil','Hayes','Ito','Jara','Knox','Luna','Mora','Nash'])[n / 20] ELSE '' END,
  (ARRAY['American','American','Spanish','Mexican','Mexican','Honduran','Peruvian','Chilean','Argentine','Canadian','Japanese','British'])[1 + pg_temp.pick(n, 2, 12)],
  date '1945-01-01' + pg_temp.pick(n, 3, 23000), CASE WHEN pg_temp.pick(n, 4, 8) > 0 THEN 'p' || n || '@flymail.com' END, pg_temp.pick(n, 5, 10) < 3, pg_temp.pick(n, 6, 90000) + n
FROM generate_series(1, 280) AS n;
INSERT INTO bookings
SELECT n, 1 + least(pg_temp.pick(n, 31, 270), pg_temp.pick(n, 32, 270)), f."FlightId", c.cabin, round((60 + f."DistanceKm" * 0.07 * (0.7 + pg_temp.pick(n, 34, 60) / 100.0)) * c.factor, 2), pg_temp.pick(n, 35, 4),
  f."DepartureTime"::date - 1 - pg_temp.pick(n, 36, 120), f.status NOT IN ('scheduled', 'cancelled') AND pg_temp.pick(n, 37, 12) > 0
FROM generate_series(1, 1800) AS n
JOIN "Flights" AS f ON f."FlightId" = 1 + pg_temp.pick(n, 38, 790)
JOIN (VALUES (0,'economy',1.0),(1,'economy',1.0),(2,'economy',1.0),(3,'economy',1.0),(4,'economy',1.0),(5,'premium economy',1.6),(6,'business',3.1),(7,'business',3.1),(8,'first',5.2)) AS c (i, cabin, factor) ON c.i = pg_temp.pick(n, 39, 9);
DROP TABLE route;
