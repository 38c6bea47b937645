CREATE TABLE plans (
  id serial PRIMARY KEY,
  name varchar(50) NOT NULL,
  monthly_fee numeric(8,2) NOT NULL,
  data_gb integer,
  included_minutes integer NOT NULL,
  is_prepaid boolean NOT NULL,
  launched_on date NOT NULL
);
CREATE TABLE subscribers (
  id serial PRIMARY KEY,
  full_name varchar(100) NOT NULL,
  phone_number varchar(15) NOT NULL UNIQUE,
  email varchar(100),
  city varchar(50) NOT NULL,
  plan_id integer NOT NULL REFERENCES plans(id),
  signup_date date NOT NULL,
  cancelled_on date,
  autopay boolean NOT NULL DEFAULT false,
  referred_by integer REFERENCES subscribers(id)
);
CREATE TABLE towers (
  id serial PRIMARY KEY,
  code varchar(10) NOT NULL UNIQUE,
  city varchar(50) NOT NULL,
  technology varchar(5) NOT NULL CHECK (technology IN ('3G','4G','5G')),
  height_m numeric(5,1) NOT NULL,
  installed_on date NOT NULL,
  operational boolean NOT NULL DEFAULT true
);
CREATE TABLE calls (
  id serial PRIMARY KEY,
  subscriber_id integer NOT NULL REFERENCES subscribers(id),
  tower_id integer NOT NULL REFERENCES towers(id),
  started_at timestamp NOT NULL,
  duration_seconds integer NOT NULL,
  call_type varchar(15) NOT NULL CHECK (call_type IN ('local','national','international')),
  dropped boolean NOT NULL DEFAULT false,
  cost numeric(8,2) NOT NULL
);
CREATE TABLE invoices (
  id serial PRIMARY KEY,
  subscriber_id integer NOT NULL REFERENCES subscribers(id),
  issue_date date NOT NULL,
  due_date date NOT NULL,
  amount numeric(8,2) NOT NULL,
  status varchar(10) NOT NULL CHECK (status IN ('paid','unpaid','overdue')),
  paid_on date
);
CREATE TABLE tickets (
  id serial PRIMARY KEY,
  subscriber_id integer NOT NULL REFERENCES subscribers(id),
  opened_at timestamp NOT NULL,
  closed_at timestamp,
  category varchar(20) NOT NULL CHECK (category IN ('billing','coverage','device','internet')),
  priority varchar(10) NOT NULL CHECK (priority IN ('low','medium','high')),
  subject varchar(150) NOT NULL,
  satisfaction integer CHECK (satisfaction BETWEEN 1 AND 5)
);
INSERT INTO plans (name, monthly_fee, data_gb, included_minutes, is_prepaid, launched_on) VALUES
('Basic Talk',9.99,1,100,true,'2022-01-01'),('Start 5',14.99,5,300,true,'2022-01-01'),('Smart 15',24.99,15,600,false,'2022-06-01'),
('Family 60',59.99,60,2000,false,'2023-02-01'),('Unlimited Max',74.99,NULL,5000,false,'2023-09-15'),('Student 20',17.50,20,400,false,'2024-08-01'),('Senior Easy',12.00,2,800,true,'2025-03-01'),('Business Pro',89.00,100,6000,false,'2026-09-01');
INSERT INTO subscribers (full_name, phone_number, email, city, plan_id, signup_date, cancelled_on, autopay, referred_by)
SELECT fn||' '||ln, '+1555'||lpad((2000000+g*7919)::text,7,'0'), CASE WHEN abs(hashint4(g+1))%6=0 THEN NULL ELSE lower(fn)||'.'||lower(ln)||g||'@'||(ARRAY['gmail.com','yahoo.com','hotmail.com'])[1+abs(hashint4(g+2))%3] END,
 (ARRAY['Miami','Miami','Orlando','Tampa','Jacksonville','Tallahassee','Orlando','Miami','Tampa'])[1+abs(hashint4(g+3))%9],
 1+(abs(hashint4(g+4))%7*(abs(hashint4(g+5))%6+5)/10)::int, s,
 CASE WHEN abs(hashint4(g+6))%8=0 THEN least(s+60+abs(hashint4(g+7))%500, date '2026-11-10') END,
 abs(hashint4(g+8))%9<4, CASE WHEN g>20 AND abs(hashint4(g+9))%5=0 THEN 1+abs(hashint4(g+10))%18 END
