-- What the desk keeps ready beside a record. Everything here is made of the record and may be thrown
-- away; nothing here is ever the only copy of anything. Times are ISO 8601 minutes of the first and
-- last moment a date can mean, so that text order is time order; NULL where no calendar has it.

CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE places (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, country TEXT NOT NULL, region TEXT,
  latitude REAL, longitude REAL, precision TEXT NOT NULL,
  en TEXT NOT NULL, ru TEXT NOT NULL, uk TEXT NOT NULL, kk TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE reports (
  number INTEGER PRIMARY KEY, document TEXT NOT NULL UNIQUE, capture TEXT NOT NULL,
  report TEXT NOT NULL, title TEXT, outlet TEXT, lang TEXT, published TEXT, first TEXT, url TEXT,
  claims INTEGER NOT NULL, figures INTEGER NOT NULL
);
CREATE INDEX reports_by_outlet ON reports (outlet, first);
CREATE INDEX reports_by_time ON reports (first, number);
CREATE INDEX reports_by_address ON reports (url) WHERE url IS NOT NULL;
CREATE INDEX reports_by_name ON reports (report);

CREATE TABLE claims (
  number INTEGER PRIMARY KEY, claim TEXT NOT NULL, report INTEGER NOT NULL REFERENCES reports,
  kind TEXT NOT NULL, object TEXT, act TEXT, low INTEGER, high INTEGER, number_said TEXT,
  speaker TEXT, place_id TEXT, place TEXT, first TEXT, last TEXT, edtf TEXT, reality TEXT NOT NULL,
  question TEXT, account TEXT, state TEXT NOT NULL,
  before TEXT NOT NULL, marked TEXT NOT NULL, after TEXT NOT NULL, content TEXT NOT NULL
);
CREATE INDEX claims_by_state ON claims (state);
CREATE INDEX claims_by_id ON claims (claim);
CREATE INDEX claims_by_report ON claims (report);
CREATE INDEX claims_by_kind ON claims (kind, act, object);
CREATE INDEX claims_by_place ON claims (place_id);
CREATE INDEX claims_by_speaker ON claims (speaker);
CREATE INDEX claims_by_question ON claims (question);
CREATE INDEX claims_by_account ON claims (account);

CREATE TABLE questions (
  position INTEGER PRIMARY KEY, question TEXT NOT NULL UNIQUE, depth INTEGER NOT NULL,
  main INTEGER, object TEXT NOT NULL, act TEXT NOT NULL, place_id TEXT, place TEXT, period TEXT,
  first TEXT, last TEXT, accounts INTEGER NOT NULL, origins INTEGER NOT NULL,
  open INTEGER NOT NULL, conflict INTEGER NOT NULL, title TEXT NOT NULL,
  brief TEXT NOT NULL, row TEXT NOT NULL
);
CREATE INDEX questions_by_measure ON questions (object, act);
CREATE INDEX questions_by_place ON questions (place_id);
CREATE INDEX questions_main ON questions (main) WHERE main IS NOT NULL;
CREATE INDEX questions_by_accounts ON questions (accounts DESC, position);
CREATE INDEX questions_by_origins ON questions (origins DESC, position);
CREATE INDEX questions_by_time ON questions (first IS NULL, first, position);
CREATE INDEX questions_conflict ON questions (conflict, position);

-- The ledger taken apart, so that one question is put together again: as it stood by a day, in time, why.
CREATE TABLE kept (name TEXT PRIMARY KEY, row TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE conflicts (
  position INTEGER PRIMARY KEY, question TEXT NOT NULL, type TEXT NOT NULL, open INTEGER NOT NULL,
  row TEXT NOT NULL
);
CREATE INDEX conflicts_by_question ON conflicts (question);

CREATE TABLE happenings (
  position INTEGER PRIMARY KEY, part TEXT NOT NULL, kind TEXT NOT NULL, type TEXT NOT NULL,
  edtf TEXT, first TEXT, last TEXT, place_id TEXT, region TEXT, tellings INTEGER NOT NULL,
  row TEXT NOT NULL
);
CREATE INDEX happenings_by_time ON happenings (part, first);
CREATE INDEX happenings_by_place ON happenings (place_id);
CREATE INDEX happenings_by_type ON happenings (kind, type);

CREATE TABLE tellings (
  happening INTEGER NOT NULL REFERENCES happenings, claim TEXT NOT NULL, outlet TEXT, speaker TEXT
);
CREATE INDEX tellings_by_happening ON tellings (happening);
CREATE INDEX tellings_by_outlet ON tellings (outlet);
CREATE INDEX tellings_by_speaker ON tellings (speaker);

-- What is said of one claim of these kinds; ``claim`` is its number.
CREATE TABLE labels (
  claim INTEGER PRIMARY KEY, outlet TEXT NOT NULL, side TEXT NOT NULL, wording TEXT NOT NULL,
  shown TEXT NOT NULL, voice TEXT NOT NULL, day TEXT
);
CREATE INDEX labels_by_side ON labels (side, outlet, wording);
CREATE INDEX labels_by_outlet ON labels (outlet);

CREATE TABLE posts (
  claim INTEGER PRIMARY KEY, office TEXT NOT NULL, person TEXT NOT NULL, shown TEXT NOT NULL,
  change TEXT NOT NULL, first TEXT, printed TEXT
);
CREATE INDEX posts_by_office ON posts (office);
CREATE INDEX posts_by_person ON posts (person);

CREATE TABLE statuses (
  claim INTEGER NOT NULL, regime TEXT NOT NULL, level TEXT, change TEXT NOT NULL,
  place TEXT NOT NULL, first TEXT, last TEXT
);
CREATE INDEX statuses_by_regime ON statuses (regime, place, first);

CREATE TABLE outlets (
  outlet TEXT PRIMARY KEY, langs TEXT NOT NULL, reports INTEGER NOT NULL, claims INTEGER NOT NULL,
  figures INTEGER NOT NULL, first TEXT, last TEXT, sayings INTEGER NOT NULL, alone INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE copies (
  later TEXT NOT NULL, earlier TEXT NOT NULL, sayings INTEGER NOT NULL, credited INTEGER NOT NULL,
  PRIMARY KEY (later, earlier)
) WITHOUT ROWID;

CREATE TABLE origins (outlet TEXT NOT NULL, name TEXT NOT NULL, times INTEGER NOT NULL,
  PRIMARY KEY (outlet, name)) WITHOUT ROWID;

-- Pages captured twice that do not say the same, by their two reports; silent if no new date tells of it.
CREATE TABLE edited (
  position INTEGER PRIMARY KEY, before TEXT NOT NULL, after TEXT NOT NULL, page TEXT NOT NULL,
  outlet TEXT, captured_before TEXT NOT NULL, captured_after TEXT NOT NULL,
  silent INTEGER NOT NULL, changes INTEGER NOT NULL
);
CREATE INDEX edited_before ON edited (before);
CREATE INDEX edited_after ON edited (after);

-- Ranges that are not what they were on the shelf before this one; NULL where there was, or is, no question.
CREATE TABLE moved (
  position INTEGER PRIMARY KEY, question TEXT NOT NULL, before TEXT, after TEXT, custody INTEGER NOT NULL
);

-- Words by their lemmas: rowid is the claim's number, or the passage's.
CREATE TABLE passages (
  number INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES reports,
  starts INTEGER NOT NULL, ends INTEGER NOT NULL, lang TEXT
);
CREATE INDEX passages_by_report ON passages (report);
CREATE VIRTUAL TABLE passage_words USING fts5(
  lemmas, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '_='"
);
CREATE VIRTUAL TABLE claim_words USING fts5(
  lemmas, content='', tokenize="unicode61 remove_diacritics 0 tokenchars '_='"
);
