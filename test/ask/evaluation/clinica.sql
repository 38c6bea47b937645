-- Clínica: nombres en español.
CREATE TABLE especialidades (
  id_especialidad integer PRIMARY KEY,
  nombre text NOT NULL UNIQUE,
  descripcion text
);
CREATE TABLE aseguradoras (
  id_aseguradora integer PRIMARY KEY,
  nombre text NOT NULL,
  porcentaje_cobertura integer NOT NULL
);
CREATE TABLE medicos (
  id_medico integer PRIMARY KEY,
  nombre text NOT NULL,
  apellido text NOT NULL,
  id_especialidad integer NOT NULL REFERENCES especialidades,
  correo text,
  telefono text,
  fecha_contratacion date NOT NULL,
  salario numeric(10,2) NOT NULL,
  activo boolean NOT NULL
);
CREATE TABLE pacientes (
  id_paciente integer PRIMARY KEY,
  nombre text NOT NULL,
  apellido text NOT NULL,
  fecha_nacimiento date NOT NULL,
  sexo text NOT NULL,
  ciudad text NOT NULL,
  telefono text,
  correo text,
  tipo_sangre text NOT NULL,
  id_aseguradora integer REFERENCES aseguradoras,
  fecha_registro date NOT NULL
);
CREATE TABLE citas (
  id_cita integer PRIMARY KEY,
  id_paciente integer NOT NULL REFERENCES pacientes,
  id_medico integer NOT NULL REFERENCES medicos,
  fecha_hora timestamp NOT NULL,
  motivo text NOT NULL,
  estado text NOT NULL,
  duracion_minutos integer NOT NULL
);
CREATE TABLE facturas (
  id_factura integer PRIMARY KEY,
  numero_factura text NOT NULL UNIQUE,
  id_cita integer NOT NULL REFERENCES citas,
  fecha_emision date NOT NULL,
  monto_total numeric(10,2) NOT NULL,
  estado_pago text NOT NULL,
  metodo_pago text
);
CREATE TABLE medicamentos (
  id_medicamento integer PRIMARY KEY,
  nombre text NOT NULL,
  presentacion text NOT NULL,
  precio_unitario numeric(8,2) NOT NULL,
  existencias integer NOT NULL
);
CREATE TABLE recetas (
  id_receta integer PRIMARY KEY,
  id_cita integer NOT NULL REFERENCES citas,
  id_medicamento integer NOT NULL REFERENCES medicamentos,
  cantidad integer NOT NULL,
  indicaciones text
);
COMMENT ON TABLE pacientes IS 'Personas que se atienden en la clínica.';
COMMENT ON COLUMN pacientes.id_aseguradora IS 'Seguro médico del paciente; nulo si no tiene.';
COMMENT ON COLUMN pacientes.fecha_registro IS 'Día en que el paciente se inscribió en la clínica.';
COMMENT ON TABLE citas IS 'Consultas programadas con un médico.';
COMMENT ON COLUMN citas.estado IS 'atendida, cancelada, pendiente o no asistió.';
COMMENT ON TABLE facturas IS 'Cobros por las citas atendidas.';
COMMENT ON COLUMN facturas.monto_total IS 'Importe facturado, en lempiras.';
COMMENT ON COLUMN facturas.estado_pago IS 'pagada, pendiente o anulada.';
COMMENT ON COLUMN medicamentos.existencias IS 'Unidades en la farmacia.';

CREATE FUNCTION pg_temp.pick (n bigint, seed integer, choices integer) RETURNS integer
  LANGUAGE sql IMMUTABLE RETURN ((hashint8extended(n, seed) & 9007199254740991) % choices)::integer;

INSERT INTO especialidades VALUES
  (1, 'Cardiología', 'Corazón y circulación'), (2, 'Pediatría', 'Niños y adolescentes'), (3, 'Dermatología', 'Piel'),
  (4, 'Ginecología', 'Salud de la mujer'), (5, 'Traumatología', 'Huesos y articulaciones'), (6, 'Oftalmología', 'Ojos'),
  (7, 'Medicina General', 'Atención primaria'), (8, 'Neurología', 'Sistema nervioso'), (9, 'Geriatría', NULL);
