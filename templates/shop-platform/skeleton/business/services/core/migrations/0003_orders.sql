CREATE SEQUENCE order_numbers START 10000001;

CREATE TABLE orders (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL DEFAULT 'default',
  number text NOT NULL UNIQUE DEFAULT nextval('order_numbers')::text CHECK (number ~ '^[0-9]{8}$'),
  status text NOT NULL CHECK (status IN ('payment_pending', 'paid', 'shipped', 'delivered', 'cancelled')),
  customer_id uuid NOT NULL REFERENCES customers (id),
  delivery_method text NOT NULL CHECK (delivery_method IN ('branch', 'courier')),
  delivery_city text NOT NULL,
  delivery_branch_number integer,
  delivery_street text,
  delivery_postal_code text,
  delivery_cost_amount bigint NOT NULL CHECK (delivery_cost_amount >= 0),
  total_amount bigint NOT NULL CHECK (total_amount >= 0),
  currency text NOT NULL DEFAULT 'UAH' CHECK (currency = 'UAH'),
  payment_id uuid,
  reservation_id uuid,
  reservation_state text NOT NULL DEFAULT 'held' CHECK (reservation_state IN ('held', 'confirmed', 'released')),
  refund_state text NOT NULL DEFAULT 'none' CHECK (refund_state IN ('none', 'due', 'requested')),
  request_hash text,
  cancel_reason text CHECK (cancel_reason IN ('customer_request', 'out_of_stock', 'fraud_suspected', 'payment_failed')),
  cancel_comment text,
  cancel_key uuid,
  cancel_hash text,
  settle_after timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK ((status = 'cancelled') = (cancel_reason IS NOT NULL))
);

COMMENT ON TABLE orders IS
  'Every order from checkout to delivery. settle_after is when the reconciliation looks at it; NULL means that nothing is left to do at Payments or Inventory. updated_at moves when the order changes, not when the reconciliation takes it.';
COMMENT ON COLUMN orders.id IS
  'Computed from the Idempotency-Key of the request, so that a retry meets the same order.';

CREATE INDEX orders_newest ON orders (created_at DESC, id DESC);
CREATE INDEX orders_of_customer ON orders (customer_id, created_at DESC, id DESC);
CREATE INDEX orders_in_status ON orders (status, created_at DESC, id DESC);
CREATE INDEX orders_unsettled ON orders (settle_after) WHERE settle_after IS NOT NULL;
CREATE INDEX orders_changed ON orders (updated_at, id);