FROM (SELECT g, (ARRAY['Amy','Brian','Carla','Derek','Elisa','Frank','Gloria','Hugo','Ivy','Jason','Karen','Leo','Monica'])[1+g%13] fn, (ARRAY['Adams','Brooks','Cruz','Dawson','Ellis','Flores','Grant','Hayes','Ingram','Jordan','Keller','Lopez','Morris','Nolan','Ortiz','Pruitt','Quinn'])[1+g%17] ln, date '2022-01-10'+(g*8+abs(hashint4(g+12))%20)::int s FROM generate_series(1,215) g) t;
INSERT INTO towers (code, city, technology, height_m, installed_on, operational) VALUES
('MIA-01','Miami','5G',62.5,'2022-03-10',true),('MIA-02','Miami','4G',48.0,'2022-05-21',true),('MIA-03','Miami','5G',55.0,'2024-02-14',true),('MIA-04','Miami','3G',37.5,'2022-01-15',false),
('ORL-01','Orlando','4G',50.5,'2022-07-07',true),('ORL-02','Orlando','5G',58.0,'2023-11-30',true),('ORL-03','Orlando','3G',35.0,'2022-02-02',false),
('TPA-01','Tampa','4G',44.0,'2022-09-19',true),('TPA-02','Tampa','5G',71.0,'2025-01-28',true),
('JAX-01','Jacksonville','4G',46.5,'2022-10-03',true),('JAX-02','Jacksonville','3G',33.0,'2022-04-25',true),
('TLH-01','Tallahassee','4G',41.0,'2023-06-12',true),('TLH-02','Tallahassee','5G',60.0,'2026-10-20',true);
INSERT INTO calls (subscriber_id, tower_id, started_at, duration_seconds, call_type, dropped, cost)
SELECT s.id, 1+(abs(hashint4(g+21))%12*(abs(hashint4(g+22))%6+5)/10)::int, st, d, ty, abs(hashint4(g+24))%17=0,
 round((d/60.0*CASE ty WHEN 'local' THEN 0.02 WHEN 'national' THEN 0.05 ELSE 0.35 END)::numeric,2)
FROM (SELECT g, 1+(abs(hashint4(g+25))%190*(abs(hashint4(g+26))%8+3)/10)::int sid, timestamp '2024-01-01 00:00' + g*interval '12 hours 30 minutes' + (abs(hashint4(g+27))%1400)*interval '1 minute' st,
 15+abs(hashint4(g+28))%2900 d, (ARRAY['local','local','local','national','national','international'])[1+abs(hashint4(g+29))%6] ty FROM generate_series(1,2000) g) t
JOIN subscribers s ON s.id=t.sid WHERE t.st::date >= s.signup_date AND (s.cancelled_on IS NULL OR t.st::date<=s.cancelled_on);
INSERT INTO invoices (subscriber_id, issue_date, due_date, amount, status, paid_on)
SELECT sid, dt, dt+15, amt, CASE WHEN r<8 THEN 'paid' WHEN dt+15<date '2026-11-24' THEN 'overdue' ELSE 'unpaid' END, CASE WHEN r<8 THEN least(dt+1+abs(hashint4(k+34))%25, date '2026-11-23') END
FROM (SELECT s.id sid, m::date dt, s.id*100+extract(month from m)::int k, round((p.monthly_fee + abs(hashint4(s.id*100+extract(month from m)::int+extract(year from m)::int))%1800/100.0)::numeric,2) amt, abs(hashint4(s.id*31+extract(month from m)::int*7+extract(year from m)::int))%10 r
 FROM subscribers s JOIN plans p ON p.id=s.plan_id CROSS JOIN generate_series(timestamp '2025-01-01','2026-11-01',interval '2 months') m
 WHERE NOT p.is_prepaid AND m>=s.signup_date AND (s.cancelled_on IS NULL OR m<=s.cancelled_on)) t;
INSERT INTO tickets (subscriber_id, opened_at, closed_at, category, priority, subject, satisfaction)
SELECT s.id, o, c, cat, (ARRAY['low','low','medium','medium','high'])[1+abs(hashint4(g+41))%5],
 CASE cat WHEN 'billing' THEN (ARRAY['Charged twice this month','Refund request','Unexpected roaming charge'])[1+abs(hashint4(g+42))%3] WHEN 'coverage' THEN (ARRAY['No signal at home','Calls keep dropping','Weak signal indoors'])[1+abs(hashint4(g+42))%3] WHEN 'device' THEN (ARRAY['SIM card not detected','Phone locked','Replacement SIM card'])[1+abs(hashint4(g+42))%3] ELSE (ARRAY['Slow internet','Cannot connect while roaming','Data allowance not updated'])[1+abs(hashint4(g+42))%3] END,
 CASE WHEN c IS NOT NULL AND abs(hashint4(g+43))%3>0 THEN 1+abs(hashint4(g+44))%5 END
FROM (SELECT g, sid, o, CASE WHEN abs(hashint4(g+46))%6=0 THEN NULL ELSE least(o + (30+abs(hashint4(g+47))%9000)*interval '1 minute', timestamp '2026-11-23 18:00') END c, (ARRAY['billing','coverage','internet','billing','device','internet','internet'])[1+abs(hashint4(g+48))%7] cat
 FROM (SELECT g, 1+(abs(hashint4(g+45))%200*(abs(hashint4(g+49))%8+3)/10)::int sid, timestamp '2024-01-04 08:00'+g*interval '66 hours'+(abs(hashint4(g+50))%900)*interval '1 minute' o FROM generate_series(1,370) g) q) t
JOIN subscribers s ON s.id=t.sid WHERE o::date>=s.signup_date;
