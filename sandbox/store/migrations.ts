/**
 * The schema, as steps that only go forward: a step that was released is never edited. `user_version` counts the
 * steps a database has had. Times are ISO 8601 UTC texts, JSON columns are parsed with the contract's schemas on reading.
 */
export const migrations: readonly string[] = [
  `
  create table sessions (
    id text primary key,
    learner text not null,
    state text not null check (state in ('starting', 'ready', 'failed', 'ended')),
    created_at text not null,
    started_at text,
    ended_at text
  ) strict;
  create unique index one_session_per_learner on sessions (learner) where state <> 'ended';

  create table lesson_runs (
    id text primary key,
    session text not null references sessions (id) on delete cascade,
    lesson text not null,
    content_hash text not null,
    opened_at text not null,
    start_state_nano text,
    engine_life text,
    events_missed_at text,
    is_current integer not null default 0 check (is_current in (0, 1)),
    unique (session, lesson)
  ) strict;
  create unique index one_current_lesson on lesson_runs (session) where is_current = 1;

  create table verdicts (
    sequence integer primary key,
    idempotency_key text not null unique,
    run text not null references lesson_runs (id) on delete cascade,
    step text not null,
    body text not null
  ) strict;
  create index verdicts_of_run on verdicts (run, step, sequence);

  create table progress (
    learner text not null,
    lesson text not null,
    step text not null,
    passed_at text not null,
    content_hash text not null,
    primary key (learner, lesson, step)
  ) strict, without rowid;

  create table engine_events (
    run text not null references lesson_runs (id) on delete cascade,
    time_nano text not null,
    fingerprint text not null,
    body text not null,
    primary key (run, time_nano, fingerprint)
  ) strict, without rowid;
  `,
  `
  create table met_mistakes (
    learner text not null,
    lesson text not null,
    step text not null,
    mistake text not null,
    diagnosis text not null,
    met_at text not null,
    primary key (learner, lesson, step, mistake)
  ) strict, without rowid;
  `,
  `
  alter table sessions add column life text not null default 'active' check (life in ('active', 'frozen', 'stopped'));
  alter table sessions add column idle_ms integer not null default 0 check (idle_ms >= 0);
  `,
];
