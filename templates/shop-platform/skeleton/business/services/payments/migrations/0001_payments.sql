CREATE TABLE payments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id text NOT NULL DEFAULT 'default',
  idempotency_key uuid NOT NULL UNIQUE,
  request_hash text NOT NULL,
  order_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('unknown', 'captured', 'declined', 'partially_refunded', 'refunded')),
  decline_reason text CHECK (decline_reason IN ('insufficient_funds', 'card_expired', 'limit_exceeded', 'fraud_suspected', 'other')),
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL DEFAULT 'UAH' CHECK (currency = 'UAH'),
  refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND amount),
  provider_reference text,
  -- The trace of the request, for what is found out later.
  traceparent text,
  next_check_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

COMMENT ON TABLE payments IS 'A charge at LiqPay, by our id, which is its order_id there. Amounts in kopiikas. Status and refunded are what the entries add up to.';

CREATE INDEX payments_newest_first ON payments (created_at DESC, id DESC);
CREATE INDEX payments_of_order ON payments (order_id, created_at DESC, id DESC);
CREATE INDEX payments_by_status ON payments (status, created_at DESC, id DESC);
CREATE INDEX payments_unsettled ON payments (next_check_at) WHERE status = 'unknown';
CREATE INDEX payments_changes ON payments (updated_at, id);

CREATE TABLE entries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id text NOT NULL DEFAULT 'default',
  payment_id uuid NOT NULL REFERENCES payments,
  kind text NOT NULL CHECK (kind IN ('charge', 'decline', 'refund', 'correction')),
  -- In kopiikas, as it moved the shop's account: a refund is negative, a decline 0.
  amount bigint NOT NULL,
  refund_id uuid UNIQUE,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

COMMENT ON TABLE entries IS 'The ledger: what moved money, or surely did not. Rows are only added.';

CREATE INDEX entries_of_payment ON entries (payment_id, created_at);
CREATE UNIQUE INDEX entries_charged_once ON entries (payment_id) WHERE kind = 'charge';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Entries of the ledger are never changed; add a correction';
END
$$;

CREATE TRIGGER entries_are_final BEFORE UPDATE OR DELETE ON entries
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
