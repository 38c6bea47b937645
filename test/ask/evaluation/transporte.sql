create table ciudades (id int primary key, nombre text not null, provincia text not null, poblacion int not null);
comment on table ciudades is 'Ciudades donde empiezan o terminan las rutas';
insert into ciudades values
(1,'Madrid','Madrid',3300000),(2,'Barcelona','Barcelona',1640000),(3,'Valencia','Valencia',800000),(4,'Sevilla','Sevilla',685000),
(5,'Zaragoza','Zaragoza',676000),(6,'Málaga','Málaga',578000),(7,'Murcia','Murcia',460000),(8,'Bilbao','Vizcaya',346000),
(9,'Alicante','Alicante',338000),(10,'Córdoba','Córdoba',323000),(11,'Valladolid','Valladolid',297000),(12,'Vigo','Pontevedra',294000),
(13,'Gijón','Asturias',268000),(14,'Elche','Alicante',235000),(15,'Teruel','Teruel',36000);
create table conductores (id serial primary key, nombre text not null, apellidos text not null, dni text unique not null, fecha_contratacion date not null, salario numeric(8,2) not null, ciudad_id int not null references ciudades(id), activo boolean not null, telefono text, tipo_permiso text not null);
comment on table conductores is 'Personal que conduce los vehículos de la empresa';
comment on column conductores.salario is 'Salario bruto mensual en euros';
comment on column conductores.tipo_permiso is 'Clase de permiso de conducir: B, C, C+E o D';
insert into conductores(nombre,apellidos,dni,fecha_contratacion,salario,ciudad_id,activo,telefono,tipo_permiso)
select (array['Ana','Luis','Marta','Javier','Carmen','Pablo','Elena','Sergio','Lucía','Miguel','Rosa','Andrés'])[1+(i*7)%12],
 (array['García Ruiz','Martín Soto','López Vega','Sánchez Gil','Pérez Mora','Romero Díaz','Navarro Cano','Torres Rey','Molina Peña','Castro León'])[1+(i*3+i/10)%10],
 (40000000+i*13577)::text||substr('TRWAGMYFPDXBNJZSQVHLCKE',1+(40000000+i*13577)%23,1),
 date '2022-01-10'+(i*41)%1500, 1500+(i*137)%1100+i*0.5, 1+(i*4)%13, i%6<>0, case when i%5=0 then null else '6'||(10000000+i*372911)::text end,
 (array['B','C','C+E','D','C','C+E','B'])[1+i%7]
from generate_series(1,40) i;
create table vehiculos (id serial primary key, matricula text unique not null, marca text not null, modelo text not null, tipo text not null, anio_fabricacion int not null, capacidad_kg int not null, kilometraje int not null, electrico boolean not null, fecha_baja date);
comment on column vehiculos.tipo is 'furgoneta, camión, tráiler o autobús';
comment on column vehiculos.fecha_baja is 'Fecha en la que se retiró el vehículo; nula si sigue en servicio';
comment on column vehiculos.kilometraje is 'Kilómetros totales recorridos según el cuentakilómetros';
insert into vehiculos(matricula,marca,modelo,tipo,anio_fabricacion,capacidad_kg,kilometraje,electrico,fecha_baja)
select (1000+i*277)::text||' '||(array['KBC','LDF','LMR','MJK'])[1+i%4],
 v.ma, v.mo, v.t, 2012+(i*5)%13, v.c+(i%4)*150+i, 12000+(i*23741)%390000, v.t='furgoneta' and i%4<>0, case when i%8=3 then date '2023-02-01'+i*31 end
