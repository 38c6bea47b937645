create table artistas (id serial primary key, nombre text not null, nacionalidad text not null, anio_nacimiento int not null, anio_muerte int, biografia text);
comment on table artistas is 'Autores de las obras. / Authors of the artworks.';
comment on column artistas.anio_muerte is 'Año de fallecimiento, nulo si vive. / Year of death, null if alive.';
insert into artistas(nombre,nacionalidad,anio_nacimiento,anio_muerte,biografia)
select n,c,b,d,case when o%3=0 then null else 'Formado en '||(array['Madrid','París','Roma','Londres'])[1+o%4] end from (select *, row_number() over () from (values
('Isidro Valcárcel','española',1861,1932),('Clara Montiel','española',1894,1971),('Jean-Luc Perrault','francesa',1848,1919),('Margaret Holloway','británica',1902,1988),
('Giulio Ferrante','italiana',1815,1880),('Anselmo Prat','española',1933,2009),('Helga Brandt','alemana',1921,2004),('Tomás Urrutia','mexicana',1899,1965),
('Camille Dufour','francesa',1951,null),('Akira Mori','japonesa',1964,null),('Lucía Ferrer','española',1978,null),('Samuel Whitaker','británica',1833,1901),
('Rosa Caballero','argentina',1945,null),('Paolo Venturi','italiana',1780,1849),('Ingrid Solberg','noruega',1970,null),('Mateo Rivas','española',1989,null),
('Esteban Quiroga','argentina',1910,1990),('Nadia Orlova','rusa',1885,1956),('Carlos Benavente','española',1755,1823),('Beatriz Luna','mexicana',1992,null)) v0) t(n,c,b,d,o) order by o;
create table salas (id int primary key, nombre text not null, planta int not null, aforo int not null, climatizada boolean not null);
comment on table salas is 'Salas del museo. / Museum rooms.';
comment on column salas.aforo is 'Número máximo de personas. / Maximum number of people allowed.';
comment on column salas.planta is 'Planta del edificio. / Building floor.';
comment on column salas.climatizada is 'Tiene control de clima. / Has climate control.';
insert into salas values (1,'Sala Goya',0,120,true),(2,'Sala Velázquez',0,150,true),(3,'Sala Norte',1,60,false),(4,'Sala Sur',1,75,true),(5,'Galería Moderna',2,200,true),(6,'Gabinete de Dibujos',2,25,true),(7,'Sala Patio',0,90,false),(8,'Sala Cúpula',3,45,false),(9,'Espacio Joven',3,110,true);
create table obras (id serial primary key, titulo text not null, artista_id int references artistas(id), sala_id int references salas(id), tecnica text not null, anio_creacion int, alto_cm numeric(6,1) not null, ancho_cm numeric(6,1) not null, valor_seguro numeric(12,2) not null, en_exhibicion boolean not null, fecha_adquisicion date not null);
comment on table obras is 'Obras de la colección. / Artworks in the collection.';
comment on column obras.artista_id is 'Autor; nulo si es anónima. / Author; null when anonymous.';
comment on column obras.tecnica is 'Técnica: óleo, acuarela, escultura, fotografía, grabado. / Technique: oil, watercolour, sculpture, photograph, engraving.';
comment on column obras.valor_seguro is 'Valor asegurado en euros. / Insured value in euros.';
comment on column obras.en_exhibicion is 'Si está expuesta al público. / Whether it is on display.';
comment on column obras.sala_id is 'Sala donde está; nula si está en el almacén. / Room; null when in storage.';
insert into obras(titulo,artista_id,sala_id,tecnica,anio_creacion,alto_cm,ancho_cm,valor_seguro,en_exhibicion,fecha_adquisicion)
select (array['Retrato','Paisaje','Bodegón','Noche','Jardín','Mujer','Puerto','Caballo','Silencio','Mercado'])[1+i%10]||' '||(array['en azul','con luna','de invierno','al amanecer','sin título','junto al río','de Toledo','con flores','en ruinas','bajo la lluvia','del sur'])[1+(i*3)%11],
 a.id, case when i%4=3 then null else 1+(i*5+i/8)%8 end,(array['óleo','acuarela','óleo','escultura','fotografía','grabado','óleo'])[1+i%7],
 case when a.id is null then null else a.anio_nacimiento+20+(i*7)%28 end,20+(i*29)%180+(i%10)*0.5,18+(i*43)%210+(i%7)*0.5,5000+(i*i*911)%880000+i*3,i%4<>3 and i%9<>0,date '2022-01-15'+(i*29)%1600
