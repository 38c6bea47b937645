CREATE TABLE companies (
  id serial PRIMARY KEY,
  name text NOT NULL,
  industry text NOT NULL,
  city text NOT NULL,
  employee_count int,
  website text,
  client_since date NOT NULL
);
CREATE TABLE jobs (
  id serial PRIMARY KEY,
  company_id int NOT NULL REFERENCES companies(id),
  title text NOT NULL,
  department text NOT NULL,
  location text NOT NULL,
  is_remote boolean NOT NULL DEFAULT false,
  salary_min numeric(10,2),
  salary_max numeric(10,2),
  posted_on date NOT NULL,
  closed_on date,
  status text NOT NULL CHECK (status IN ('open','filled','cancelled','on_hold'))
);
CREATE TABLE candidates (
  id serial PRIMARY KEY,
  first_name text NOT NULL,
  last_name text NOT NULL,
  email text NOT NULL,
  phone text,
  city text NOT NULL,
  years_experience int NOT NULL,
  highest_degree text,
  willing_to_relocate boolean NOT NULL DEFAULT false,
  registered_at timestamp NOT NULL
);
CREATE TABLE applications (
  id serial PRIMARY KEY,
  job_id int NOT NULL REFERENCES jobs(id),
  candidate_id int NOT NULL REFERENCES candidates(id),
  applied_on date NOT NULL,
  source text NOT NULL,
  status text NOT NULL CHECK (status IN ('received','screening','interview','offer','hired','rejected','withdrawn')),
  expected_salary numeric(10,2),
  UNIQUE (job_id, candidate_id)
);
CREATE TABLE interviews (
  id serial PRIMARY KEY,
  application_id int NOT NULL REFERENCES applications(id),
  scheduled_at timestamp NOT NULL,
  interview_type text NOT NULL,
  interviewer text NOT NULL,
  duration_minutes int NOT NULL,
  score int CHECK (score BETWEEN 1 AND 10),
  no_show boolean NOT NULL DEFAULT false
);
CREATE TABLE offers (
  id serial PRIMARY KEY,
  application_id int NOT NULL UNIQUE REFERENCES applications(id),
  offered_on date NOT NULL,
  annual_salary numeric(10,2) NOT NULL,
  signing_bonus numeric(10,2),
  status text NOT NULL CHECK (status IN ('pending','accepted','declined','rescinded')),
  start_date date
);

INSERT INTO companies (name, industry, city, employee_count, website, client_since) VALUES
('Brightwave Software','technology','Austin',420,'brightwave.io','2022-01-24'),
('Halcyon Health','healthcare','Boston',2150,'halcyonhealth.org','2022-04-11'),
('Pinecrest Bank','finance','Charlotte',3870,'pinecrestbank.com','2022-07-05'),
('Delmar Foods','manufacturing','Chicago',1280,NULL,'2022-10-19'),
('Northlight Analytics','technology','Seattle',95,'northlight.ai','2023-02-27'),
('Quill & Page','media','New York',160,'quillpage.com','2023-06-13'),
('Summit Logistics','logistics','Denver',740,'summitlog.com','2023-09-08'),
('Verdant Energy','energy','Houston',1930,'verdantenergy.com','2024-01-16'),
('Loomis Retail Group','retail','Chicago',5200,NULL,'2024-05-29'),
('Cobalt Robotics','technology','Boston',58,'cobaltrobotics.com','2024-11-04'),
('Harbor Insurance','finance','New York',NULL,'harborins.com','2025-03-18'),
('Tandem Schools','education','Denver',310,'tandemschools.org','2026-02-02');

