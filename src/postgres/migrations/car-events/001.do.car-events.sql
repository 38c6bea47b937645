-- Events as they were sent, their headers, and the current state of each entity that they speak of.
-- Every statement can be run on a database that has these tables already.

CREATE TABLE IF NOT EXISTS business_events (
  id varchar(255) PRIMARY KEY,
  event_name varchar(255) NOT NULL,
  event_type varchar(255),
  created_date timestamptz,
  saved_date timestamptz,
  event_data jsonb NOT NULL
);

CREATE TABLE IF NOT EXISTS event_headers (
  id varchar(255) PRIMARY KEY REFERENCES business_events (id) ON DELETE CASCADE,
  event_name varchar(255) NOT NULL,
  event_type varchar(255),
  created_date timestamptz,
  saved_date timestamptz,
  header_data jsonb NOT NULL
);

CREATE TABLE IF NOT EXISTS car_entities (
  entity_id varchar(255) PRIMARY KEY,
  entity_type varchar(255) NOT NULL,
  created_at timestamptz,
  updated_at timestamptz,
  entity_data jsonb NOT NULL,
  event_id varchar(255) REFERENCES event_headers (id) ON DELETE SET NULL
);

CREATE TABLE IF NOT EXISTS loan_entities (
  entity_id varchar(255) PRIMARY KEY,
  entity_type varchar(255) NOT NULL,
  created_at timestamptz,
  updated_at timestamptz,
  entity_data jsonb NOT NULL,
  event_id varchar(255) REFERENCES event_headers (id) ON DELETE SET NULL
);

CREATE TABLE IF NOT EXISTS loan_payment_entities (
  entity_id varchar(255) PRIMARY KEY,
  entity_type varchar(255) NOT NULL,
  created_at timestamptz,
  updated_at timestamptz,
  entity_data jsonb NOT NULL,
  event_id varchar(255) REFERENCES event_headers (id) ON DELETE SET NULL
);

CREATE TABLE IF NOT EXISTS service_record_entities (
  entity_id varchar(255) PRIMARY KEY,
  entity_type varchar(255) NOT NULL,
  created_at timestamptz,
  updated_at timestamptz,
  entity_data jsonb NOT NULL,
  event_id varchar(255) REFERENCES event_headers (id) ON DELETE SET NULL
);

-- Entities of every other type: nothing that a producer sends is skipped.
CREATE TABLE IF NOT EXISTS other_entities (
  entity_type varchar(255) NOT NULL,
  entity_id varchar(255) NOT NULL,
  created_at timestamptz,
  updated_at timestamptz,
  entity_data jsonb NOT NULL,
  event_id varchar(255) REFERENCES event_headers (id) ON DELETE SET NULL,
  PRIMARY KEY (entity_type, entity_id)
);

CREATE INDEX IF NOT EXISTS business_events_event_type_idx ON business_events (event_type);
CREATE INDEX IF NOT EXISTS business_events_created_date_idx ON business_events (created_date DESC NULLS LAST, id DESC);
-- Which events speak of an entity: one key an entity, under the expression that the history route asks with.
CREATE INDEX IF NOT EXISTS business_events_entity_ids_idx ON business_events
  USING gin (jsonb_path_query_array(event_data, '$.entities[*].entityHeader.entityId') jsonb_path_ops);

CREATE INDEX IF NOT EXISTS event_headers_event_type_idx ON event_headers (event_type);
CREATE INDEX IF NOT EXISTS event_headers_created_date_idx ON event_headers (created_date);

CREATE INDEX IF NOT EXISTS car_entities_entity_type_idx ON car_entities (entity_type);
CREATE INDEX IF NOT EXISTS car_entities_created_at_idx ON car_entities (created_at);
CREATE INDEX IF NOT EXISTS car_entities_updated_at_idx ON car_entities (updated_at);
CREATE INDEX IF NOT EXISTS car_entities_event_id_idx ON car_entities (event_id);

CREATE INDEX IF NOT EXISTS loan_entities_entity_type_idx ON loan_entities (entity_type);
CREATE INDEX IF NOT EXISTS loan_entities_created_at_idx ON loan_entities (created_at);
CREATE INDEX IF NOT EXISTS loan_entities_updated_at_idx ON loan_entities (updated_at);
CREATE INDEX IF NOT EXISTS loan_entities_event_id_idx ON loan_entities (event_id);

CREATE INDEX IF NOT EXISTS loan_payment_entities_entity_type_idx ON loan_payment_entities (entity_type);
CREATE INDEX IF NOT EXISTS loan_payment_entities_created_at_idx ON loan_payment_entities (created_at);
CREATE INDEX IF NOT EXISTS loan_payment_entities_updated_at_idx ON loan_payment_entities (updated_at);
CREATE INDEX IF NOT EXISTS loan_payment_entities_event_id_idx ON loan_payment_entities (event_id);

CREATE INDEX IF NOT EXISTS service_record_entities_entity_type_idx ON service_record_entities (entity_type);
CREATE INDEX IF NOT EXISTS service_record_entities_created_at_idx ON service_record_entities (created_at);
CREATE INDEX IF NOT EXISTS service_record_entities_updated_at_idx ON service_record_entities (updated_at);
CREATE INDEX IF NOT EXISTS service_record_entities_event_id_idx ON service_record_entities (event_id);

CREATE INDEX IF NOT EXISTS other_entities_created_at_idx ON other_entities (created_at);
CREATE INDEX IF NOT EXISTS other_entities_updated_at_idx ON other_entities (updated_at);
CREATE INDEX IF NOT EXISTS other_entities_event_id_idx ON other_entities (event_id);
