-- What /ask keeps between questions. A schema of its own, which the reader's role may not enter.
CREATE SCHEMA IF NOT EXISTS atalaya;

CREATE TABLE IF NOT EXISTS atalaya.ask_examples (
  id uuid PRIMARY KEY,
  question text NOT NULL,
  normalized text NOT NULL UNIQUE,
  sql text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS atalaya.ask_conversations (
  caller text NOT NULL,
  id text NOT NULL,
  question text NOT NULL,
  whole text NOT NULL,
  sql text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (caller, id)
);
CREATE INDEX IF NOT EXISTS ask_conversations_updated_idx ON atalaya.ask_conversations (updated_at);
