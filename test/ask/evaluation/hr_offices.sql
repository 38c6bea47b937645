CREATE TABLE offices (office_id integer PRIMARY KEY, office_name text NOT NULL, city text NOT NULL, country text NOT NULL, capacity integer NOT NULL, opened_on date NOT NULL, has_parking boolean NOT NULL);
CREATE TABLE departments (department_id integer PRIMARY KEY, department_name text NOT NULL UNIQUE, office_id integer NOT NULL REFERENCES offices, annual_budget numeric(12,2) NOT NULL);
CREATE TABLE jobs (job_id integer PRIMARY KEY, job_title text NOT NULL UNIQUE, min_salary numeric(10,2) NOT NULL, max_salary numeric(10,2) NOT NULL);
CREATE TABLE employees (
  employee_id integer PRIMARY KEY,
  first_name text NOT NULL,
  last_name text NOT NULL,
  email text,
  phone_number text,
  birth_date date NOT NULL,
  gender text NOT NULL,
  hire_date date NOT NULL,
  termination_date date,
  job_id integer NOT NULL REFERENCES jobs,
  department_id integer NOT NULL REFERENCES departments,
  manager_id integer REFERENCES employees,
  current_salary numeric(10,2) NOT NULL,
  commission_pct numeric(4,2),
  is_remote boolean NOT NULL
);
CREATE TABLE salary_history (salary_history_id integer PRIMARY KEY, employee_id integer NOT NULL REFERENCES employees, effective_date date NOT NULL, salary numeric(10,2) NOT NULL, change_reason text NOT NULL);
CREATE TABLE projects (project_id integer PRIMARY KEY, project_name text NOT NULL, client_name text, start_date date NOT NULL, end_date date, budget numeric(12,2) NOT NULL, status text NOT NULL);
CREATE TABLE project_assignments (project_id integer NOT NULL REFERENCES projects, employee_id integer NOT NULL REFERENCES employees, role text NOT NULL, hours_allocated integer NOT NULL, assigned_on date NOT NULL, PRIMARY KEY (project_id, employee_id));
CREATE TABLE leave_requests (leave_request_id integer PRIMARY KEY, employee_id integer NOT NULL REFERENCES employees, leave_type text NOT NULL, start_date date NOT NULL, end_date date NOT NULL, days integer NOT NULL, status text NOT NULL, approved_by integer REFERENCES employees);
CREATE FUNCTION pg_temp.r(i int, s text) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$ SELECT (('x' || substr(md5(s || i), 1, 7))::bit(28)::int)::float8 / 268435456 $$;
CREATE FUNCTION pg_temp.h(i int, s text, n int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT floor(pg_temp.r(i, s) * n)::int $$;
CREATE FUNCTION pg_temp.k(i int, s text, n int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT 1 + floor(power(pg_temp.r(i, s), 1.4) * n)::int $$;
INSERT INTO offices VALUES (1,'Headquarters','Boston','United States',220,'2005-03-01',true),(2,'Lakeside','Chicago','United States',120,'2011-06-15',true),(3,'Thames House','London','United Kingdom',90,'2014-09-01',false),(4,'Spree Hub','Berlin','Germany',75,'2018-02-12',false),(5,'Maple Point','Toronto','Canada',60,'2020-10-05',true),(6,'Gran Via','Madrid','Spain',45,'2022-04-20',false);
INSERT INTO departments VALUES (1,'Engineering',1,4200000),(2,'Sales',2,2500000),(3,'Marketing',3,1300000),(4,'Human Resources',1,650000),(5,'Finance',1,900000),(6,'Customer Support',5,780000),(7,'Legal',3,520000),(8,'Data Science',4,1750000),(9,'Procurement',2,310000);
INSERT INTO jobs VALUES (1,'Software Engineer',70000,140000),(2,'Account Executive',50000,110000),(3,'Marketing Specialist',45000,85000),(4,'HR Generalist',42000,80000),(5,'Accountant',48000,92000),(6,'Support Agent',32000,58000),(7,'Legal Counsel',80000,160000),(8,'Data Scientist',75000,150000),(9,'Engineering Manager',110000,190000),(10,'Sales Manager',90000,165000),(11,'Office Assistant',28000,42000),(12,'Chief Executive Officer',250000,400000),(13,'Security Analyst',65000,125000);
INSERT INTO employees SELECT i, (ARRAY['James','Olivia','Liam','Emma','Noah','Ava','Lucas','Mia','Ethan','Sophia','Henry','Grace','Daniel','Chloe','Samuel','Hannah','Oscar'])[1+i%17], (ARRAY['Smith','Johnson','Brown','Taylor','Miller','Wilson','Moore','Clark','Lewis','Walker','Young','Baker','Carter'])[1+i%13], CASE WHEN pg_temp.h(i,'em',9)=0 THEN NULL ELSE 'employee' || i || '@acmecorp.com' END, CASE WHEN pg_temp.h(i,'ph',5)=0 THEN NULL ELSE '+1-555-' || (1000+pg_temp.h(i,'p2',9000)) END, date '1960-01-01'+pg_temp.h(i,'bd',14500), (ARRAY['female','male','female','male','non-binary'])[1+pg_temp.h(i,'g',5)], CASE WHEN i=1 THEN date '2022-01-03' ELSE date '2022-01-10'+pg_temp.h(i,'hd',1550) END, CASE WHEN i>12 AND pg_temp.h(i,'td',8)=0 THEN date '2026-05-01'+pg_temp.h(i,'tt',120) END, CASE WHEN i=1 THEN 12 WHEN i IN (2,8) THEN 9 WHEN i=3 THEN 10 ELSE (ARRAY[1,2,3,4,5,6,7,8,11])[pg_temp.k(i,'jb',9)] END, pg_temp.k(i,'dp',8), CASE WHEN i=1 THEN NULL WHEN i<=12 THEN 1 ELSE 1+pg_temp.k(i,'mg',11) END, CASE WHEN i=1 THEN 320000 ELSE 32000+pg_temp.h(i,'sl',118000) END, CASE WHEN pg_temp.h(i,'cm',4)=0 THEN (5+pg_temp.h(i,'c2',20))/100.0 END, pg_temp.h(i,'rm',3)=0 FROM generate_series(1,160) i;
INSERT INTO salary_history SELECT row_number() OVER (ORDER BY e.employee_id,n), e.employee_id, e.hire_date+n*200, round(e.current_salary*(0.85+n*0.05),2), CASE WHEN n=0 THEN 'hire' ELSE (ARRAY['promotion','annual review','market adjustment'])[1+pg_temp.h(e.employee_id*5+n,'cr',3)] END FROM employees e, generate_series(0,3) n WHERE n<=pg_temp.h(e.employee_id,'nn',4) AND e.hire_date+n*200<date '2026-10-01';
INSERT INTO projects SELECT i, (ARRAY['Apollo','Beacon','Cascade','Delta Migration','Evergreen','Falcon','Glacier','Horizon','Ironclad','Jupiter','Kestrel','Lighthouse','Meridian','Northstar','Orion','Data Lake Upgrade','Quantum','Riverbank'])[i], CASE WHEN pg_temp.h(i,'cl',3)=0 THEN NULL ELSE (ARRAY['Northwind Bank','Globex','Initech','Umbrella Health','Stark Retail'])[pg_temp.k(i,'c3',5)] END, date '2022-03-01'+pg_temp.h(i,'sd',1300), CASE WHEN i%3>0 THEN date '2025-12-01'+pg_temp.h(i,'ed',300) END, 40000+pg_temp.h(i,'bu',900000), (ARRAY['on hold','completed','active'])[1+i%3] FROM generate_series(1,18) i;
INSERT INTO project_assignments SELECT DISTINCT ON (p,e) p,e,(ARRAY['developer','analyst','lead','tester','consultant'])[pg_temp.k(i,'ro',5)],20+pg_temp.h(i,'ho',380),date '2023-01-01'+pg_temp.h(i,'ao',1100) FROM (SELECT i, pg_temp.k(i,'pp',17) p, pg_temp.k(i,'pe',140) e FROM generate_series(1,330) i) x ORDER BY p,e,i;
INSERT INTO leave_requests SELECT i, e, (ARRAY['vacation','sick','parental','unpaid'])[pg_temp.k(i,'lt',4)], s, s+d-1, d, st, CASE WHEN st='pending' THEN NULL ELSE 1+pg_temp.k(i,'ab',11) END FROM (SELECT i, pg_temp.k(i,'le',145) e, date '2023-01-05'+pg_temp.h(i,'ls',1250) s, 1+pg_temp.h(i,'ld',18) d, (ARRAY['approved','pending','rejected'])[pg_temp.k(i,'st',3)] st FROM generate_series(1,420) i) x;
