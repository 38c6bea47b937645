CREATE TABLE artists (
  artist_id serial PRIMARY KEY,
  stage_name text NOT NULL,
  real_name text,
  country text NOT NULL,
  genre text NOT NULL,
  signed_on date NOT NULL,
  is_active boolean NOT NULL DEFAULT true,
  manager_email text
);
CREATE TABLE albums (
  album_id serial PRIMARY KEY,
  artist_id int NOT NULL REFERENCES artists(artist_id),
  title text NOT NULL,
  album_type text NOT NULL CHECK (album_type IN ('studio','live','ep','compilation')),
  release_date date,
  production_cost numeric(10,2) NOT NULL
);
CREATE TABLE tracks (
  track_id serial PRIMARY KEY,
  album_id int NOT NULL REFERENCES albums(album_id),
  track_number int NOT NULL,
  title text NOT NULL,
  duration_seconds int NOT NULL,
  is_explicit boolean NOT NULL DEFAULT false
);
CREATE TABLE streams (
  stream_id serial PRIMARY KEY,
  track_id int NOT NULL REFERENCES tracks(track_id),
  platform text NOT NULL,
  listener_country text NOT NULL,
  stream_date date NOT NULL,
  play_count int NOT NULL
);
CREATE TABLE contracts (
  contract_id serial PRIMARY KEY,
  artist_id int NOT NULL REFERENCES artists(artist_id),
  start_date date NOT NULL,
  end_date date,
  advance_usd numeric(10,2) NOT NULL,
  royalty_rate numeric(5,2) NOT NULL,
  status text NOT NULL CHECK (status IN ('active','expired','terminated'))
);
CREATE TABLE royalties (
  royalty_id serial PRIMARY KEY,
  contract_id int NOT NULL REFERENCES contracts(contract_id),
  quarter_start date NOT NULL,
  amount_usd numeric(10,2) NOT NULL,
  paid_on date
);
COMMENT ON TABLE artists IS 'Solo artists and bands signed to the label';
COMMENT ON COLUMN artists.real_name IS 'Legal name; empty for bands';
COMMENT ON COLUMN artists.signed_on IS 'Date the artist joined the label';
COMMENT ON TABLE albums IS 'Records released or in preparation';
COMMENT ON COLUMN albums.release_date IS 'NULL while the record has not been released yet';
COMMENT ON COLUMN albums.production_cost IS 'Recording and mixing cost in USD';
COMMENT ON TABLE tracks IS 'Songs of each album';
COMMENT ON COLUMN tracks.is_explicit IS 'True when the lyrics carry a parental advisory';
COMMENT ON TABLE streams IS 'Daily plays of a song on one platform in one country';
COMMENT ON COLUMN streams.play_count IS 'Number of times the song was played';
COMMENT ON COLUMN contracts.advance_usd IS 'Advance payment at signature, in US dollars';
COMMENT ON COLUMN contracts.royalty_rate IS 'Percentage of revenue that goes to the artist';
COMMENT ON TABLE royalties IS 'Quarterly royalty settlements';
COMMENT ON COLUMN royalties.paid_on IS 'Payment date; NULL if still unpaid';

INSERT INTO artists (stage_name, real_name, country, genre, signed_on, is_active, manager_email) VALUES
('Luna Parra','Lucía Parra Domínguez','Spain','pop','2022-02-10',true,'mgmt@lunaparra.com'),
('The Copper Foxes',NULL,'United Kingdom','rock','2022-03-22',true,'foxes@redbarn.co.uk'),
('DJ Kilo','Marcus Whitfield','United States','electronic','2022-06-01',true,NULL),
('Mirelle','Mireille Dubois','France','pop','2022-09-15',false,'contact@mirelle.fr'),
('Cumbia Cósmica',NULL,'Colombia','latin','2023-01-20',true,'booking@cosmica.co'),
('Otis Grange','Otis Grange','United States','jazz','2023-03-05',true,'otis@grangejazz.com'),
('Niño Volcán','Sebastián Rojas','Chile','hip hop','2023-05-18',true,NULL),
('Velvet Harbor',NULL,'Canada','rock','2023-08-30',true,'vh@northsound.ca'),
('Aya Tanaka','Ayaka Tanaka','Japan','electronic','2024-01-11',true,'aya@tanaka.jp'),
('Los Girasoles',NULL,'Mexico','latin','2024-04-25',true,'hola@losgirasoles.mx'),
('Silas Crowe','Jonathan Silas','United States','country','2024-07-09',false,NULL),
('Brisa Mora','Brisa Morales','Mexico','pop','2025-02-14',true,'brisa@moramusic.mx'),
('Ghost Tram',NULL,'United Kingdom','electronic','2025-09-03',true,'ghost@tram.uk'),
('Ines Falcão','Inês Falcão','Portugal','jazz','2026-01-19',true,'ines@falcao.pt');

