CREATE FUNCTION pg_temp.h(k text, n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT (''x''||substr(md5($1),1,7))::bit(28)::int % $2';

CREATE TABLE agents (
  agent_id serial PRIMARY KEY,
  full_name varchar(100) NOT NULL,
  branch varchar(50) NOT NULL,
  hired_on date NOT NULL,
  commission_rate numeric(4,2) NOT NULL,
  manager_id int REFERENCES agents(agent_id),
  is_active boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE agents IS 'Sales agents who sell policies';
COMMENT ON COLUMN agents.branch IS 'City of the branch office the agent works in';
COMMENT ON COLUMN agents.commission_rate IS 'Commission in percent of the premium';
COMMENT ON COLUMN agents.manager_id IS 'Agent this one reports to; null for heads of branch';

CREATE TABLE customers (
  customer_id serial PRIMARY KEY,
  first_name varchar(50) NOT NULL,
  last_name varchar(50) NOT NULL,
  birth_date date NOT NULL,
  state varchar(30) NOT NULL,
  email varchar(120),
  is_smoker boolean NOT NULL DEFAULT false,
  credit_score int,
  customer_since date NOT NULL
);
COMMENT ON TABLE customers IS 'Policyholders and prospects';
COMMENT ON COLUMN customers.state IS 'US state of residence';
COMMENT ON COLUMN customers.credit_score IS 'Null when no credit check was made';

CREATE TABLE policies (
  policy_id serial PRIMARY KEY,
  policy_number varchar(20) NOT NULL UNIQUE,
  customer_id int NOT NULL REFERENCES customers(customer_id),
  agent_id int NOT NULL REFERENCES agents(agent_id),
  policy_type varchar(20) NOT NULL,
  start_date date NOT NULL,
  end_date date NOT NULL,
  annual_premium numeric(10,2) NOT NULL,
  coverage_limit numeric(12,2) NOT NULL,
  deductible numeric(8,2),
  auto_renew boolean NOT NULL DEFAULT false,
  status varchar(20) NOT NULL
);
COMMENT ON TABLE policies IS 'Insurance contracts';
COMMENT ON COLUMN policies.policy_type IS 'auto, home, life, health or travel';
COMMENT ON COLUMN policies.annual_premium IS 'Price the customer pays per year, in USD';
COMMENT ON COLUMN policies.coverage_limit IS 'Maximum sum insured';
COMMENT ON COLUMN policies.deductible IS 'Part of each loss borne by the customer; null for life policies';
COMMENT ON COLUMN policies.status IS 'active, expired or cancelled';

CREATE TABLE claims (
  claim_id serial PRIMARY KEY,
  policy_id int NOT NULL REFERENCES policies(policy_id),
  incident_date date NOT NULL,
  filed_on date NOT NULL,
  cause varchar(40) NOT NULL,
  amount_claimed numeric(10,2) NOT NULL,
  amount_paid numeric(10,2),
  status varchar(20) NOT NULL,
  closed_on date
);
COMMENT ON TABLE claims IS 'Losses reported by policyholders';
COMMENT ON COLUMN claims.filed_on IS 'Date the customer reported the loss';
COMMENT ON COLUMN claims.amount_claimed IS 'Amount the customer asked for';
COMMENT ON COLUMN claims.amount_paid IS 'Amount we paid out; null unless the claim was approved';
COMMENT ON COLUMN claims.status IS 'open, approved or denied';

CREATE TABLE payments (
  payment_id serial PRIMARY KEY,
  policy_id int NOT NULL REFERENCES policies(policy_id),
  paid_on date NOT NULL,
  amount numeric(10,2) NOT NULL,
  method varchar(20) NOT NULL,
  is_late boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE payments IS 'Premium payments received from customers';
COMMENT ON COLUMN payments.method IS 'card, check or bank transfer';
COMMENT ON COLUMN payments.is_late IS 'True when it arrived after the due date';

INSERT INTO agents (full_name, branch, hired_on, commission_rate, manager_id, is_active) VALUES
('Deborah Kline','Dallas','2022-01-17',6.50,NULL,true),
('Victor Salazar','Dallas','2022-03-21',5.00,1,true),
('Amy Chen','Dallas','2023-02-06',4.75,1,true),
('Harold Whitman','Denver','2022-02-14',6.25,NULL,true),
('Jasmine Carter','Denver','2022-10-03',5.75,4,true),
('Luis Ferreira','Denver','2024-01-08',4.50,4,false),
('Susan Albright','Phoenix','2022-05-09',6.75,NULL,true),
('Derek Boone','Phoenix','2023-05-22',4.80,7,true),
('Nina Kapoor','Phoenix','2024-09-16',4.25,7,true),
('Oliver Grant','Dallas','2026-10-19',4.00,1,true);

INSERT INTO customers (first_name, last_name, birth_date, state, email, is_smoker, credit_score, customer_since)
SELECT f, l, date '1948-03-01' + pg_temp.h('bd'||i,20500), (ARRAY['Texas','Colorado','Arizona','Texas','New Mexico','Oklahoma'])[1+pg_temp.h('sta'||i,6)],
  CASE WHEN pg_temp.h('em'||i,7)>0 THEN lower(f)||'.'||lower(l)||'@'||(ARRAY['gmail.com','yahoo.com','outlook.com'])[1+pg_temp.h('dom'||i,3)] END,
  pg_temp.h('sm'||i,5)=0, CASE WHEN pg_temp.h('cr'||i,6)>0 THEN 540+pg_temp.h('cs'||i,300) END,
  date '2022-01-20' + pg_temp.h('cd'||i,1300)
FROM (SELECT i, (ARRAY['James','Linda','Robert','Emily','Marcus','Patricia','Kevin','Angela','Brian','Teresa','Paul','Diane','Walter','Monica','Gregory','Heather','Samuel','Nancy','Eric','Olivia'])[1+(i-1)%20] AS f,
  (ARRAY['Anderson','Bailey','Coleman','Dawson','Ellison','Fletcher','Garcia','Hoffman','Ingram','Jennings','Keller','Lopez','Mitchell','Nguyen','Owens','Peterson','Quinn','Reynolds','Sanders','Thompson','Underwood','Vasquez','Wallace'])[1+(i*5)%23] AS l FROM generate_series(1,80) i) a;

INSERT INTO policies (policy_number, customer_id, agent_id, policy_type, start_date, end_date, annual_premium, coverage_limit, deductible, auto_renew, status)
SELECT upper(substr(ty,1,2))||'-'||(100000+i*37), cid,
  CASE WHEN sd < date '2023-07-01' THEN (ARRAY[1,2,4,5,7])[1+pg_temp.h('ag'||i,5)] WHEN sd < date '2024-10-01' THEN (ARRAY[1,2,3,4,5,7,8,2])[1+pg_temp.h('ag'||i,8)] ELSE (ARRAY[1,2,3,5,6,7,8,9,2])[1+pg_temp.h('ag'||i,9)] END,
  ty, sd, (sd + CASE WHEN ty='travel' THEN interval '3 months' WHEN ty='life' THEN interval '10 years' ELSE interval '1 year' END * 1)::date,
  round(CASE ty WHEN 'auto' THEN 780 WHEN 'home' THEN 1150 WHEN 'life' THEN 560 WHEN 'health' THEN 3200 ELSE 140 END * (0.7+pg_temp.h('pm'||i,900)/1000.0)::numeric,2),
  CASE ty WHEN 'auto' THEN 50000*(1+pg_temp.h('cv'||i,4)) WHEN 'home' THEN 150000+25000*pg_temp.h('cv'||i,20) WHEN 'life' THEN 100000*(1+pg_temp.h('cv'||i,9)) WHEN 'health' THEN 250000*(1+pg_temp.h('cv'||i,3)) ELSE 10000*(1+pg_temp.h('cv'||i,3)) END,
  CASE ty WHEN 'life' THEN NULL WHEN 'travel' THEN 100 ELSE (ARRAY[250,500,1000,2000])[1+pg_temp.h('de'||i,4)] END,
  pg_temp.h('ar'||i,5)<2,
  CASE WHEN pg_temp.h('sx'||i,12)=0 THEN 'cancelled' WHEN sd + CASE WHEN ty='travel' THEN 90 WHEN ty='life' THEN 3650 ELSE 365 END < date '2026-11-24' THEN 'expired' ELSE 'active' END
FROM (SELECT i, c.customer_id AS cid, (ARRAY['auto','home','auto','life','health','travel','auto','home'])[1+pg_temp.h('ty'||i,8)] AS ty,
   GREATEST(c.customer_since, date '2022-02-01' + i*1740/230) AS sd
  FROM generate_series(1,230) i JOIN customers c ON c.customer_id = 1+pg_temp.h('cu'||i,72)) a;

INSERT INTO claims (policy_id, incident_date, filed_on, cause, amount_claimed, amount_paid, status, closed_on)
SELECT policy_id, inc, fil, cause, amt, CASE WHEN st='approved' THEN round(amt*(0.6+pg_temp.h('pd'||i,40)/100.0)::numeric,2) END, st,
  CASE WHEN st<>'open' THEN fil + 10 + pg_temp.h('cl'||i,60) END
FROM (SELECT i, policy_id, inc, fil,
   (CASE policy_type WHEN 'auto' THEN (ARRAY['collision','theft','hail','collision'])[1+pg_temp.h('ca'||i,4)] WHEN 'home' THEN (ARRAY['fire','water damage','theft','hail'])[1+pg_temp.h('ca'||i,4)] WHEN 'health' THEN (ARRAY['surgery','hospital stay'])[1+pg_temp.h('ca'||i,2)] ELSE (ARRAY['lost luggage','trip cancellation'])[1+pg_temp.h('ca'||i,2)] END) AS cause,
   round(CASE policy_type WHEN 'auto' THEN 600+pg_temp.h('am'||i,9000) WHEN 'home' THEN 1500+pg_temp.h('am'||i,38000) WHEN 'health' THEN 900+pg_temp.h('am'||i,22000) ELSE 150+pg_temp.h('am'||i,1900) END + pg_temp.h('cn'||i,100)/100.0::numeric,2) AS amt,
   CASE WHEN fil > date '2026-09-20' OR pg_temp.h('op'||i,17)=0 AND fil > date '2026-03-01' THEN 'open' WHEN pg_temp.h('cs'||i,4)=0 THEN 'denied' ELSE 'approved' END AS st
  FROM (SELECT i, p.policy_id, p.policy_type, inc, inc + 1 + pg_temp.h('fi'||i,25) AS fil FROM (SELECT i, 1+pg_temp.h('po'||i,230) AS pid FROM generate_series(1,200) i) g
    JOIN policies p ON p.policy_id=g.pid AND p.policy_type<>'life'
    CROSS JOIN LATERAL (SELECT p.start_date + 5 + pg_temp.h('in'||i, CASE WHEN p.policy_type='travel' THEN 80 ELSE 350 END) AS inc) x) a
  WHERE fil < date '2026-11-24') b
ORDER BY fil;

INSERT INTO payments (policy_id, paid_on, amount, method, is_late)
SELECT p.policy_id, d, CASE WHEN p.policy_type='travel' THEN p.annual_premium ELSE round(p.annual_premium/4,2) END,
  (ARRAY['card','bank transfer','card','check'])[1+pg_temp.h('me'||p.policy_id,4)], pg_temp.h('lt'||p.policy_id||'-'||q,8)=0
FROM policies p CROSS JOIN generate_series(0,3) q CROSS JOIN LATERAL (SELECT p.start_date + 91*q + pg_temp.h('py'||p.policy_id||'-'||q,12) AS d) z
WHERE d <= date '2026-11-24' AND (p.policy_type<>'travel' OR q=0) AND (p.status<>'cancelled' OR q=0)
ORDER BY d;
