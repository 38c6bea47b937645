CREATE TABLE teams (
  id integer PRIMARY KEY,
  name text NOT NULL UNIQUE,
  region text NOT NULL,
  created_on date NOT NULL
);
CREATE TABLE agents (
  id integer PRIMARY KEY,
  full_name text NOT NULL,
  email text NOT NULL,
  team_id integer REFERENCES teams(id),
  hired_on date NOT NULL,
  hourly_rate numeric(6,2) NOT NULL,
  is_active boolean NOT NULL DEFAULT true
);
CREATE TABLE users (
  id integer PRIMARY KEY,
  full_name text NOT NULL,
  email text NOT NULL,
  company text,
  country text NOT NULL,
  plan text NOT NULL,
  signed_up_at timestamp NOT NULL
);
CREATE TABLE tickets (
  id integer PRIMARY KEY,
  subject text NOT NULL,
  user_id integer NOT NULL REFERENCES users(id),
  agent_id integer REFERENCES agents(id),
  status text NOT NULL,
  priority text NOT NULL,
  channel text NOT NULL,
  created_at timestamp NOT NULL,
  resolved_at timestamp,
  satisfaction_score integer
);
CREATE TABLE replies (
  id integer PRIMARY KEY,
  ticket_id integer NOT NULL REFERENCES tickets(id),
  agent_id integer REFERENCES agents(id),
  body text NOT NULL,
  is_internal boolean NOT NULL,
  created_at timestamp NOT NULL
);
CREATE TABLE tags (
  id integer PRIMARY KEY,
  name text NOT NULL UNIQUE
);
CREATE TABLE ticket_tags (
  ticket_id integer NOT NULL REFERENCES tickets(id),
  tag_id integer NOT NULL REFERENCES tags(id),
  PRIMARY KEY (ticket_id, tag_id)
);

INSERT INTO teams VALUES
(1,'Billing','Europe','2022-01-10'),
(2,'Technical','Europe','2022-02-01'),
(3,'Onboarding','Americas','2022-11-20'),
(4,'Enterprise','Americas','2023-05-02'),
(5,'Security','Asia','2024-03-18'),
(6,'Partners','Asia','2025-09-01');

INSERT INTO agents VALUES
(1,'Alice Monroe','alice.monroe@helpdesk.io',1,'2022-01-17',24.50,true),
(2,'Ben Carter','ben.carter@helpdesk.io',1,'2022-06-01',22.00,true),
(3,'Chloe Dawson','chloe.dawson@helpdesk.io',2,'2022-02-14',31.00,true),
(4,'Daniel Osei','daniel.osei@helpdesk.io',2,'2022-10-03',28.75,true),
(5,'Emma Lindqvist','emma.lindqvist@helpdesk.io',2,'2023-04-11',27.25,false),
(6,'Farid Haddad','farid.haddad@helpdesk.io',3,'2023-01-09',21.50,true),
(7,'Grace Kim','grace.kim@helpdesk.io',3,'2023-09-25',20.75,false),
(8,'Hector Ruiz','hector.ruiz@helpdesk.io',4,'2023-05-15',34.00,true),
(9,'Ingrid Bauer','ingrid.bauer@helpdesk.io',4,'2024-02-05',33.25,true),
(10,'Jamal Wright','jamal.wright@helpdesk.io',5,'2024-03-25',36.50,true),
(11,'Keiko Tanaka','keiko.tanaka@helpdesk.io',5,'2024-08-12',35.00,true),
(12,'Liam Murphy','liam.murphy@helpdesk.io',NULL,'2025-01-20',19.00,true),
(13,'Maya Patel','maya.patel@helpdesk.io',NULL,'2025-06-02',18.50,false),
(14,'Noah Fischer','noah.fischer@helpdesk.io',2,'2025-03-10',26.00,true);

