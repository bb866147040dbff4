-- Sessions of the REST side, so that a restart signs nobody out. The cookie itself is not kept, only its SHA-256.
create table sign_ins (
    hash   varchar(64) not null primary key,
    person varchar(64) not null,
    begun  timestamp with time zone not null
);
create index sign_ins_begun on sign_ins (begun);