INSERT INTO jobs (company_id, title, department, location, is_remote, salary_min, salary_max, posted_on, closed_on, status)
SELECT c.id, t.title, t.dept, c.city,
  abs(hashint4(i+100)) % 2 = 0 AND t.dept NOT IN ('Operations','Human Resources'),
  CASE WHEN abs(hashint4(i+200)) % 8 = 0 THEN NULL ELSE t.base + 1000 * (abs(hashint4(i+300)) % 12) END,
  CASE WHEN abs(hashint4(i+200)) % 8 = 0 THEN NULL ELSE t.base + 1000 * (abs(hashint4(i+300)) % 12) + 8000 + 500 * i END,
  p.d,
  CASE WHEN s.st IN ('filled','cancelled') THEN LEAST(p.d + 20 + abs(hashint4(i+400)) % 90, date '2026-11-15') END,
  s.st
FROM generate_series(1,64) i
JOIN companies c ON c.id = 1 + abs(hashint4(i+500)) % 11
JOIN (VALUES (0,'Backend Engineer','Engineering',98000),(1,'Data Analyst','Data',72000),(2,'Product Designer','Design',84000),(3,'Account Manager','Sales',61000),
  (4,'Financial Controller','Finance',91000),(5,'Senior Data Engineer','Data',118000),(6,'Operations Coordinator','Operations',49000),(7,'Marketing Specialist','Marketing',57000),
  (8,'Engineering Manager','Engineering',141000),(9,'Recruiter','Human Resources',55000)) t(k,title,dept,base) ON t.k = abs(hashint4(i+600)) % 10
CROSS JOIN LATERAL (SELECT (c.client_since + 5 + abs(hashint4(i+700)) % (date '2026-10-31' - c.client_since - 5))::date AS d) p
CROSS JOIN LATERAL (SELECT CASE WHEN p.d < '2026-01-01' THEN (ARRAY['filled','filled','filled','cancelled','on_hold'])[1 + abs(hashint4(i+800)) % 5]
   ELSE (ARRAY['open','open','open','filled','on_hold'])[1 + abs(hashint4(i+800)) % 5] END AS st) s;

