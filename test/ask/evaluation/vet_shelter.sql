CREATE TABLE volunteers (
  volunteer_id serial PRIMARY KEY,
  full_name text NOT NULL,
  role text NOT NULL,
  joined_on date NOT NULL,
  weekly_hours integer NOT NULL,
  is_active boolean NOT NULL DEFAULT true,
  mentor_id integer REFERENCES volunteers(volunteer_id)
);
COMMENT ON TABLE volunteers IS 'People who help at the shelter without pay';
COMMENT ON COLUMN volunteers.role IS 'walker, vet assistant, receptionist, foster coordinator';
COMMENT ON COLUMN volunteers.mentor_id IS 'Volunteer who trained this one; null if none';
CREATE TABLE animals (
  animal_id serial PRIMARY KEY,
  name text NOT NULL,
  species text NOT NULL,
  breed text,
  sex char(1) NOT NULL CHECK (sex IN ('F','M')),
  birth_date date,
  intake_date date NOT NULL,
  weight_kg numeric(5,2) NOT NULL,
  neutered boolean NOT NULL,
  status text NOT NULL CHECK (status IN ('available','adopted','in treatment','deceased')),
  caretaker_id integer REFERENCES volunteers(volunteer_id),
  notes text
);
COMMENT ON TABLE animals IS 'Every animal taken in by the shelter';
COMMENT ON COLUMN animals.species IS 'dog, cat, rabbit or parrot';
COMMENT ON COLUMN animals.breed IS 'Null when unknown';
COMMENT ON COLUMN animals.intake_date IS 'Day the animal arrived at the shelter';
COMMENT ON COLUMN animals.caretaker_id IS 'Volunteer in charge of the animal';
CREATE TABLE adopters (
  adopter_id serial PRIMARY KEY,
  full_name text NOT NULL,
  email text NOT NULL,
  phone text,
  city text NOT NULL,
  has_yard boolean NOT NULL,
  registered_on date NOT NULL
);
COMMENT ON TABLE adopters IS 'People registered to adopt';
CREATE TABLE adoptions (
  adoption_id serial PRIMARY KEY,
  animal_id integer NOT NULL REFERENCES animals(animal_id),
  adopter_id integer NOT NULL REFERENCES adopters(adopter_id),
  adoption_date date NOT NULL,
  fee numeric(7,2) NOT NULL,
  returned_on date
);
COMMENT ON TABLE adoptions IS 'One row per adoption';
COMMENT ON COLUMN adoptions.fee IS 'Adoption fee paid, in dollars';
COMMENT ON COLUMN adoptions.returned_on IS 'Day the animal was brought back; null if it stayed';
CREATE TABLE donations (
  donation_id serial PRIMARY KEY,
  adopter_id integer REFERENCES adopters(adopter_id),
  amount numeric(9,2) NOT NULL,
  donated_at timestamp NOT NULL,
  method text NOT NULL CHECK (method IN ('cash','card','transfer')),
  campaign text
);
COMMENT ON TABLE donations IS 'Money given to the shelter';
COMMENT ON COLUMN donations.adopter_id IS 'Donor, when he or she is a registered adopter; null for anonymous donations';
COMMENT ON COLUMN donations.campaign IS 'Fundraising campaign, if any';
CREATE TABLE vet_visits (
  visit_id serial PRIMARY KEY,
  animal_id integer NOT NULL REFERENCES animals(animal_id),
  visit_date date NOT NULL,
  reason text NOT NULL,
  cost numeric(8,2) NOT NULL
);
COMMENT ON TABLE vet_visits IS 'Veterinary appointments of the animals';
COMMENT ON COLUMN vet_visits.reason IS 'vaccination, surgery, check-up, dental, injury';
INSERT INTO volunteers (full_name, role, joined_on, weekly_hours, is_active, mentor_id) VALUES
('Grace Whitfield','foster coordinator','2022-01-10',22,true,NULL),
('Tom Alvarez','walker','2022-03-05',8,true,1),
('Nadia Petrova','vet assistant','2022-04-18',15,true,1),
('Ben Okafor','walker','2022-09-27',6,false,2),
('Chloe Martin','receptionist','2023-02-14',12,true,1),
('Samir Haddad','vet assistant','2023-05-22',18,true,3),
('Irene Castro','walker','2023-11-03',10,true,2),
('Luke Brennan','receptionist','2024-03-19',5,false,5),
('Yuki Tanaka','walker','2024-07-08',9,true,2),
('Paula Mendes','foster coordinator','2025-01-20',16,true,1),
('Oscar Lindqvist','vet assistant','2025-06-30',14,true,3),
('Hannah Price','walker','2026-04-11',4,true,7);
INSERT INTO animals (name, species, breed, sex, birth_date, intake_date, weight_kg, neutered, status, caretaker_id, notes)
SELECT (ARRAY['Luna','Max','Bella','Rocky','Coco','Milo','Daisy','Simba','Nala','Toby','Olive','Bruno','Pepper','Zoe','Ginger','Thor','Willow','Oreo','Kira','Loki','Maple','Felix','Ruby','Bandit','Hazel'])[1+(g*7)%25] || CASE WHEN g>25 THEN ' '||(ARRAY['II','III','IV','V','VI','VII'])[(g-1)/25] ELSE '' END,
 sp,
 CASE WHEN abs(hashint4(g+2))%6=0 THEN NULL ELSE CASE sp WHEN 'dog' THEN (ARRAY['Labrador','Beagle','German Shepherd','Poodle','Pit Bull','Chihuahua'])[1+abs(hashint4(g+3))%6] WHEN 'cat' THEN (ARRAY['Siamese','Persian','Domestic Shorthair','Maine Coon'])[1+abs(hashint4(g+3))%4] WHEN 'rabbit' THEN (ARRAY['Dutch','Lop'])[1+abs(hashint4(g+3))%2] ELSE 'Amazon' END END,
 (ARRAY['F','M'])[1+abs(hashint4(g+4))%2],
 CASE WHEN abs(hashint4(g+5))%9=0 THEN NULL ELSE date '2022-01-05' + (g*9)::int - 0 END,
 date '2022-02-01' + (g*10 + abs(hashint4(g+7))%25)::int,
 CASE sp WHEN 'dog' THEN 4+abs(hashint4(g+8))%3800/100.0 WHEN 'cat' THEN 2+abs(hashint4(g+8))%560/100.0 WHEN 'rabbit' THEN 1+abs(hashint4(g+8))%250/100.0 ELSE 0.3+abs(hashint4(g+8))%60/100.0 END,
 abs(hashint4(g+9))%10<6,
 'available', CASE WHEN abs(hashint4(g+10))%8=0 THEN NULL ELSE 1+(abs(hashint4(g+11))%11*(abs(hashint4(g+12))%8+3)/10)::int END,
 CASE WHEN abs(hashint4(g+13))%4=0 THEN (ARRAY['Afraid of loud noises','Good with children','Needs special diet','Blind in one eye','Good with cats and children'])[1+abs(hashint4(g+14))%5] END
