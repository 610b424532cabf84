CREATE TABLE shipments (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL DEFAULT 'default',
  -- The reference at the carrier too: one parcel for each order.
  order_id uuid NOT NULL UNIQUE,
  customer_id uuid NOT NULL,
  status text NOT NULL CHECK (
    status IN ('pending', 'registered', 'in_transit', 'delivered', 'returned', 'failed')
  ),
  method text NOT NULL CHECK (method IN ('branch', 'courier')),
  city text NOT NULL,
  branch_number integer,
  street text,
  postal_code text,
  declared_value_amount bigint NOT NULL CHECK (declared_value_amount >= 0),
  declared_value_currency text NOT NULL CHECK (declared_value_currency = 'UAH'),
  tracking_number text UNIQUE,
  deliver_by date,
  failure text,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  recall_requested_at timestamptz,
  carrier_at timestamptz,
  delivered_at timestamptz(3),
  traceparent text,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz NOT NULL
);

COMMENT ON TABLE shipments IS 'The parcel of each order, from the event that asked for it to its end';
COMMENT ON COLUMN shipments.declared_value_amount IS 'In kopiikas';
COMMENT ON COLUMN shipments.attempts IS 'Calls to the carrier since the shipment was made or retried';
COMMENT ON COLUMN shipments.next_attempt_at IS 'When the worker calls the carrier; null when there is nothing to do';
COMMENT ON COLUMN shipments.recall_requested_at IS 'When the order was cancelled, if the carrier may know the parcel already';
COMMENT ON COLUMN shipments.carrier_at IS 'When the newest thing that the carrier said of the parcel happened';
COMMENT ON COLUMN shipments.traceparent IS 'The trace of the order, for what is done about it later';

CREATE INDEX shipments_newest_first ON shipments (created_at DESC, id DESC);
CREATE INDEX shipments_by_status ON shipments (status, created_at DESC, id DESC);
CREATE INDEX shipments_changed ON shipments (updated_at, id);
CREATE INDEX shipments_due ON shipments (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX shipments_under_way ON shipments (carrier_at) WHERE status IN ('registered', 'in_transit');

-- What reads changes by updated_at must not miss one that a statement forgot to date.
CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END
$$;

CREATE TRIGGER shipments_touch BEFORE UPDATE ON shipments
  FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE TABLE cancelled_orders (
  order_id uuid PRIMARY KEY,
  cancelled_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE cancelled_orders IS 'Orders whose cancellation came before they were known: a late order.placed makes no parcel';