INSERT INTO aseguradoras VALUES (1, 'Seguros Atlántida', 80), (2, 'Mapfre', 70), (3, 'Pan-American Life', 85), (4, 'Ficohsa Seguros', 60), (5, 'Seguros Crefisa', 75);

INSERT INTO medicos
SELECT n,
  (ARRAY['Roberto','Claudia','Fernando','Patricia','Javier','Gabriela','Ricardo','Mónica','Andrés','Teresa','Manuel','Silvia'])[1 + (n - 1) % 12],
  (ARRAY['Aguilar','Castillo','Domínguez','Espinoza','Fuentes','Guzmán','Herrera','Ibarra','Juárez','Lara','Maldonado','Núñez','Ortega','Paredes','Quintero','Reyes','Salgado','Torres','Urbina','Valladares','Yáñez','Zelaya','Barahona','Cárcamo'])[n],
  CASE WHEN n <= 8 THEN n ELSE (ARRAY[7,7,2,1,7,2,4,1,7,3,5,2,6,7,4,7])[n - 8] END,
  'medico' || n || '@clinicasanrafael.hn', '2232-' || lpad((1000 + pg_temp.pick(n, 1, 9000))::text, 4, '0'),
  date '2012-01-01' + pg_temp.pick(n, 2, 4800), 28000 + 500 * pg_temp.pick(n, 3, 90) + n * 10, n NOT IN (6, 13, 21)
FROM generate_series(1, 24) AS n;

INSERT INTO pacientes
SELECT n,
  CASE WHEN sexo = 'F'
    THEN (ARRAY['María','Ana','Lucía','Carmen','Rosa','Elena','Sofía','Karla','Daniela','Isabel','Marta','Paola','Julia','Beatriz','Norma'])[1 + pg_temp.pick(n, 11, 15)]
    ELSE (ARRAY['José','Juan','Carlos','Luis','Pedro','Miguel','Jorge','Óscar','Diego','Héctor','Mario','Pablo','Rafael','Sergio','Víctor'])[1 + pg_temp.pick(n, 11, 15)] END,
  (ARRAY['García','Martínez','López','Hernández','Rodríguez','Mejía','Flores','Pineda','Cruz','Ramos','Rivera','Santos','Banegas','Alvarado','Cáceres','Orellana','Zúniga','Bonilla','Padilla','Amador'])[1 + n % 20]
    || ' ' || (ARRAY['Paz','Rosales','Murillo','Oliva','Suazo','Vega','Ponce','Madrid','Euceda','Lagos','Mencía','Discua','Portillo','Sabillón','Tábora'])[1 + n / 20 % 15],
  date '1940-01-15' + pg_temp.pick(n, 12, 29000),
  CASE sexo WHEN 'F' THEN 'Femenino' ELSE 'Masculino' END,
  (ARRAY['Tegucigalpa','Tegucigalpa','Tegucigalpa','San Pedro Sula','San Pedro Sula','La Ceiba','Comayagua','Choluteca','Danlí','Juticalpa'])[1 + pg_temp.pick(n, 13, 10)],
  CASE WHEN pg_temp.pick(n, 14, 10) > 0 THEN '9' || lpad(pg_temp.pick(n, 15, 1000)::text, 3, '0') || '-' || lpad(pg_temp.pick(n, 16, 10000)::text, 4, '0') END,
  CASE WHEN pg_temp.pick(n, 17, 4) > 0 THEN 'paciente' || n || (ARRAY['@gmail.com','@hotmail.com','@yahoo.com'])[1 + pg_temp.pick(n, 18, 3)] END,
  (ARRAY['O+','O+','O+','A+','A+','B+','AB+','O-','A-'])[1 + pg_temp.pick(n, 19, 9)],
  CASE WHEN pg_temp.pick(n, 20, 3) > 0 THEN 1 + pg_temp.pick(n, 21, 5) END,
  date '2022-01-03' + pg_temp.pick(n, 22, 1500)
FROM (SELECT n, CASE WHEN pg_temp.pick(n, 10, 100) < 56 THEN 'F' ELSE 'M' END AS sexo FROM generate_series(1, 260) AS n) AS p;

