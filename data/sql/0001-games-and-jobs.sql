-- Probabilities and prices are millionths (ppm), times are Unix seconds UTC
-- unless named otherwise, and what is not known is NULL or an empty text.

PRAGMA application_id = 1111706452; -- 'BCKT'

-- One row per game: what its records say together. Written anew whenever one
-- of them changes.
CREATE TABLE game (
  id                 INTEGER PRIMARY KEY,
  game_id            TEXT UNIQUE,             -- the id shown
  aliases            TEXT NOT NULL DEFAULT '', -- every other id, one a line, sorted
  league             TEXT NOT NULL DEFAULT '',
  season             TEXT NOT NULL DEFAULT '',
  date               TEXT NOT NULL DEFAULT '', -- of the arena, YYYY-MM-DD
  start_time         INTEGER NOT NULL DEFAULT 0,
  home               TEXT NOT NULL DEFAULT '', -- ESPN codes
  away               TEXT NOT NULL DEFAULT '',
  home_score         INTEGER,
  away_score         INTEGER,
  final              INTEGER NOT NULL DEFAULT 0,
  sources            TEXT NOT NULL DEFAULT '', -- one a line, sorted
  n_points           INTEGER NOT NULL DEFAULT 0,
  n_quotes           INTEGER NOT NULL DEFAULT 0,
  has_prices         INTEGER NOT NULL DEFAULT 0,
  last_updated       INTEGER NOT NULL DEFAULT 0,
  data_version       TEXT NOT NULL DEFAULT '',
  min_probability    INTEGER,
  max_probability    INTEGER,
  mean_probability   INTEGER,
  standard_deviation INTEGER
);
CREATE INDEX game_by_season ON game (season, date, start_time, game_id);
CREATE INDEX game_by_date ON game (date, start_time, game_id);

-- What one origin (0 ESPN, 1 an aligned CSV, 2 Kalshi) says about one game. A
-- record that belongs to none says why in "unmatched".
CREATE TABLE record (
  id         INTEGER PRIMARY KEY,
  origin     INTEGER NOT NULL,
  key        TEXT NOT NULL,
  game       INTEGER REFERENCES game (id) ON DELETE CASCADE,
  pair       TEXT,                            -- league and both teams: what records are joined by
  league     TEXT,
  season     TEXT,
  date       TEXT,
  start_time INTEGER NOT NULL DEFAULT 0,
  home       TEXT,
  away       TEXT,
  home_score INTEGER,
  away_score INTEGER,
  final      INTEGER NOT NULL DEFAULT 0,
  unmatched  TEXT,
  updated_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (origin, key)
);
CREATE INDEX record_by_game ON record (game, origin, key);
CREATE INDEX record_by_pair ON record (pair, date) WHERE pair IS NOT NULL;
CREATE INDEX record_unmatched ON record (key) WHERE unmatched IS NOT NULL;

-- Every id by which a record is known, its key included.
CREATE TABLE name (
  name   TEXT NOT NULL,
  record INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  PRIMARY KEY (name, record)
) WITHOUT ROWID;
CREATE INDEX name_by_record ON name (record);

-- One source's win probabilities, as its record has them: "home" is the record's.
CREATE TABLE track (
  id         INTEGER PRIMARY KEY,
  record     INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  source     TEXT NOT NULL,
  aligned    INTEGER NOT NULL,
  n_points   INTEGER NOT NULL DEFAULT 0,
  n_priced   INTEGER NOT NULL DEFAULT 0,
  first_time INTEGER,
  min        INTEGER,
  max        INTEGER,
  mean       INTEGER,
  deviation  INTEGER,
  digest     TEXT NOT NULL DEFAULT '',        -- SHA-256 of the points
  UNIQUE (record, source)
);

CREATE TABLE model_point (
  track      INTEGER NOT NULL REFERENCES track (id) ON DELETE CASCADE,
  seq        INTEGER NOT NULL,
  time       INTEGER NOT NULL,
  prob       INTEGER NOT NULL,
  price      INTEGER,
  bid        INTEGER,
  ask        INTEGER,
  home_score INTEGER,
  away_score INTEGER,
  clock      INTEGER,
  period     INTEGER NOT NULL,
  PRIMARY KEY (track, seq)
) WITHOUT ROWID;

CREATE TABLE market (
  id           INTEGER PRIMARY KEY,
  record       INTEGER NOT NULL REFERENCES record (id) ON DELETE CASCADE,
  ticker       TEXT NOT NULL,
  event_ticker TEXT NOT NULL DEFAULT '',
  team         TEXT NOT NULL DEFAULT '',
  is_home      INTEGER NOT NULL DEFAULT 0,    -- of the record's teams
  result       TEXT NOT NULL DEFAULT '',
  last_price   INTEGER,
  n_quotes     INTEGER NOT NULL DEFAULT 0,
  n_priced     INTEGER NOT NULL DEFAULT 0,
  digest       TEXT NOT NULL DEFAULT '',      -- SHA-256 of the quotes
  UNIQUE (record, ticker)
);

CREATE TABLE quote (
  market INTEGER NOT NULL REFERENCES market (id) ON DELETE CASCADE,
  time   INTEGER NOT NULL,
  bid    INTEGER,
  ask    INTEGER,
  last   INTEGER,
  volume INTEGER NOT NULL,                    -- millionths of a contract
  PRIMARY KEY (market, time)
) WITHOUT ROWID;

-- Times of jobs are microseconds.
CREATE TABLE job (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL,
  title       TEXT NOT NULL,
  alias       TEXT,
  owner       TEXT,
  request     TEXT,                           -- JSON
  status      TEXT NOT NULL,
  current     INTEGER NOT NULL,
  total       INTEGER NOT NULL,
  detail      TEXT,
  error       TEXT,
  partial     INTEGER NOT NULL,
  rate        REAL NOT NULL,
  eta_seconds REAL NOT NULL,
  started_at  INTEGER NOT NULL,
  finished_at INTEGER NOT NULL,
  t_us        INTEGER NOT NULL
);

CREATE TABLE result (
  job      INTEGER PRIMARY KEY REFERENCES job (seq) ON DELETE CASCADE,
  document TEXT NOT NULL,                     -- JSON
  summary  TEXT                               -- JSON
);
