CREATE TABLE customers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id text NOT NULL DEFAULT 'default',
  email text,
  name text,
  phone text,
  locale text NOT NULL DEFAULT 'uk' CHECK (locale IN ('uk', 'en')),
  erased_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK ((erased_at IS NULL) = (email IS NOT NULL AND name IS NOT NULL))
);

COMMENT ON TABLE customers IS
  'Who buys. An erased customer keeps the row, for the orders that point to it, and loses email, name and phone.';

CREATE UNIQUE INDEX customers_email ON customers (lower(email));
CREATE INDEX customers_changed ON customers (updated_at, id);
