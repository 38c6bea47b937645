-- The concert demo: a warehouse with four years behind it and eight months before it. Every value comes from a
-- hash of its row's number, so the data is the same on every machine but for its dates, which stand in relation
-- to this week's Monday (see refresh.sql). Attendance follows from what should matter: how popular the artist is,
-- the price beside the artist's usual one, weekday, season, venue, and a share of chance.

CREATE SCHEMA concert_dw;

CREATE TABLE concert_dw.artists (
  artist_id varchar(40) PRIMARY KEY,
  name varchar(200) NOT NULL,
  genre varchar(200) NOT NULL,
  popularity_score numeric(5,2) NOT NULL,
  formation_date date,
  members integer,
  spotify_id varchar(40),
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);

CREATE TABLE concert_dw.venues (
  venue_id varchar(40) PRIMARY KEY,
  name varchar(200) NOT NULL,
  address varchar(200),
  city varchar(100) NOT NULL,
  state varchar(100) NOT NULL,
  country varchar(100) NOT NULL,
  postal_code varchar(20),
  latitude numeric(9,6),
  longitude numeric(9,6),
  capacity integer NOT NULL,
  venue_type varchar(40) NOT NULL,
  amenities varchar(400),
  ticketmaster_id varchar(40),
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);

CREATE TABLE concert_dw.concerts (
  concert_id varchar(40) PRIMARY KEY,
  artist_id varchar(40) NOT NULL,
  venue_id varchar(40) NOT NULL,
  event_date date NOT NULL,
  ticket_prices varchar(400) NOT NULL,
  total_attendance integer,
  revenue numeric(14,2),
  status varchar(20) NOT NULL,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);

CREATE TABLE concert_dw.ticket_sales (
  sale_id varchar(40) PRIMARY KEY,
  concert_id varchar(40) NOT NULL,
  price_tier varchar(40) NOT NULL,
  quantity integer NOT NULL,
  unit_price numeric(10,2) NOT NULL,
  total_amount numeric(12,2) NOT NULL,
  purchase_timestamp timestamp NOT NULL,
  customer_segment varchar(40) NOT NULL,
  customer_id varchar(40),
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL
);

-- The Monday that the dates stand in relation to.
CREATE TABLE concert_dw.demo_week (monday date NOT NULL);
INSERT INTO concert_dw.demo_week VALUES (date_trunc('week', CURRENT_DATE)::date);

COMMENT ON TABLE concert_dw.artists IS 'Artistas. / Artists.';
COMMENT ON COLUMN concert_dw.artists.genre IS 'Géneros del artista, el principal primero, separados por |. / Genres, the main one first, split by |.';
COMMENT ON COLUMN concert_dw.artists.popularity_score IS 'Popularidad de 0 a 100. / Popularity from 0 to 100.';
COMMENT ON COLUMN concert_dw.artists.members IS 'Número de integrantes. / Number of members.';
COMMENT ON TABLE concert_dw.venues IS 'Recintos donde se dan conciertos. / Venues of concerts.';
COMMENT ON COLUMN concert_dw.venues.city IS 'Ciudad. / City.';
COMMENT ON COLUMN concert_dw.venues.capacity IS 'Aforo: cuántas personas caben. / How many people it holds.';
COMMENT ON COLUMN concert_dw.venues.venue_type IS 'Tipo de recinto: stadium, arena, theater, amphitheater, club, outdoor. / Kind of venue.';
COMMENT ON TABLE concert_dw.concerts IS 'Conciertos, pasados y por venir. / Concerts, past and to come.';
COMMENT ON COLUMN concert_dw.concerts.event_date IS 'Fecha del concierto. / Date of the concert.';
COMMENT ON COLUMN concert_dw.concerts.ticket_prices IS 'Precio por localidad, como general:59.48|vip:148.70. / Price by tier.';
COMMENT ON COLUMN concert_dw.concerts.total_attendance IS 'Asistencia; nula mientras no se ha dado. / Attendance; null until it has taken place.';
COMMENT ON COLUMN concert_dw.concerts.revenue IS 'Ingresos en dólares. / Revenue in US dollars.';
COMMENT ON COLUMN concert_dw.concerts.status IS 'completed (dado), scheduled (programado), cancelled (cancelado).';
COMMENT ON TABLE concert_dw.ticket_sales IS 'Ventas de boletos en línea, una muestra. / Tickets sold online, a sample.';
COMMENT ON COLUMN concert_dw.ticket_sales.quantity IS 'Boletos en la venta. / Tickets in the sale.';
COMMENT ON COLUMN concert_dw.ticket_sales.total_amount IS 'Importe en dólares. / Amount in US dollars.';
COMMENT ON COLUMN concert_dw.ticket_sales.customer_id IS 'Cliente, si se conoce. / Customer, where known.';