INSERT INTO candidates (first_name, last_name, email, phone, city, years_experience, highest_degree, willing_to_relocate, registered_at)
SELECT f, l, lower(f) || '.' || lower(replace(l, '''', '')) || i || '@' || (ARRAY['gmail.com','gmail.com','outlook.com','yahoo.com','proton.me'])[1 + abs(hashint4(i+1500)) % 5],
  CASE WHEN abs(hashint4(i+1600)) % 6 = 0 THEN NULL ELSE '(555) ' || lpad((abs(hashint4(i+1700)) % 1000)::text,3,'0') || '-' || lpad((abs(hashint4(i+1750)) % 10000)::text,4,'0') END,
  (ARRAY['Austin','Boston','Chicago','Chicago','Denver','New York','New York','Seattle','Houston','Miami','Atlanta'])[1 + abs(hashint4(i+1800)) % 11],
  CASE WHEN i = 137 THEN 31 ELSE abs(hashint4(i+1900)) % 24 END,
  (ARRAY['bachelor','bachelor','bachelor','master','master','doctorate','associate',NULL])[1 + abs(hashint4(i+2000)) % 8],
  abs(hashint4(i+2100)) % 5 < 2,
  timestamp '2022-02-01 08:00' + (abs(hashint4(i+2200)) % 1740) * interval '1 day' + (abs(hashint4(i+2300)) % 600) * interval '1 minute'
FROM (SELECT i,
  (ARRAY['Emma','Liam','Sofia','Noah','Priya','Ethan','Maya','Lucas','Chloe','Omar','Grace','Mateo','Hannah','Kenji','Olivia','Daniel','Zoe','Andre','Leah','Victor'])[1 + abs(hashint4(i+1100)) % 20] AS f,
  (ARRAY['Nguyen','Carter','Lopez','Patel','O''Brien','Kim','Johansson','Rivera','Schmidt','Okafor','Bennett','Rossi','Walker','Haddad','Murphy','Chen','Fischer','Gomez'])[1 + abs(hashint4(i+1200)) % 18] AS l
  FROM generate_series(1,240) i) x;

INSERT INTO applications (job_id, candidate_id, applied_on, source, status, expected_salary)
SELECT j.id, c.id, LEAST(GREATEST(j.posted_on, c.registered_at::date) + abs(hashint4(i+3300)) % 25, date '2026-11-20'),
  (ARRAY['LinkedIn','LinkedIn','LinkedIn','referral','company website','company website','job fair','Indeed','Indeed'])[1 + abs(hashint4(i+3400)) % 9],
  (ARRAY['rejected','rejected','rejected','received','screening','interview','interview','offer','withdrawn'])[1 + abs(hashint4(i+3500)) % 9],
  CASE WHEN abs(hashint4(i+3600)) % 7 = 0 THEN NULL ELSE 45000 + 250 * (abs(hashint4(i+3700)) % 440) END
FROM generate_series(1,1300) i
JOIN jobs j ON j.id = 1 + abs(hashint4(i+3100)) % 64 AND j.id NOT IN (17, 41)
JOIN candidates c ON c.id = 1 + abs(hashint4(i+3200)) % 210 AND c.registered_at::date <= COALESCE(j.closed_on, date '2026-11-01') - 15
ON CONFLICT DO NOTHING;

UPDATE applications a SET status = 'hired'
FROM (SELECT DISTINCT ON (a2.job_id) a2.id FROM applications a2 JOIN jobs j ON j.id = a2.job_id WHERE j.status = 'filled' ORDER BY a2.job_id, hashint4(a2.id)) h
WHERE a.id = h.id;

INSERT INTO interviews (application_id, scheduled_at, interview_type, interviewer, duration_minutes, score, no_show)
SELECT a.id, a.applied_on + (5 + n*6 + abs(hashint4(a.id*10+n)) % 6) * interval '1 day' + (9 + abs(hashint4(a.id*10+n+4000)) % 8) * interval '1 hour',
  (ARRAY['phone','technical','onsite'])[n],
  (ARRAY['Sandra Kowalski','Peter Lindqvist','Aisha Rahman','Tom Delgado','Julia Weiss','Tom Delgado'])[1 + abs(hashint4(a.id*10+n+5000)) % 6],
  (ARRAY[30,45,60,90])[CASE WHEN n = 1 THEN 1 ELSE 2 + abs(hashint4(a.id*10+n+6000)) % 3 END],
  CASE WHEN ns THEN NULL WHEN abs(hashint4(a.id*10+n+7000)) % 13 = 0 THEN NULL ELSE 2 + abs(hashint4(a.id*10+n+8000)) % 9 END,
  ns
FROM applications a
CROSS JOIN LATERAL generate_series(1, CASE a.status WHEN 'hired' THEN 3 WHEN 'offer' THEN 3 WHEN 'interview' THEN 1 + a.id % 2 WHEN 'withdrawn' THEN 1 WHEN 'rejected' THEN a.id % 2 ELSE 0 END) n
CROSS JOIN LATERAL (SELECT a.status IN ('rejected','withdrawn') AND abs(hashint4(a.id*10+n+9000)) % 4 = 0 AS ns) z
WHERE a.applied_on + (5 + n*6 + abs(hashint4(a.id*10+n)) % 6) <= date '2026-11-23';

INSERT INTO offers (application_id, offered_on, annual_salary, signing_bonus, status, start_date)
SELECT a.id, o.d, 52000 + 137 * (abs(hashint4(a.id+10000)) % 800),
  CASE WHEN abs(hashint4(a.id+11000)) % 3 = 0 THEN 1000 * (2 + abs(hashint4(a.id+12000)) % 14) END,
  o.st,
  CASE WHEN o.st = 'accepted' THEN o.d + 14 + abs(hashint4(a.id+13000)) % 40 END
FROM applications a
CROSS JOIN LATERAL (SELECT LEAST(a.applied_on + 30 + abs(hashint4(a.id+14000)) % 14, date '2026-11-20') AS d,
  CASE WHEN a.status = 'hired' THEN 'accepted' WHEN a.applied_on > '2026-08-15' THEN 'pending' ELSE (ARRAY['declined','declined','declined','rescinded'])[1 + abs(hashint4(a.id+15000)) % 4] END AS st) o
WHERE a.status IN ('hired','offer');