INSERT INTO albums (artist_id, title, album_type, release_date, production_cost) VALUES
(1,'Noches de Sal','studio','2022-11-04',42000),
(1,'Marea','studio','2024-05-17',58500),
(1,'Luna en Vivo','live','2025-10-10',23700),
(2,'Rust and Honey','studio','2022-09-30',51200),
(2,'Foxhole Sessions','ep','2023-07-21',12400),
(2,'Night Burrow','studio','2025-03-14',64800),
(3,'Kilowatt','studio','2023-02-24',28900),
(3,'Late Loops','ep','2024-08-02',9600),
(4,'Papier','studio','2023-06-09',37300),
(5,'Órbita Tropical','studio','2023-11-17',33400),
(5,'Satélite','studio','2025-06-20',41100),
(6,'Blue Porch','studio','2024-01-26',30500),
(6,'Live at the Heron','live','2025-02-07',15800),
(7,'Lava','studio','2024-03-08',26600),
(7,'Ceniza','ep','2025-08-29',11250),
(8,'Harbor Lights','studio','2024-06-14',47900),
(8,'Slow Tide','studio','2026-02-20',55300),
(9,'Neon Garden','studio','2024-11-01',39800),
(10,'Campo Abierto','studio','2025-01-31',29400),
(11,'Dust Road Prayer','studio','2025-04-25',35650),
(12,'Primera Brisa','ep','2025-11-21',14300),
(12,'Sal y Limón','studio',NULL,48700),
(13,'Last Stop','studio','2026-06-12',31900),
(2,'Foxes: The Best So Far','compilation','2026-09-18',7200),
(9,'Night Market','studio',NULL,44600);

INSERT INTO tracks (album_id, track_number, title, duration_seconds, is_explicit)
SELECT a.album_id, n,
  (ARRAY['Golden','Silent','Broken','Electric','Paper','Midnight','Velvet','Lonely','Crystal','Wild','Hollow','Distant'])[1 + abs(hashint4(a.album_id*100+n)) % 12] || ' ' ||
  (ARRAY['Heart','River','Sky','Fire','Dream','Road','Ocean','Mirror','Summer','Ghost','Train','Love','Moon'])[1 + abs(hashint4(a.album_id*100+n+50000)) % 13],
  125 + abs(hashint4(a.album_id*100+n+90000)) % 260,
  abs(hashint4(a.album_id*100+n+120000)) % CASE WHEN a.artist_id IN (3,7) THEN 2 ELSE 9 END = 0
FROM albums a
CROSS JOIN LATERAL generate_series(1, CASE WHEN a.album_type = 'ep' THEN 4 ELSE 7 + a.album_id % 5 END) n;

UPDATE tracks SET duration_seconds = 412 WHERE album_id = 12 AND track_number = 5;

INSERT INTO streams (track_id, platform, listener_country, stream_date, play_count)
SELECT t.track_id,
  (ARRAY['Spotify','Spotify','Spotify','Apple Music','Apple Music','YouTube Music','YouTube Music','Deezer','Tidal'])[1 + abs(hashint4(i+10000)) % 9],
  (ARRAY['United States','United States','Mexico','Spain','Germany','Brazil','Japan','United Kingdom','Argentina','France'])[1 + abs(hashint4(i+20000)) % 10],
  (al.release_date + (abs(hashint4(i+30000)) % (date '2026-11-20' - al.release_date + 1)))::date,
  50 + abs(hashint4(i+40000)) % 4200 + CASE WHEN abs(hashint4(i+50000)) % 12 = 0 THEN abs(hashint4(i+60000)) % 20000 ELSE 0 END
FROM generate_series(1,1800) i
JOIN tracks t ON t.track_id = 1 + abs(hashint4(i)) % 150
JOIN albums al ON al.album_id = t.album_id AND al.release_date IS NOT NULL;

INSERT INTO contracts (artist_id, start_date, end_date, advance_usd, royalty_rate, status) VALUES
(1,'2022-02-10','2025-02-09',25000,14.00,'expired'),
(1,'2025-02-10','2028-02-09',60000,18.50,'active'),
(2,'2022-03-22','2027-03-21',48000,16.00,'active'),
(3,'2022-06-01','2025-05-31',15000,12.50,'expired'),
(3,'2025-06-01',NULL,22000,15.00,'active'),
(4,'2022-09-15','2026-09-14',30000,13.00,'terminated'),
(5,'2023-01-20','2027-01-19',18500,13.50,'active'),
(6,'2023-03-05',NULL,12000,20.00,'active'),
(7,'2023-05-18','2026-05-17',16500,12.00,'expired'),
(7,'2026-05-18','2029-05-17',35000,17.00,'active'),
(8,'2023-08-30','2028-08-29',41000,15.50,'active'),
(9,'2024-01-11','2027-01-10',27500,14.50,'active'),
(10,'2024-04-25','2028-04-24',14000,11.50,'active'),
(11,'2024-07-09','2027-07-08',20500,13.25,'terminated'),
(12,'2025-02-14','2029-02-13',33000,16.75,'active'),
(13,'2025-09-03',NULL,19000,14.25,'active');

INSERT INTO royalties (contract_id, quarter_start, amount_usd, paid_on)
SELECT c.contract_id, q::date,
  round((800 + abs(hashint4(c.contract_id*1000 + row_number() OVER (ORDER BY c.contract_id, q)::int)) % 9000 + c.advance_usd*0.05)::numeric, 2) + 0.37,
  CASE WHEN q >= '2026-07-01' THEN NULL
       WHEN abs(hashint4(c.contract_id*77 + extract(month from q)::int + 13*extract(year from q)::int)) % 8 = 0 THEN NULL
       ELSE (q + interval '3 months')::date + 10 + abs(hashint4(c.contract_id*31 + extract(month from q)::int)) % 40 END
FROM contracts c
CROSS JOIN LATERAL generate_series(date_trunc('quarter', c.start_date + interval '3 months'),
  LEAST(CASE WHEN c.status='terminated' THEN c.start_date + interval '2 years' ELSE COALESCE(c.end_date, date '2026-09-30')::timestamp END, timestamp '2026-09-30'), interval '3 months') q;