CREATE FUNCTION pg_temp.pick (row_number bigint, seed integer, choices integer) RETURNS integer
  LANGUAGE sql IMMUTABLE
  RETURN ((hashint8extended(row_number, seed) & 9007199254740991) % choices)::integer;

-- From 0 to 1, evenly.
CREATE FUNCTION pg_temp.share (row_number bigint, seed integer) RETURNS double precision
  LANGUAGE sql IMMUTABLE
  RETURN pg_temp.pick(row_number, seed, 100000) / 100000.0::double precision;

CREATE TEMPORARY TABLE genre ON COMMIT DROP AS
SELECT ordinality - 1 AS id, name
FROM unnest(ARRAY['rock', 'pop', 'jazz', 'hip hop', 'country', 'latin', 'electronic', 'classical', 'blues', 'metal', 'folk', 'r&b', 'reggae', 'indie', 'alternative'])
  WITH ORDINALITY AS list (name, ordinality);

INSERT INTO concert_dw.artists
SELECT
  'artist_' || lpad(n::text, 3, '0'),
  CASE WHEN n <= 240
    THEN (ARRAY['Crimson', 'Velvet', 'Silver', 'Midnight', 'Golden', 'Electric', 'Paper', 'Northern', 'Broken', 'Hollow', 'Neon', 'Wild', 'Distant', 'Burning', 'Quiet', 'Glass', 'Lunar', 'Desert', 'Royal', 'Saint'])[1 + n % 20]
      || ' ' || (ARRAY['Harbor', 'Wolves', 'Parade', 'Lanterns', 'Avenue', 'Choir', 'Horizon', 'Foxes', 'Orchard', 'Engines', 'Tides', 'Sparrows'])[1 + n / 20 % 12]
    ELSE (ARRAY['Los', 'Las'])[1 + n % 2]
      || ' ' || (ARRAY['Faroles', 'Golondrinas', 'Relámpagos', 'Mareas', 'Caminos', 'Guitarras', 'Volcanes', 'Estrellas', 'Corazones', 'Campanas'])[1 + n % 10]
      || ' ' || (ARRAY['del Sur', 'de Copán', 'de Medianoche', 'del Valle', 'de Otoño', 'del Caribe'])[1 + n / 10 % 6]
  END,
  g.name || CASE WHEN pg_temp.pick(n, 102, 10) < 4 THEN '|' || h.name ELSE '' END,
  round((18 + 80 * power(pg_temp.share(n, 103), 0.8))::numeric, 2),
  date '1968-01-01' + pg_temp.pick(n, 104, 19500),
  1 + pg_temp.pick(n, 105, 7),
  'sp' || lpad(to_hex(abs(hashint8extended(n, 106))), 16, '0'),
  timestamp '2020-01-01', timestamp '2020-01-01'
FROM generate_series(1, 300) AS n
JOIN genre AS g ON g.id = pg_temp.pick(n, 101, 15)
JOIN genre AS h ON h.id = (g.id + 1 + pg_temp.pick(n, 107, 14)) % 15;

