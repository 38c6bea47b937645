CREATE TABLE accounts (
  id serial PRIMARY KEY, company_name text NOT NULL, industry text NOT NULL, country text NOT NULL, billing_email text,
  employee_count int, signed_up_on date NOT NULL, is_verified boolean NOT NULL DEFAULT false, account_manager text
);
CREATE TABLE plans (
  id serial PRIMARY KEY, name text NOT NULL UNIQUE, monthly_price numeric(8,2) NOT NULL, max_seats int, includes_sso boolean NOT NULL, support_level text NOT NULL
);
CREATE TABLE subscriptions (
  id serial PRIMARY KEY, account_id int NOT NULL REFERENCES accounts(id), plan_id int NOT NULL REFERENCES plans(id), seats int NOT NULL,
  status text NOT NULL CHECK (status IN ('active','trialing','past_due','canceled')), started_on date NOT NULL, canceled_on date, cancel_reason text, auto_renew boolean NOT NULL
);
CREATE TABLE invoices (
  id serial PRIMARY KEY, subscription_id int NOT NULL REFERENCES subscriptions(id), invoice_number text NOT NULL UNIQUE, total numeric(10,2) NOT NULL,
  issued_on date NOT NULL, due_on date NOT NULL, status text NOT NULL CHECK (status IN ('paid','open','void','uncollectible'))
);
CREATE TABLE payments (
  id serial PRIMARY KEY, invoice_id int NOT NULL REFERENCES invoices(id), amount numeric(10,2) NOT NULL, method text NOT NULL CHECK (method IN ('card','bank_transfer','paypal')),
  succeeded boolean NOT NULL, failure_code text, paid_at timestamp NOT NULL
);
CREATE TABLE usage_events (
  id bigserial PRIMARY KEY, account_id int NOT NULL REFERENCES accounts(id), event_type text NOT NULL CHECK (event_type IN ('api_call','export','login','report')), units int NOT NULL, occurred_at timestamp NOT NULL
);
INSERT INTO plans (name,monthly_price,max_seats,includes_sso,support_level) VALUES
('Free',0,2,false,'community'),('Starter',19,5,false,'email'),('Team',49,25,false,'email'),('Business',119,100,true,'priority'),('Enterprise',399,NULL,true,'dedicated'),('Nonprofit',12,15,false,'community'),('Legacy Gold',89,40,true,'priority');
INSERT INTO accounts (company_name,industry,country,billing_email,employee_count,signed_up_on,is_verified,account_manager)
SELECT n, (ARRAY['retail','healthcare','fintech','education','logistics','media'])[1+abs(hashint4(i::int*3))%6],
 (ARRAY['United States','United States','Mexico','Mexico','Spain','Germany','Colombia','Canada'])[1+abs(hashint4(i::int*5+1))%8],
 CASE WHEN i%8=3 THEN NULL ELSE 'billing@'||lower(regexp_replace(n,'[^A-Za-z]','','g'))||'.com' END,
 CASE WHEN i%10=7 THEN NULL ELSE 4+abs(hashint4(i::int*7))%900 END,
 '2022-02-01'::date+abs(hashint4(i::int*11))%1700, abs(hashint4(i::int*13))%3>0,
 (ARRAY['Dana Whitlock','Óscar Prieto','Mei Tanaka',NULL])[1+abs(hashint4(i::int*17))%4]
FROM unnest(ARRAY['Acme Robotics','Bluebird Media','Cactus Logistics','Delta Health','Evergreen Foods','Foxglove Studio','Granite Bank','Harbor Freight Tech','Indigo Learning','Juniper Clinics','Kestrel Analytics','Lumen Labs','Maple Commerce','Nimbus Cloud','Orchard Retail','Pinnacle Labs','Quartz Payments','Redwood Academy','Saffron Travel','Tundra Shipping','Umbra Films','Vertex Capital','Willow Care','Xenon Energy','Yucca Markets','Zephyr Mobile','Atlas Movers','Beacon Schools','Cobalt Finance','Dune Fashion','Ember Games','Fjord Data','Glacier Pharma','Helix Labs','Ivory Dental','Jade Imports','Koala Kids','Lotus Yoga','Mosaic Press','Nectar Coffee','Onyx Security','Prairie Farms','Quill Publishing','Ripple Water','Summit Law']) WITH ORDINALITY AS t(n,i);
INSERT INTO subscriptions (account_id,plan_id,seats,status,started_on,canceled_on,cancel_reason,auto_renew)
SELECT a.id, p.id, least(coalesce(p.max_seats,300), 1+abs(hashint4(i*23))%(CASE WHEN p.id=5 THEN 280 ELSE 60 END)), s.st, d.sd,
 CASE WHEN s.st='canceled' THEN least('2026-11-10'::date, d.sd+30+abs(hashint4(i*29))%500) END,
 CASE WHEN s.st='canceled' AND abs(hashint4(i*31))%5>0 THEN (ARRAY['too expensive','missing features','switched to competitor','business closed','too expensive'])[1+abs(hashint4(i*37))%5] END,
 s.st IN ('active','past_due') AND abs(hashint4(i*41))%6>0
