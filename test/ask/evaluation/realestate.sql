create table offices (id int primary key, name text not null, city text not null, opened_on date not null);
insert into offices values (1,'Harbor Office','Boston','2022-01-15'),(2,'Lakeview Office','Chicago','2022-03-01'),(3,'Sunset Office','Los Angeles','2022-09-12'),(4,'Pine Street Office','Seattle','2023-05-20'),(5,'Bayou Office','Houston','2024-02-10'),(6,'Midtown Office','New York','2025-11-03');
create table agents (id serial primary key, first_name text not null, last_name text not null, email text unique not null, office_id int not null references offices(id), hire_date date not null, commission_rate numeric(4,2) not null, is_active boolean not null, mentor_id int references agents(id));
insert into agents(first_name,last_name,email,office_id,hire_date,commission_rate,is_active,mentor_id)
select f,l,lower(f||'.'||l)||'@keystone.example',1+(o*2+o/5)%5,date '2022-02-01'+(o::int*59)%1400,2+(o*7%23)*0.1,o%7<>0,case when o>6 and o%3<>0 then 1+o%5 end
from (select *, row_number() over () from (values ('Grace','Miller'),('Henry','Okafor'),('Olivia','Chen'),('Daniel','Brooks'),('Sofia','Alvarez'),('Ethan','Walsh'),('Priya','Nair'),('Marcus','Reed'),('Hannah','Klein'),('Diego','Santos'),('Amelia','Foster'),('Noah','Bennett'),('Chloe','Martin'),('Victor','Hughes'),('Leila','Haddad'),('Owen','Price'),('Isabel','Moreno'),('Samuel','Grant'),('Nina','Petrova'),('Caleb','Stone'),('Ruth','Adler'),('Theo','Marsh')) v0) t(f,l,o) order by o;
create table owners (id serial primary key, full_name text not null, phone text, email text, owner_type text not null, country text not null);
insert into owners(full_name,phone,email,owner_type,country)
select n,case when o%4=1 then null else '+1-555-0'||(100+o*17) end,case when o%6=2 then null else 'owner'||o||'@mail.example' end,ty,c
from (select *, row_number() over () from (values ('Margaret Doyle','individual','USA'),('Blue Heron Holdings LLC','company','USA'),('Carlos Ibarra','individual','Mexico'),('Northgate Capital','company','Canada'),('Wei Zhang','individual','China'),('Peter Lindqvist','individual','Sweden'),('Evelyn Carter','individual','USA'),('Redwood Trust','trust','USA'),('James Whitfield','individual','UK'),('Maple Leaf Estates','company','Canada'),('Aisha Rahman','individual','USA'),('George Papadakis','individual','Greece'),('Summit Realty Partners','company','USA'),('Linda Novak','individual','USA'),('Harlow Family Trust','trust','UK'),('Martin Schulz','individual','Germany'),('Teresa Quinn','individual','USA'),('Cobalt Investments','company','USA'),('Bernard Lacroix','individual','France'),('Monica Reyes','individual','Mexico'),('Silver Oak Trust','trust','USA'),('Frank Delaney','individual','USA'),('Yuki Tanaka','individual','Japan'),('Meridian Homes Inc','company','USA'),('Paula Jennings','individual','USA')) v0) t(n,ty,c,o) order by o;
create table properties (id serial primary key, address text not null, city text not null, property_type text not null, bedrooms int not null, bathrooms int not null, area_sqm numeric(7,1) not null, year_built int not null, has_garage boolean not null, has_pool boolean not null, owner_id int not null references owners(id));
insert into properties(address,city,property_type,bedrooms,bathrooms,area_sqm,year_built,has_garage,has_pool,owner_id)
select (10+i*7)::text||' '||(array['Oak Street','Maple Avenue','Elm Drive','Cedar Lane','Washington Boulevard','River Road','Hillcrest Court'])[1+i%7],
 (array['Boston','Chicago','Los Angeles','Seattle','Houston','Chicago','Boston','Houston','Portland'])[1+(i*5)%9], t,
 case t when 'studio' then 0 when 'apartment' then 1+i%3 when 'townhouse' then 2+i%3 when 'house' then 3+i%4 else 0 end, 1+(i*3)%4,
 case t when 'studio' then 28 when 'apartment' then 60 when 'townhouse' then 110 when 'house' then 150 else 300 end+(i*17)%90+(i%10)*0.3,
 1935+(i*37)%90, i%3<>1, t='house' and i%4<>0, 1+(i*i+i)%23
from (select i,(array['apartment','house','townhouse','studio','apartment','house','commercial','apartment'])[1+i%8] t from generate_series(1,130) i) x order by i;
create table listings (id serial primary key, property_id int not null references properties(id), agent_id int not null references agents(id), listing_type text not null, asking_price numeric(12,2) not null, listed_on date not null, closed_on date, status text not null, description text);
insert into listings(property_id,agent_id,listing_type,asking_price,listed_on,closed_on,status,description)
select 1+(i*3)%118,1+(i*5+i/17)%20,ty,case ty when 'sale' then 180000+(i*7919)%1200000+i*10 else 900+(i*131)%4200+i end, d, case when st in('sold','rented') then d+20+(i*13)%120 end, st,
 case when i%5=0 then null else (array['Bright corner unit near the park','Renovated kitchen and hardwood floors','Quiet street close to schools','Investor opportunity, sold as is','Spectacular water views'])[1+i%7%5] end
from (select i,case when i%3=0 then 'rent' else 'sale' end ty, date '2022-02-14'+i*6 d, case when i%9=5 then 'withdrawn' when i>205 then 'active' when i%10=7 then 'active' when i%3=0 then 'rented' else 'sold' end st from generate_series(1,240) i) x order by i;
create table clients (id serial primary key, full_name text not null, email text, budget numeric(12,2), registered_on date not null, prefers_rent boolean not null);
insert into clients(full_name,email,budget,registered_on,prefers_rent)
select (array['Adam','Beth','Connor','Diana','Eric','Fiona','Gavin','Holly','Ian','Julia'])[1+i%10]||' '||(array['Abbott','Barnes','Coleman','Dixon','Ellis','Fischer','Gibson'])[1+i%7],
 case when i%8=0 then null else 'client'||i||'@inbox.example' end, case when i%6=1 then null else 150000+(i*48611)%1100000 end, date '2022-01-20'+i*20, i%4=2 from generate_series(1,70) i;
create table viewings (id serial primary key, listing_id int not null references listings(id), client_id int not null references clients(id), scheduled_at timestamp not null, attended boolean not null, rating int, feedback text);
insert into viewings(listing_id,client_id,scheduled_at,attended,rating,feedback)
select 1+l,1+(i*i+i*3)%64,timestamp '2022-02-20 09:00'+make_interval(days=>l*6+(i*7)%25,hours=>i%9),i%6<>0,case when i%6<>0 and i%5<>2 then 1+(i*7+i/11)%5 end,
 case when i%4=1 then (array['Loved the kitchen','Too small for us','Great location but noisy','Price is too high'])[1+i%12/3] end
from (select i,(i*37+i/50)%226 l from generate_series(1,480) i) x order by i;
create table contracts (id serial primary key, listing_id int not null unique references listings(id), client_id int not null references clients(id), signed_on date not null, final_price numeric(12,2) not null, payment_method text not null);
insert into contracts(listing_id,client_id,signed_on,final_price,payment_method)
select id,1+(id*11)%58,closed_on,round(asking_price*(0.90+(id*7%17)*0.01),2),(array['mortgage','cash','mortgage','bank transfer'])[1+id%4] from listings where status in('sold','rented') order by id;