CREATE TEMPORARY TABLE place ON COMMIT DROP AS
SELECT row_number() OVER () - 1 AS id, list.*
FROM (VALUES
  ('New York', 'NY', 'USA', 40.7128, -74.0060, '10001', 8), ('Los Angeles', 'CA', 'USA', 34.0522, -118.2437, '90001', 6), ('Chicago', 'IL', 'USA', 41.8781, -87.6298, '60601', 5),
  ('Boston', 'MA', 'USA', 42.3601, -71.0589, '02108', 4), ('San Francisco', 'CA', 'USA', 37.7749, -122.4194, '94102', 4), ('Austin', 'TX', 'USA', 30.2672, -97.7431, '78701', 4),
  ('Nashville', 'TN', 'USA', 36.1627, -86.7816, '37201', 4), ('Seattle', 'WA', 'USA', 47.6062, -122.3321, '98101', 4), ('Miami', 'FL', 'USA', 25.7617, -80.1918, '33101', 4),
  ('Houston', 'TX', 'USA', 29.7604, -95.3698, '77001', 3), ('Dallas', 'TX', 'USA', 32.7767, -96.7970, '75201', 3), ('Denver', 'CO', 'USA', 39.7392, -104.9903, '80201', 3),
  ('Atlanta', 'GA', 'USA', 33.7490, -84.3880, '30301', 3), ('Philadelphia', 'PA', 'USA', 39.9526, -75.1652, '19101', 3), ('Phoenix', 'AZ', 'USA', 33.4484, -112.0740, '85001', 2),
  ('Portland', 'OR', 'USA', 45.5152, -122.6784, '97201', 2), ('Portland', 'ME', 'USA', 43.6591, -70.2568, '04101', 1), ('Detroit', 'MI', 'USA', 42.3314, -83.0458, '48201', 2),
  ('Minneapolis', 'MN', 'USA', 44.9778, -93.2650, '55401', 2), ('New Orleans', 'LA', 'USA', 29.9511, -90.0715, '70112', 3), ('Las Vegas', 'NV', 'USA', 36.1699, -115.1398, '89101', 4),
  ('San Diego', 'CA', 'USA', 32.7157, -117.1611, '92101', 2), ('Washington', 'DC', 'USA', 38.9072, -77.0369, '20001', 3), ('Charlotte', 'NC', 'USA', 35.2271, -80.8431, '28202', 2),
  ('Orlando', 'FL', 'USA', 28.5383, -81.3792, '32801', 2), ('St. Louis', 'MO', 'USA', 38.6270, -90.1994, '63101', 2), ('Kansas City', 'MO', 'USA', 39.0997, -94.5786, '64106', 2),
  ('Cleveland', 'OH', 'USA', 41.4993, -81.6944, '44113', 2), ('Columbus', 'OH', 'USA', 39.9612, -82.9988, '43215', 1), ('Pittsburgh', 'PA', 'USA', 40.4406, -79.9959, '15222', 1),
  ('Salt Lake City', 'UT', 'USA', 40.7608, -111.8910, '84101', 1), ('San Antonio', 'TX', 'USA', 29.4241, -98.4936, '78205', 2), ('Memphis', 'TN', 'USA', 35.1495, -90.0490, '38103', 2),
  ('Baltimore', 'MD', 'USA', 39.2904, -76.6122, '21202', 1), ('Milwaukee', 'WI', 'USA', 43.0389, -87.9065, '53202', 1), ('Indianapolis', 'IN', 'USA', 39.7684, -86.1581, '46204', 1),
  ('Tampa', 'FL', 'USA', 27.9506, -82.4572, '33602', 1), ('Sacramento', 'CA', 'USA', 38.5816, -121.4944, '95814', 1), ('Raleigh', 'NC', 'USA', 35.7796, -78.6382, '27601', 1),
  ('Albuquerque', 'NM', 'USA', 35.0844, -106.6504, '87102', 1), ('Toronto', 'ON', 'Canada', 43.6532, -79.3832, 'M5H', 4), ('Montréal', 'QC', 'Canada', 45.5017, -73.5673, 'H2Y', 2),
  ('Vancouver', 'BC', 'Canada', 49.2827, -123.1207, 'V5K', 2), ('Ciudad de México', 'CDMX', 'Mexico', 19.4326, -99.1332, '06000', 3), ('Guadalajara', 'JAL', 'Mexico', 20.6597, -103.3496, '44100', 2),
  ('Tegucigalpa', 'FM', 'Honduras', 14.0723, -87.1921, '11101', 1), ('San Pedro Sula', 'CR', 'Honduras', 15.5042, -88.0250, '21101', 1), ('Bogotá', 'DC', 'Colombia', 4.7110, -74.0721, '110111', 2)
) AS list (city, state, country, latitude, longitude, postal_code, venues);

CREATE TEMPORARY TABLE venue ON COMMIT DROP AS
SELECT n, place.*, kind.*, pg_temp.share(n, 203) AS size
FROM (
  SELECT row_number() OVER (ORDER BY number, id) AS n, id
  FROM place CROSS JOIN LATERAL generate_series(1, place.venues) AS number
) AS listed
JOIN place USING (id)
JOIN (VALUES
  (0, 'stadium', 34000, 70000, 'Stadium', 'Field'), (1, 'arena', 9000, 21000, 'Arena', 'Center'), (2, 'arena', 9000, 21000, 'Arena', 'Center'),
  (3, 'theater', 1500, 5200, 'Theater', 'Playhouse'), (4, 'theater', 1500, 5200, 'Theater', 'Playhouse'), (5, 'amphitheater', 5500, 16000, 'Amphitheater', 'Bowl'),
  (6, 'club', 250, 1600, 'Club', 'Room'), (7, 'club', 250, 1600, 'Club', 'Room'), (8, 'outdoor', 7000, 40000, 'Park', 'Gardens')
) AS kind (kind_id, venue_type, smallest, largest, label, other_label) ON kind.kind_id = pg_temp.pick(n, 201, 9);

