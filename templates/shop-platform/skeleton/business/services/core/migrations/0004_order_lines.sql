CREATE TABLE order_lines (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id text NOT NULL DEFAULT 'default',
  order_id uuid NOT NULL REFERENCES orders (id),
  position integer NOT NULL,
  product_id uuid NOT NULL REFERENCES products (id),
  name text NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  unit_price_amount bigint NOT NULL CHECK (unit_price_amount >= 0),
  total_amount bigint NOT NULL CHECK (total_amount = unit_price_amount * quantity),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (order_id, position)
);

COMMENT ON TABLE order_lines IS
  'What was ordered, with the name and price that the product had then.';

CREATE INDEX order_lines_changed ON order_lines (updated_at, id);