FROM generate_series(1,78) i
JOIN accounts a ON a.id=1+(i*17)%42
JOIN plans p ON p.id=(ARRAY[1,2,2,2,3,3,3,3,4,4,5,7])[1+abs(hashint4(i*43))%12]
CROSS JOIN LATERAL (SELECT (ARRAY['active','active','active','active','past_due','canceled','canceled','trialing'])[1+abs(hashint4(i*47))%8] st) s
CROSS JOIN LATERAL (SELECT CASE WHEN s.st='trialing' THEN '2026-11-01'::date+i%20 ELSE a.signed_up_on + abs(hashint4(i*53))%greatest(1,least(400,('2026-09-30'::date-a.signed_up_on))) END sd) d;
INSERT INTO invoices (subscription_id,invoice_number,total,issued_on,due_on,status)
SELECT s.id,'INV-'||lpad((row_number() OVER (ORDER BY g.d,s.id))::text,5,'0'), round(p.monthly_price*3*(1+s.seats/20.0)*(1+(abs(hashint4(s.id*59+extract(doy from g.d)::int))%12)/100.0),2), g.d::date, g.d::date+15,
 CASE WHEN s.status='past_due' AND g.d>'2026-06-01' OR g.d>'2026-10-30' THEN 'open' ELSE (ARRAY['paid','paid','paid','paid','paid','paid','paid','paid','paid','paid','void','uncollectible','open'])[1+abs(hashint4(s.id*61+g.d::date-'2020-01-01'::date))%13] END
FROM subscriptions s JOIN plans p ON p.id=s.plan_id AND p.monthly_price>0
CROSS JOIN LATERAL generate_series(s.started_on::timestamp, coalesce(s.canceled_on,'2026-11-20'::date)::timestamp, interval '3 months') g(d)
WHERE s.status<>'trialing';
INSERT INTO payments (invoice_id,amount,method,succeeded,failure_code,paid_at)
SELECT id,total,m,false,(ARRAY['card_declined','insufficient_funds','expired_card'])[1+abs(hashint4(id*67))%3], issued_on + interval '9 hours' + make_interval(mins=>id%400)
FROM invoices, LATERAL (SELECT (ARRAY['card','card','paypal'])[1+abs(hashint4(id*71))%3] m) x WHERE status<>'void' AND (abs(hashint4(id*73))%7=0 OR status='uncollectible');
INSERT INTO payments (invoice_id,amount,method,succeeded,failure_code,paid_at)
SELECT id,total,(ARRAY['card','card','card','bank_transfer','paypal'])[1+abs(hashint4(id*79))%5],true,NULL, issued_on + make_interval(days=>(ARRAY[1,2,3,4,5,6,7,9,10,12,13,14,18,20,24])[1+abs(hashint4(id*83))%15], hours=>8+id%10, mins=>id%60)
FROM invoices WHERE status='paid';
INSERT INTO usage_events (account_id,event_type,units,occurred_at)
SELECT 1+(power(abs(hashint4(i*89))%1000/1000.0,1.4)*39)::int, e.t, CASE e.t WHEN 'api_call' THEN 50+abs(hashint4(i*97))%4000 WHEN 'login' THEN 1 ELSE 1+abs(hashint4(i*101))%25 END,
 '2024-01-01'::timestamp + make_interval(days=>abs(hashint4(i*103))%1050, mins=>abs(hashint4(i*107))%1440)
FROM generate_series(1,1800) i CROSS JOIN LATERAL (SELECT (ARRAY['api_call','api_call','api_call','login','login','export','report'])[1+abs(hashint4(i*109))%7] t) e;