from generate_series(1,30) i join (values (0,'Iveco','Daily','furgoneta',1200),(1,'Volvo','FH16','tráiler',24000),(2,'Renault','Master','furgoneta',1100),(3,'Scania','R450','tráiler',22000),(4,'Mercedes','Actros','camión',12000),(5,'MAN','Lion''s Coach','autobús',4000),(6,'Iveco','Eurocargo','camión',8000)) v(k,ma,mo,t,c) on v.k=i%7 order by i;
create table rutas (id serial primary key, codigo text unique not null, origen_id int not null references ciudades(id), destino_id int not null references ciudades(id), distancia_km int not null, peaje boolean not null, duracion_min int not null);
comment on column rutas.peaje is 'Indica si la ruta pasa por autopistas de peaje';
comment on column rutas.duracion_min is 'Duración prevista en minutos';
insert into rutas(codigo,origen_id,destino_id,distancia_km,peaje,duracion_min) values
('MAD-BCN',1,2,621,true,370),('MAD-VLC',1,3,357,false,225),('MAD-SVQ',1,4,531,false,320),('BCN-ZAZ',2,5,312,true,190),('BCN-VLC',2,3,350,true,212),
('SVQ-AGP',4,6,207,false,140),('VLC-ALC',3,9,180,false,110),('ALC-MJV',9,7,82,false,55),('BIO-MAD',8,1,403,true,250),('ZAZ-BIO',5,8,304,true,185),
('COR-SVQ',10,4,143,false,95),('VLL-MAD',11,1,211,true,130),('VGO-MAD',12,1,592,true,345),('GIJ-VLL',13,11,281,true,175),('AGP-COR',6,10,160,true,105),
('MAD-ZAZ',1,5,315,false,195),('MJV-AGP',7,6,404,false,240),('VGO-GIJ',12,13,398,false,255),('BIO-GIJ',8,13,283,false,178),('BCN-MAD',2,1,622,true,375);
create table clientes (id serial primary key, razon_social text not null, sector text not null, ciudad_id int not null references ciudades(id), email text, fecha_alta date not null);
comment on table clientes is 'Empresas que contratan los portes';
insert into clientes(razon_social,sector,ciudad_id,email,fecha_alta)
select n, s, 1+(o*5)%14, case when o%4=0 then null else 'trafico@cliente'||o||'.es' end, date '2022-02-03'+(o::int*97)%1400
from (select *, row_number() over () from (values ('Frutas Levante SL','alimentación'),('Aceros del Norte SA','metalurgia'),('Textil Mediterráneo','textil'),('Bodegas Ribera','alimentación'),('Muebles Castilla','mueble'),('Farmalogic SA','farmacia'),('Cerámicas Onda','construcción'),('Pescados Rías Baixas','alimentación'),('Papelera Ebro','papel'),('Aceites Sierra Sur','alimentación'),('Electro Hogar SL','electrónica'),('Juguetes Ibi','juguete'),('Plásticos Vallés','química'),('Cementos Cantábrico','construcción'),('Distribuciones Alba','alimentación'),('Calzados Vinalopó','textil'),('Química Huelva SA','química'),('Conservas Cantabria','alimentación')) v0) t(n,s,o) order by o;
create table viajes (id serial primary key, ruta_id int not null references rutas(id), conductor_id int not null references conductores(id), vehiculo_id int not null references vehiculos(id), cliente_id int not null references clientes(id), fecha_salida timestamp not null, fecha_llegada timestamp, carga_kg int not null, importe numeric(10,2) not null, estado text not null);
comment on table viajes is 'Cada porte realizado o planificado';
comment on column viajes.importe is 'Precio facturado al cliente, en euros';
comment on column viajes.fecha_llegada is 'Vacía mientras el viaje no haya llegado a destino';
comment on column viajes.estado is 'completado, cancelado, en curso o planificado';
insert into viajes(ruta_id,conductor_id,vehiculo_id,cliente_id,fecha_salida,fecha_llegada,carga_kg,importe,estado)
select r, 1+(i*11+i/37)%36, 1+(i*13+i/29)%28, 1+(i*i+i/7)%17, s, case when e='completado' then s+make_interval(mins=>180+(i*37)%420) end, 300+(i*389)%11500, 180+(i*211)%2300+(i%100)*0.37, e
from (select i, 1+(i*7+i/19)%18 r, timestamp '2022-01-05 05:30'+make_interval(days=>(i*3),hours=>(i*5)%16) s,
 case when i>535 then 'planificado' when i>525 then 'en curso' when i%11=4 then 'cancelado' else 'completado' end e from generate_series(1,560) i) x order by i;
create table mantenimientos (id serial primary key, vehiculo_id int not null references vehiculos(id), fecha date not null, tipo text not null, coste numeric(9,2) not null, taller text not null, observaciones text);
comment on column mantenimientos.tipo is 'Clase de intervención: revisión, avería, neumáticos, ITV';
insert into mantenimientos(vehiculo_id,fecha,tipo,coste,taller,observaciones)
select 1+(i*i*3+i)%27, date '2022-01-20'+i*10, (array['revisión','avería','neumáticos','ITV','revisión'])[1+i%5], 45+(i*173)%1900+i*0.11,
 (array['Talleres Ramos','Motor Sur','AutoDiesel Ebro','Mecánica Pinto'])[1+(i/3)%4], case when i%3=0 then (array['Cambio de aceite y filtros','Pastillas de freno gastadas','Fuga de refrigerante'])[1+(i/3)%3] end
from generate_series(1,140) i;
