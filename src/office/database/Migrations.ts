import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** Statements that end with a semicolon at the end of a line. */
const run = (statements: string) =>
  Effect.gen(function*() {
    const sql = yield* SqlClient.SqlClient
    for (const statement of statements.split(/;\s*\n/)) {
      if (statement.trim() !== "") yield* sql.unsafe(statement)
    }
  })

/** Every step of the schema, in order. A step that was released is never changed: another is added. */
export const migrations = {
  "0001_people": run(`
    CREATE TABLE companies (
      id text PRIMARY KEY,
      name text NOT NULL,
      retention jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE TABLE people (
      id text PRIMARY KEY,
      company_id text NOT NULL REFERENCES companies ON DELETE CASCADE,
      email text NOT NULL,
      name text NOT NULL,
      role text NOT NULL CHECK (role IN ('manager', 'viewer')),
      language text NOT NULL DEFAULT 'FRENCH',
      password text,
      active boolean NOT NULL DEFAULT true,
      created_at timestamptz NOT NULL DEFAULT now(),
      last_seen_at timestamptz
    );
    CREATE UNIQUE INDEX people_email ON people (lower(email));
    CREATE INDEX people_company ON people (company_id);
    CREATE TABLE sessions (
      hash text PRIMARY KEY,
      person_id text NOT NULL REFERENCES people ON DELETE CASCADE,
      expires_at timestamptz NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX sessions_person ON sessions (person_id);
    CREATE TABLE links (
      hash text PRIMARY KEY,
      kind text NOT NULL CHECK (kind IN ('first', 'invitation', 'password')),
      company_id text NOT NULL REFERENCES companies ON DELETE CASCADE,
      person_id text REFERENCES people ON DELETE CASCADE,
      expires_at timestamptz NOT NULL
    );
    CREATE TABLE worker_keys (
      id text PRIMARY KEY,
      company_id text REFERENCES companies ON DELETE CASCADE,
      name text NOT NULL,
      hash text NOT NULL UNIQUE,
      begins text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      last_used_at timestamptz
    );
  `),
  "0002_agents": run(`
    CREATE TABLE agents (
      id text PRIMARY KEY,
      company_id text NOT NULL REFERENCES companies ON DELETE CASCADE,
      name text NOT NULL,
      phone text,
      languages jsonb NOT NULL DEFAULT '[]',
      time_zone text,
      config jsonb,
      published integer,
      archived_at timestamptz,
      changed_at timestamptz NOT NULL DEFAULT now(),
      draft_yaml text,
      draft_revision integer NOT NULL DEFAULT 0,
      draft_by text,
      draft_at timestamptz,
      number_status text NOT NULL DEFAULT 'manual',
      trunk_id text,
      rule_id text,
      number_problem text
    );
    CREATE INDEX agents_company ON agents (company_id);
    CREATE UNIQUE INDEX agents_phone ON agents (phone) WHERE archived_at IS NULL AND published IS NOT NULL;
    CREATE TABLE agent_versions (
      agent_id text NOT NULL REFERENCES agents ON DELETE CASCADE,
      number integer NOT NULL,
      yaml text NOT NULL,
      by_name text NOT NULL,
      at timestamptz NOT NULL DEFAULT now(),
      note text,
      PRIMARY KEY (agent_id, number)
    );
  `),
  "0003_calls": run(`
    CREATE TABLE calls (
      id text PRIMARY KEY,
      company_id text NOT NULL REFERENCES companies ON DELETE CASCADE,
      agent_id text REFERENCES agents ON DELETE SET NULL,
      call_id text NOT NULL,
      caller_number text,
      dialed_number text,
      room_name text,
      sip_call_id text,
      started_at timestamptz NOT NULL,
      ended_at timestamptz,
      duration_seconds double precision,
      end_reason text,
      ended_by text,
      language text,
      transfer_department text,
      failed boolean NOT NULL DEFAULT false,
      metadata jsonb NOT NULL DEFAULT '{}',
      transcript_state text NOT NULL DEFAULT 'pending',
      transcript_path text,
      transcript_indexed boolean NOT NULL DEFAULT false,
      recording_state text NOT NULL DEFAULT 'pending',
      recording_path text,
      recording_seconds double precision,
      recording_bytes double precision,
      announced boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (company_id, call_id)
    );
    CREATE INDEX calls_recent ON calls (company_id, started_at DESC, id DESC);
    CREATE INDEX calls_agent ON calls (company_id, agent_id, started_at DESC);
    CREATE INDEX calls_caller ON calls (company_id, caller_number) WHERE caller_number IS NOT NULL;
    CREATE INDEX calls_ending ON calls (company_id, (reverse(caller_number) COLLATE "C")) WHERE caller_number IS NOT NULL;
    CREATE INDEX calls_live ON calls (company_id) WHERE ended_at IS NULL;
    CREATE INDEX calls_failed ON calls (company_id, started_at DESC) WHERE failed;
    CREATE TABLE words (
      call_id text PRIMARY KEY REFERENCES calls ON DELETE CASCADE,
      company_id text NOT NULL REFERENCES companies ON DELETE CASCADE,
      started_at timestamptz NOT NULL,
      said text NOT NULL,
      found tsvector NOT NULL
    );
    CREATE INDEX words_found ON words USING gin (found);
    CREATE INDEX words_recent ON words (company_id, started_at DESC, call_id DESC);
  `),
  "0004_messages": run(`
    CREATE TABLE messages (
      company_id text NOT NULL REFERENCES companies ON DELETE CASCADE,
      id text NOT NULL,
      call_key text REFERENCES calls ON DELETE SET NULL,
      agent_id text NOT NULL REFERENCES agents ON DELETE CASCADE,
      kind text NOT NULL,
      department text,
      caller_name text,
      callback_number text,
      text text NOT NULL,
      urgency text NOT NULL,
      best_time text,
      wishes jsonb NOT NULL DEFAULT '[]',
      due timestamptz,
      language text NOT NULL,
      taken_at timestamptz NOT NULL,
      complete boolean NOT NULL,
      taken_by text REFERENCES people ON DELETE SET NULL,
      done_at timestamptz,
      done_by text,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (company_id, id)
    );
    CREATE INDEX messages_call ON messages (call_key);
    CREATE INDEX messages_open ON messages (company_id, due) WHERE done_at IS NULL;
    CREATE INDEX messages_recent ON messages (company_id, taken_at DESC);
    CREATE INDEX messages_number ON messages (company_id, callback_number) WHERE callback_number IS NOT NULL;
    CREATE TABLE notes (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      company_id text NOT NULL,
      message_id text NOT NULL,
      by_name text NOT NULL,
      at timestamptz NOT NULL DEFAULT now(),
      text text NOT NULL,
      FOREIGN KEY (company_id, message_id) REFERENCES messages ON DELETE CASCADE
    );
    CREATE INDEX notes_message ON notes (company_id, message_id);
  `),
  "0005_deliveries": run(`
    CREATE TABLE webhooks (
      id text PRIMARY KEY,
      company_id text NOT NULL REFERENCES companies ON DELETE CASCADE,
      url text NOT NULL,
      secret text NOT NULL,
      events jsonb NOT NULL,
      active boolean NOT NULL DEFAULT true,
      gone boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX webhooks_company ON webhooks (company_id);
    CREATE TABLE deliveries (
      id text PRIMARY KEY,
      company_id text NOT NULL REFERENCES companies ON DELETE CASCADE,
      by text NOT NULL CHECK (by IN ('worker', 'office')),
      way text NOT NULL,
      "to" text,
      event text NOT NULL,
      webhook_id text REFERENCES webhooks ON DELETE CASCADE,
      message_id text,
      call_key text REFERENCES calls ON DELETE CASCADE,
      agent_id text,
      body text,
      state text NOT NULL CHECK (state IN ('open', 'delivered', 'failed')),
      tries integer NOT NULL DEFAULT 0,
      problem text,
      created_at timestamptz NOT NULL DEFAULT now(),
      next_at timestamptz,
      done_at timestamptz
    );
    CREATE INDEX deliveries_recent ON deliveries (company_id, created_at DESC, id DESC);
    CREATE INDEX deliveries_due ON deliveries (next_at) WHERE state = 'open' AND by = 'office';
    CREATE INDEX deliveries_failed ON deliveries (company_id) WHERE state = 'failed';
    CREATE INDEX deliveries_call ON deliveries (call_key);
    CREATE TABLE tries (
      delivery_id text NOT NULL REFERENCES deliveries ON DELETE CASCADE,
      at timestamptz NOT NULL,
      ok boolean NOT NULL,
      problem text
    );
    CREATE INDEX tries_delivery ON tries (delivery_id, at);
  `),
  "0006_audit": run(`
    CREATE TABLE audit (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      company_id text NOT NULL REFERENCES companies ON DELETE CASCADE,
      at timestamptz NOT NULL DEFAULT now(),
      person_id text,
      by_name text NOT NULL,
      action text NOT NULL,
      subject_kind text,
      subject_id text,
      detail text
    );
    CREATE INDEX audit_recent ON audit (company_id, id DESC);
    CREATE TABLE erasures (
      id text PRIMARY KEY,
      company_id text NOT NULL REFERENCES companies ON DELETE CASCADE,
      at timestamptz NOT NULL DEFAULT now(),
      by_name text NOT NULL,
      ending text NOT NULL,
      calls integer NOT NULL,
      messages integer NOT NULL,
      recordings integer NOT NULL,
      transcripts integer NOT NULL
    );
    CREATE TABLE removals (
      company_id text NOT NULL REFERENCES companies ON DELETE CASCADE,
      path text NOT NULL,
      erasure_id text REFERENCES erasures ON DELETE CASCADE,
      PRIMARY KEY (company_id, path)
    );
    CREATE TABLE erased (
      company_id text NOT NULL REFERENCES companies ON DELETE CASCADE,
      kind text NOT NULL CHECK (kind IN ('call', 'message')),
      id text NOT NULL,
      at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (company_id, kind, id)
    );
  `),
  "0007_carrier": run(`
    ALTER TABLE agents ADD COLUMN carrier_number_id text, ADD COLUMN carrier_trunk_id text,
      ADD COLUMN number_at timestamptz;
  `),
  "0008_erasing_keys": run(`
    ALTER TABLE worker_keys ADD COLUMN purpose text NOT NULL DEFAULT 'calls' CHECK (purpose IN ('calls', 'erasure'));
  `),
  "0009_recordings": run(`
    ALTER TABLE calls ADD COLUMN recording_started_at timestamptz;
  `),
  "0010_reasons": run(`
    ALTER TABLE deliveries ADD COLUMN reason jsonb;
    ALTER TABLE tries ADD COLUMN reason jsonb;
    ALTER TABLE agents ADD COLUMN number_reason jsonb;
  `),
  // Those of the environment: an office goes by its own, and by none that was there once.
  "0011_keys": run(`
    DELETE FROM worker_keys WHERE company_id IS NULL;
    ALTER TABLE worker_keys ALTER COLUMN company_id SET NOT NULL;
  `),
  // Since when the worker's outbox has it done: what was read there once is no news.
  "0012_done_in_outbox": run(`
    ALTER TABLE messages ADD COLUMN outbox_done_at timestamptz;
  `),
  // A hash of the number, by which what a worker that was away tells of it later is known for as long as it may be told.
  "0013_late_tellings": run(`
    ALTER TABLE erasures ADD COLUMN salt text, ADD COLUMN caller text;
  `)
}

/** The number of the last step. */
export const newest = Object.keys(migrations).length