INSERT INTO concert_dw.venues
SELECT
  'venue_' || lpad(n::text, 3, '0'),
  (ARRAY['Harborview', 'Lincoln', 'Union', 'Riverside', 'Beacon', 'Majestic', 'Liberty', 'Summit', 'Orpheum', 'Paramount', 'Fairmont', 'Granite', 'Cedar', 'Monarch', 'Lakeshore', 'Pioneer', 'Sunset', 'Crescent',
         'Keystone', 'Palmetto', 'Redwood', 'Copper', 'Bluebird', 'Ironworks', 'Mercury', 'Atlas', 'Starlight', 'Evergreen', 'Heritage', 'Horizonte', 'Meridian', 'Cascade', 'Franklin', 'Jefferson', 'Madison', 'Marigold',
         'Magnolia', 'Juniper', 'Sycamore', 'Willow', 'Canyon', 'Prairie', 'Delta', 'Bayou', 'Coral', 'Pacific', 'Atlantic', 'Capitol', 'Metro', 'Central', 'Grand', 'Empire', 'Phoenix Hall', 'Tivoli', 'Aurora', 'Apollo',
         'Odeon', 'Rialto', 'Alhambra', 'Bellwether', 'Foundry', 'Cannery'])[1 + (n - 1) % 62] || ' ' || CASE WHEN n <= 62 THEN label ELSE other_label END,
  (1 + pg_temp.pick(n, 202, 990)) || ' ' || (ARRAY['Main Street', 'Broadway', 'Market Street', 'River Road', 'Park Avenue', 'Station Square'])[1 + pg_temp.pick(n, 204, 6)],
  city, state, country, postal_code,
  round((latitude + (pg_temp.share(n, 205) - 0.5) / 10)::numeric, 6), round((longitude + (pg_temp.share(n, 206) - 0.5) / 10)::numeric, 6),
  (smallest + size * (largest - smallest))::integer / 10 * 10, venue_type,
  (ARRAY['parking|food', 'bar|food', 'parking|bar|accessible seating', 'accessible seating', 'parking|lawn'])[1 + pg_temp.pick(n, 207, 5)],
  'tm' || lpad(to_hex(abs(hashint8extended(n, 208))), 16, '0'),
  timestamp '2020-01-01', timestamp '2020-01-01'
FROM venue;

-- Who plays where and when: popular artists in large venues, mostly on weekends.
CREATE TEMPORARY TABLE plan ON COMMIT DROP AS
WITH sized AS (
  SELECT *, row_number() OVER (ORDER BY capacity, venue_id) AS place, count(*) OVER () AS places FROM concert_dw.venues
), booked AS (
  SELECT
    n,
    n > 8000 AND n <= 8600 AS is_scheduled,
    n > 8600 AS is_cancelled,
    'artist_' || lpad((1 + pg_temp.pick(n, 301, 300))::text, 3, '0') AS artist_id,
    (ARRAY[4, 5, 4, 5, 6, 3, 5, 4, 6, 2, 1, 0])[1 + pg_temp.pick(n, 302, 12)] AS weekday,
    pg_temp.pick(n, 303, 208) AS past_week, pg_temp.pick(n, 304, 34) AS next_week,
    (SELECT monday FROM concert_dw.demo_week) AS monday
  FROM generate_series(1, 8800) AS n
), dated AS (
  SELECT *, CASE WHEN is_scheduled THEN monday + 7 * (1 + next_week) ELSE monday - 7 * (1 + past_week) END + weekday AS event_date FROM booked
)
SELECT
  n, is_scheduled, is_cancelled, monday, event_date, a.artist_id, v.venue_id, a.popularity_score::double precision AS popularity, v.capacity, v.venue_type, split_part(a.genre, '|', 1) AS genre,
  usual_price, round((usual_price * (0.7 + 0.7 * pg_temp.share(n, 306)))::numeric, 2) AS price, hashtext(v.city) AS city_hash, weekday
FROM dated
JOIN concert_dw.artists AS a USING (artist_id)
JOIN sized AS v ON v.place = greatest(1, least(v.places, round(v.places * ((a.popularity_score - 15) / 85 + (pg_temp.share(n, 305) - 0.5) * 0.5))))
CROSS JOIN LATERAL (SELECT (18 + 0.9 * a.popularity_score::double precision) * (0.75 + 0.5 * pg_temp.share(hashtext(a.artist_id), 307)) AS usual_price) AS usual;