INSERT INTO users
SELECT i,
 (ARRAY['Olivia','James','Sophia','Lucas','Mia','Ethan','Zoe','Adam','Nora'])[1+(i*4)%9]||' '||
 (ARRAY['Brown','Silva','Nguyen','Müller','Rossi','Walker','Andersson','Khan','Lopez','Dubois','Novak'])[1+(i*3)%11],
 'user'||i||'@'||(ARRAY['acme.com','globex.com','initech.net','gmail.com','umbrella.org'])[1+i%5],
 (ARRAY['Acme','Globex','Initech',NULL,'Umbrella'])[1+i%5],
 (ARRAY['Spain','Germany','United States','Brazil','France','United States','Japan','Spain'])[1+(i*5+i/8)%8],
 (ARRAY['free','pro','free','enterprise','pro','free','free'])[1+(i*2)%7],
 timestamp '2022-01-08 09:15:00' + ((i*41)%1500) * interval '1 day' + (i%11) * interval '1 hour'
FROM generate_series(1,90) i;

INSERT INTO tickets
SELECT i,
 (ARRAY['Cannot log in to my account','Invoice shows wrong amount','App crashes on startup','How do I export my data?','Refund request for duplicate charge','Password reset email never arrives','API returns error 500','Need to change billing address','Slow dashboard loading','Two-factor code rejected','Feature request: dark mode'])[1+(i*3)%11],
 CASE WHEN i%29=0 THEN 7 WHEN i%31=3 THEN 22 WHEN i%37=4 THEN 48 WHEN i%44=6 THEN 63 WHEN i%53=8 THEN 15 ELSE 1+(i*i+i*7)%83 END,
 CASE WHEN i%13=5 THEN NULL ELSE (ARRAY[1,3,2,4,8,3,6,10,1,5,9,3,4,11,8,7,1])[1+(i*5)%17] END,
 CASE WHEN i%13=5 THEN (ARRAY['open','pending'])[1+i%2] WHEN i%7=2 THEN 'open' WHEN i%7=4 THEN 'pending' WHEN i%5=0 THEN 'resolved' ELSE 'closed' END,
 (ARRAY['low','normal','high','normal','urgent','low','normal','normal','high'])[1+(i*2)%9],
 (ARRAY['email','chat','phone','email','web'])[1+(i*3+i/7)%5],
 timestamp '2023-01-02 08:00:00' + ((i*29+i*i/4)%1190) * interval '1 day' + ((i*5)%12) * interval '1 hour',
 CASE WHEN i%13=5 OR i%7 IN (2,4) THEN NULL ELSE timestamp '2023-01-02 08:00:00' + ((i*29+i*i/4)%1190) * interval '1 day' + ((i*5)%12 + 3 + (i*17)%160) * interval '1 hour' END,
 CASE WHEN i%13=5 OR i%7 IN (2,4) OR i%4=1 THEN NULL ELSE 1+(i*i+i/3)%5 END
FROM generate_series(1,400) i;

INSERT INTO replies
SELECT i, 1+(i*i+i*3)%389,
 CASE WHEN i%3=0 THEN NULL ELSE (SELECT agent_id FROM tickets WHERE id=1+(i*i+i*3)%389) END,
 (ARRAY['Thanks for reaching out, we are looking into it.','Could you send us a screenshot?','This has been fixed in the latest release.','Any update on this?','We have issued a refund to your card.','Escalating to the engineering team.','It works now, thank you!'])[1+(i*2)%7],
 i%3<>0 AND i%8=1,
 (SELECT created_at FROM tickets WHERE id=1+(i*i+i*3)%389) + (1+(i*7)%90) * interval '1 hour'
FROM generate_series(1,600) i;

INSERT INTO tags VALUES (1,'login'),(2,'billing'),(3,'bug'),(4,'refund'),(5,'api'),(6,'performance'),(7,'security'),(8,'feature-request'),(9,'mobile');

INSERT INTO ticket_tags
SELECT DISTINCT 1+(k*7+k/90)%391, 1+(k*k+k/7)%8 FROM generate_series(1,470) k
UNION SELECT 1+(k*11)%397, 2 FROM generate_series(1,60) k
UNION SELECT 1+(k*5)%393, 1 FROM generate_series(1,35) k
UNION SELECT 1+(k*13)%389, 4 FROM generate_series(1,25) k;