FROM (SELECT g, (ARRAY['dog','dog','dog','cat','cat','cat','dog','rabbit','cat','dog','parrot'])[1+abs(hashint4(g+1))%11] sp FROM generate_series(1,165) g) t;
INSERT INTO adopters (full_name, email, phone, city, has_yard, registered_on)
SELECT fn||' '||ln, lower(fn)||'.'||lower(ln)||'@'||(ARRAY['gmail.com','outlook.com','mail.com'])[1+abs(hashint4(g+21))%3],
 CASE WHEN abs(hashint4(g+22))%5=0 THEN NULL ELSE '555-'||lpad((abs(hashint4(g+23))%10000)::text,4,'0') END,
 (ARRAY['Austin','Austin','Dallas','Houston','San Antonio','El Paso','Dallas','Austin'])[1+abs(hashint4(g+24))%8],
 abs(hashint4(g+25))%5<3, date '2022-01-20' + (g*19+abs(hashint4(g+26))%15)::int
FROM (SELECT g, (ARRAY['Olivia','James','Sofia','Daniel','Megan','Carlos','Emily','Victor','Laura','Peter'])[1+(g%10)] fn, (ARRAY['Reed','Garcia','Nguyen','Cooper','Walsh','Torres','Bennett','Khan','Foster'])[1+(g%9)] ln FROM generate_series(1,85) g) t;
INSERT INTO adoptions (animal_id, adopter_id, adoption_date, fee, returned_on)
SELECT a.animal_id, 1+(abs(hashint4(a.animal_id+31))%70*(abs(hashint4(a.animal_id+32))%8+3)/10)::int, d,
 CASE species WHEN 'dog' THEN 120 WHEN 'cat' THEN 75 WHEN 'rabbit' THEN 30 ELSE 60 END + abs(hashint4(a.animal_id+33))%60*2.5,
 CASE WHEN abs(hashint4(a.animal_id+34))%9=0 THEN d + 10 + abs(hashint4(a.animal_id+35))%50 END
FROM (SELECT *, intake_date + 7 + abs(hashint4(animal_id+36))%200 d FROM animals) a
WHERE abs(hashint4(a.animal_id+37))%10<7 AND d < '2026-09-15';
UPDATE animals SET status='adopted' WHERE animal_id IN (SELECT animal_id FROM adoptions WHERE returned_on IS NULL);
UPDATE animals SET status='in treatment' WHERE status='available' AND abs(hashint4(animal_id+38))%4=0;
UPDATE animals SET status='deceased' WHERE status='available' AND abs(hashint4(animal_id+39))%7=0;
INSERT INTO donations (adopter_id, amount, donated_at, method, campaign)
SELECT CASE WHEN abs(hashint4(g+41))%3=0 THEN NULL ELSE 1+(abs(hashint4(g+42))%80*(abs(hashint4(g+43))%8+3)/10)::int END,
 CASE WHEN abs(hashint4(g+44))%25=0 THEN 500+abs(hashint4(g+45))%250000/100.0 ELSE 5+abs(hashint4(g+45))%20000/100.0 END,
 timestamp '2022-02-03 08:00' + g*interval '3 days' + (abs(hashint4(g+46))%5000)*interval '1 minute',
 (ARRAY['cash','card','card','transfer'])[1+abs(hashint4(g+47))%4],
 (ARRAY['Winter Blankets','New Kennels','Spay & Neuter',NULL,NULL,'Winter Blankets'])[1+abs(hashint4(g+48))%6]
FROM generate_series(1,560) g;
INSERT INTO vet_visits (animal_id, visit_date, reason, cost)
SELECT a.animal_id, least(a.intake_date + 2 + abs(hashint4(g+51))%90, date '2026-11-20'), r,
 CASE r WHEN 'surgery' THEN 250+abs(hashint4(g+52))%90000/100.0 WHEN 'dental' THEN 80+abs(hashint4(g+52))%12000/100.0 WHEN 'injury' THEN 60+abs(hashint4(g+52))%30000/100.0 ELSE 20+abs(hashint4(g+52))%4500/100.0 END
FROM (SELECT g, 1+abs(hashint4(g+53))%165 aid, (ARRAY['vaccination','vaccination','check-up','check-up','surgery','dental','injury'])[1+abs(hashint4(g+54))%7] r FROM generate_series(1,380) g) t JOIN animals a ON a.animal_id=t.aid;
