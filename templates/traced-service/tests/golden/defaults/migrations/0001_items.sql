CREATE TABLE items (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  price_amount bigint NOT NULL CHECK (price_amount >= 0),
  price_currency text NOT NULL CHECK (price_currency = 'UAH'),
  created_at timestamptz(3) NOT NULL
);

CREATE INDEX items_newest_first ON items (created_at DESC, id DESC);
