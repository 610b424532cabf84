-- The part of the shop's schemas that is copied, as its services make it.
CREATE SCHEMA core;
CREATE SCHEMA payments;
CREATE SCHEMA storefront;

CREATE TABLE core.products (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id text NOT NULL DEFAULT 'default',
  sku text NOT NULL UNIQUE,
  name text NOT NULL,
  category text NOT NULL,
  price_amount bigint NOT NULL,
  price_currency text NOT NULL DEFAULT 'UAH',
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE core.orders (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id text NOT NULL DEFAULT 'default',
  number text NOT NULL,
  status text NOT NULL DEFAULT 'paid',
  customer_id uuid NOT NULL,
  delivery_method text NOT NULL DEFAULT 'branch',
  delivery_city text NOT NULL DEFAULT 'Київ',
  delivery_cost_amount bigint NOT NULL DEFAULT 7000,
  total_amount bigint NOT NULL,
  currency text NOT NULL DEFAULT 'UAH',
  payment_id uuid,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX orders_changed ON core.orders (updated_at, id);
CREATE INDEX orders_newest ON core.orders (created_at DESC, id DESC);

CREATE TABLE core.order_lines (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id text NOT NULL DEFAULT 'default',
  order_id uuid NOT NULL REFERENCES core.orders (id) ON DELETE CASCADE,
  position integer NOT NULL,
  product_id uuid NOT NULL REFERENCES core.products (id),
  name text NOT NULL,
  quantity integer NOT NULL,
  unit_price_amount bigint NOT NULL,
  total_amount bigint NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (order_id, position)
);
CREATE INDEX order_lines_changed ON core.order_lines (updated_at, id);

CREATE TABLE payments.payments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  order_id uuid NOT NULL,
  status text NOT NULL,
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX payments_changes ON payments.payments (updated_at, id);

CREATE TABLE storefront.events (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id text NOT NULL DEFAULT 'default',
  type text NOT NULL,
  occurred_at timestamptz(3) NOT NULL DEFAULT now(),
  session_id uuid,
  customer_id uuid,
  product_id uuid,
  page text,
  query text,
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX events_changed ON storefront.events (updated_at, id);
