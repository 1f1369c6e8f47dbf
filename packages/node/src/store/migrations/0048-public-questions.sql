-- What somebody wrote to the public site without an account: an error reported, a question. Words, way to reach them and the answer are sealed under one key, which is erased
-- with the question; in clear stand when it came, which page it is about and whether it is answered in public.
create table public_question (
  number bigint generated always as identity primary key,
  at timestamptz not null,
  about text not null,
  language text not null,
  slot bigint not null,
  sealed bytea not null,
  answered_at timestamptz,
  is_public boolean not null default false
);
create index public_question_at on public_question (at);