INSERT INTO citas
SELECT n, 1 + least(pg_temp.pick(n, 31, 248), pg_temp.pick(n, 32, 248)), 
  1 + (ARRAY[0,1,2,3,4,5,6,6,7,8,8,9,10,11,12,12,13,14,15,16,17,18,19,19,20,21,22])[1 + pg_temp.pick(n, 33, 27)],
  dia + (7 + pg_temp.pick(n, 34, 10)) * interval '1 hour' + 15 * pg_temp.pick(n, 35, 4) * interval '1 minute',
  (ARRAY['Control','Dolor de cabeza','Chequeo anual','Fiebre','Dolor de espalda','Presión alta','Alergia','Vacunación','Seguimiento','Resultados de examen'])[1 + pg_temp.pick(n, 36, 10)],
  CASE WHEN dia >= date '2026-05-01' THEN 'pendiente' ELSE (ARRAY['atendida','atendida','atendida','atendida','atendida','atendida','atendida','cancelada','cancelada','no asistió'])[1 + pg_temp.pick(n, 37, 10)] END,
  (ARRAY[15,20,30,30,30,45,60])[1 + pg_temp.pick(n, 38, 7)]
FROM (SELECT n, date '2022-02-01' + pg_temp.pick(n, 30, 1600) AS dia FROM generate_series(1, 1500) AS n) AS c;

INSERT INTO facturas
SELECT row_number() OVER (ORDER BY fecha_hora, id_cita), 'F-' || lpad((row_number() OVER (ORDER BY fecha_hora, id_cita))::text, 6, '0'), id_cita, fecha_hora::date,
  500 + pg_temp.pick(id_cita, 41, 3000) + pg_temp.pick(id_cita, 42, 100) / 100.0,
  pago, CASE WHEN pago = 'pagada' THEN (ARRAY['efectivo','efectivo','tarjeta','transferencia'])[1 + pg_temp.pick(id_cita, 44, 4)] END
FROM (SELECT *, (ARRAY['pagada','pagada','pagada','pagada','pagada','pendiente','pendiente','anulada'])[1 + pg_temp.pick(id_cita, 43, 8)] AS pago FROM citas WHERE estado = 'atendida') AS c;

INSERT INTO medicamentos
SELECT row_number() OVER (), m.* FROM (VALUES
  ('Acetaminofén 500 mg','tableta',2.50,900),('Ibuprofeno 400 mg','tableta',3.75,640),('Amoxicilina 500 mg','cápsula',8.20,310),('Loratadina 10 mg','tableta',4.10,0),
  ('Omeprazol 20 mg','cápsula',6.40,420),('Losartán 50 mg','tableta',9.90,150),('Metformina 850 mg','tableta',5.60,280),('Salbutamol','inhalador',185.00,24),
  ('Jarabe para la tos','jarabe',95.50,60),('Azitromicina 500 mg','tableta',38.00,75),('Diclofenaco gel','crema',120.75,33),('Vitamina C 1 g','tableta',7.25,510),
  ('Insulina NPH','inyección',410.00,12),('Complejo B','inyección',65.00,48),('Hidrocortisona 1%','crema',88.30,0),('Enalapril 10 mg','tableta',3.10,365),
  ('Clotrimazol','crema',72.00,41),('Suero oral','sobre',15.00,220),('Atorvastatina 20 mg','tableta',14.80,190),('Prednisona 5 mg','tableta',4.95,130)
) AS m;

INSERT INTO recetas
SELECT row_number() OVER (ORDER BY id_cita, k), id_cita, 1 + least(pg_temp.pick(id_cita * 3 + k, 51, 19), pg_temp.pick(id_cita * 3 + k, 52, 19)), 1 + pg_temp.pick(id_cita * 3 + k, 53, 30),
  (ARRAY['Cada 8 horas','Cada 12 horas','Una vez al día','Antes de dormir', NULL])[1 + pg_temp.pick(id_cita * 3 + k, 54, 5)]
FROM citas CROSS JOIN generate_series(0, 1) AS k WHERE estado = 'atendida' AND pg_temp.pick(id_cita * 3 + k, 55, 10) < 4;
