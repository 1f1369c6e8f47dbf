-- Fields of a copy in which a tear-line stands for the full text: selectors, never their content.
alter table decision add column tear_lines text[] not null default '{}';
