CREATE TABLE categories (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id text NOT NULL DEFAULT 'default',
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9-]{1,60}$'),
  name text NOT NULL,
  name_en text NOT NULL,
  position integer NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

COMMENT ON TABLE categories IS
  'What products are grouped by, in the order of position. name is Ukrainian, name_en English.';

CREATE INDEX categories_changed ON categories (updated_at, id);

CREATE TABLE products (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id text NOT NULL DEFAULT 'default',
  sku text NOT NULL UNIQUE CHECK (sku ~ '^[A-Z0-9-]{3,32}$'),
  name text NOT NULL,
  name_en text,
  description text,
  description_en text,
  category text NOT NULL REFERENCES categories (slug),
  price_amount bigint NOT NULL CHECK (price_amount >= 0),
  price_currency text NOT NULL DEFAULT 'UAH' CHECK (price_currency = 'UAH'),
  weight_grams integer NOT NULL DEFAULT 500 CHECK (weight_grams BETWEEN 1 AND 30000),
  status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'active', 'archived')),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  -- Letters are lowered by name: under the locale "C" PostgreSQL lowers ASCII only.
  search tsvector NOT NULL GENERATED ALWAYS AS (
    to_tsvector(
      'simple',
      lower(
        translate(
          name || ' ' || coalesce(name_en, '') || ' ' || sku || ' ' ||
            coalesce(description, '') || ' ' || coalesce(description_en, ''),
          'АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ«»“”„’ʼ''-–—…',
          'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя            '
        )
      )
    )
  ) STORED
);

COMMENT ON TABLE products IS
  'What the shop sells. Prices are in kopiikas; a change raises version and moves updated_at. search is computed from names, SKU and descriptions in both languages.';

CREATE INDEX products_search ON products USING gin (search) WHERE status = 'active';
CREATE INDEX products_newest ON products (created_at DESC, id DESC) WHERE status = 'active';
CREATE INDEX products_price ON products (price_amount, id) WHERE status = 'active';
CREATE INDEX products_category_newest ON products (category, created_at DESC, id DESC) WHERE status = 'active';
CREATE INDEX products_category_price ON products (category, price_amount, id) WHERE status = 'active';
CREATE INDEX products_changed ON products (updated_at, id);