from generate_series(1,110) i left join artistas a on a.id=1+(i*i+i*2)%18 and i%12<>7 order by i;
create table exposiciones (id serial primary key, titulo text not null, fecha_inicio date not null, fecha_fin date, sala_id int not null references salas(id), comisario text, presupuesto numeric(10,2) not null, temporal boolean not null);
comment on table exposiciones is 'Exposiciones organizadas. / Exhibitions organised.';
comment on column exposiciones.comisario is 'Persona responsable. / Curator.';
comment on column exposiciones.fecha_fin is 'Cierre; nulo si es permanente. / Closing date; null if permanent.';
comment on column exposiciones.temporal is 'Verdadero si es temporal. / True when temporary.';
insert into exposiciones(titulo,fecha_inicio,fecha_fin,sala_id,comisario,presupuesto,temporal) values
('Luces del Norte','2022-03-10','2022-06-30',3,'Elvira Sanz',42000,true),('Maestros de la colección','2022-01-01',null,2,'Jorge Pineda',150000,false),('Mujeres pintoras','2022-09-15','2023-01-15',5,'Elvira Sanz',88000,true),
('Papel y tinta','2023-02-01','2023-05-10',6,null,15500,true),('El siglo XIX','2022-05-20',null,1,'Ramón Ortega',120500,false),('Fotografía viva','2023-06-12','2023-10-01',9,'Julia Weber',37000,true),
('Mares','2023-11-03','2024-02-18',4,'Ramón Ortega',56500,true),('Vanguardias','2024-03-15','2024-07-20',5,'Jorge Pineda',97500,true),('Pequeños formatos','2024-05-05','2024-08-30',6,null,12800,true),
('Esculturas al aire','2024-09-01','2025-01-10',7,'Elvira Sanz',64000,true),('Nuevos creadores','2025-02-14','2025-05-31',9,'Julia Weber',29500,true),('Oriente y Occidente','2025-06-20','2025-11-15',4,'Ramón Ortega',71000,true),
('Arte y ciencia','2025-10-01','2026-02-28',5,'Julia Weber',83500,true),('Retratos','2026-01-20','2026-06-15',3,'Elvira Sanz',45500,true);
create table obras_exposiciones (exposicion_id int not null references exposiciones(id), obra_id int not null references obras(id), primary key(exposicion_id,obra_id));
comment on table obras_exposiciones is 'Obras incluidas en cada exposición. / Artworks included in each exhibition.';
insert into obras_exposiciones select distinct 1+(i*i+i)%13, 1+(i*17)%97 from generate_series(1,170) i where i%11<>3;
create table visitantes (id serial primary key, nombre text not null, pais text not null, fecha_nacimiento date, email text, socio boolean not null);
comment on table visitantes is 'Visitantes registrados. / Registered visitors.';
comment on column visitantes.socio is 'Es socio del museo. / Is a museum member.';
insert into visitantes(nombre,pais,fecha_nacimiento,email,socio)
select (array['Alba','Bruno','Claire','David','Emma','Felipe','Greta','Hugo','Irene','John','Kate'])[1+i%11]||' '||(array['Ramírez','Dupont','Smith','Rossi','Ortega','Weber','Campos','Brown'])[1+i%8],
 (array['España','Francia','Reino Unido','Italia','España','Alemania','España','Estados Unidos','Portugal'])[1+(i*4+i/10)%9], case when i%7=0 then null else date '1945-03-01'+(i*613)%22000 end, case when i%5=2 then null else 'v'||i||'@correo.example' end, i%3=1 from generate_series(1,85) i;
create table entradas (id serial primary key, visitante_id int not null references visitantes(id), exposicion_id int references exposiciones(id), fecha_compra date not null, tipo text not null, precio numeric(6,2) not null, canal text not null);
comment on table entradas is 'Entradas vendidas. / Tickets sold.';
comment on column entradas.tipo is 'general, reducida o gratuita. / general, reduced or free.';
comment on column entradas.canal is 'Canal de venta: web, taquilla o agencia. / Sales channel: web, box office or agency.';
comment on column entradas.exposicion_id is 'Nulo si es entrada general al museo. / Null for general museum admission.';
insert into entradas(visitante_id,exposicion_id,fecha_compra,tipo,precio,canal)
select 1+(i*i+5*i)%79,case when i%6=0 then null else e.id end,e.fecha_inicio+(i*7)%90,t,case t when 'general' then 14+(i%3) when 'reducida' then 7.5 else 0 end,(array['web','taquilla','web','agencia','web'])[1+(i*3)%5]
from (select i,1+(i*5+i/13+(i%4)*(i%3))%13 ex,(array['general','reducida','general','gratuita','general','general','reducida'])[1+(i+i/9)%7] t from generate_series(1,600) i) x join exposiciones e on e.id=x.ex order by i;