INSERT INTO concert_dw.concerts
SELECT
  'concert_' || lpad(n::text, 5, '0'), artist_id, venue_id, event_date,
  'general:' || price || '|vip:' || round(price * 2.4, 2) || CASE WHEN pg_temp.pick(n, 401, 3) = 0 THEN '|balcony:' || round(price * 0.7, 2) ELSE '' END,
  CASE WHEN NOT is_scheduled AND NOT is_cancelled THEN attendance END,
  CASE WHEN NOT is_scheduled AND NOT is_cancelled THEN round((attendance * price::double precision * (1.12 + 0.1 * pg_temp.share(n, 402)))::numeric, 2) END,
  CASE WHEN is_cancelled THEN 'cancelled' WHEN is_scheduled THEN 'scheduled' ELSE 'completed' END,
  least(event_date - 30 - pg_temp.pick(n, 403, 150), monday), least(event_date, monday)
FROM plan
CROSS JOIN LATERAL (
  SELECT greatest(20, round(capacity / (1 + exp(-(
    0.55
    + 2.4 * (popularity / 100 - 0.6)
    + 1.5 * (pg_temp.share(hashtext(venue_id), 404) - 0.5)
    + (ARRAY[-0.25, -0.25, -0.15, 0, 0.4, 0.55, 0.15])[1 + weekday]
    + CASE WHEN extract(month FROM event_date) IN (6, 7, 8) THEN CASE WHEN venue_type IN ('outdoor', 'amphitheater') THEN 0.6 ELSE 0.2 END
        WHEN extract(month FROM event_date) IN (12, 1, 2) AND venue_type IN ('outdoor', 'amphitheater') THEN -0.6 ELSE 0 END
    - 1.4 * ln(price::double precision / usual_price)
    + 0.8 * (pg_temp.share(city_hash # hashtext(artist_id), 405) - 0.5)
    + 0.7 * (pg_temp.share(n, 406) + pg_temp.share(n, 407) + pg_temp.share(n, 408) - 1.5)
  )))))::integer AS attendance
) AS demand;

-- Customers buy what they like: seven sales in ten are of a customer's own genre.
INSERT INTO concert_dw.ticket_sales
SELECT
  'sale_' || lpad((row_number() OVER (ORDER BY plan.n, k))::text, 6, '0'), 'concert_' || lpad(plan.n::text, 5, '0'), tier,
  quantity, unit_price, quantity * unit_price,
  least(event_date, monday) - (1 + pg_temp.pick(id, 502, 90)) * interval '1 day' + pg_temp.pick(id, 503, 86400) * interval '1 second',
  (ARRAY['regular', 'regular', 'student', 'fan club', 'corporate'])[1 + pg_temp.pick(id, 504, 5)],
  CASE WHEN pg_temp.pick(id, 505, 10) > 0 THEN 'user_' || CASE WHEN pg_temp.pick(id, 506, 10) < 7
    THEN 1 + (SELECT g.id FROM genre AS g WHERE g.name = plan.genre) + 15 * pg_temp.pick(id, 507, 266)
    ELSE 1 + pg_temp.pick(id, 508, 4000) END END,
  monday, monday
FROM plan
CROSS JOIN LATERAL generate_series(1, CASE WHEN is_scheduled THEN 14 ELSE 24 END) AS k
CROSS JOIN LATERAL (
  SELECT
    plan.n * 32::bigint + k AS id,
    1 + pg_temp.pick(plan.n * 32::bigint + k, 501, 5) AS quantity,
    CASE WHEN pg_temp.pick(plan.n * 32::bigint + k, 509, 8) = 0 THEN 'vip' ELSE 'general' END AS tier
) AS sale
CROSS JOIN LATERAL (SELECT CASE WHEN tier = 'vip' THEN round(price * 2.4, 2) ELSE price END AS unit_price) AS priced
WHERE NOT is_cancelled;

CREATE INDEX concerts_artist_idx ON concert_dw.concerts (artist_id);
CREATE INDEX concerts_venue_idx ON concert_dw.concerts (venue_id);
CREATE INDEX concerts_date_idx ON concert_dw.concerts (status, event_date);
CREATE INDEX ticket_sales_customer_idx ON concert_dw.ticket_sales (customer_id);
CREATE INDEX ticket_sales_concert_idx ON concert_dw.ticket_sales (concert_id);

ANALYZE concert_dw.artists;
ANALYZE concert_dw.venues;
ANALYZE concert_dw.concerts;
ANALYZE concert_dw.ticket_sales;
