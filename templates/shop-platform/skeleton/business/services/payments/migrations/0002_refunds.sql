CREATE TABLE refunds (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id text NOT NULL DEFAULT 'default',
  payment_id uuid NOT NULL REFERENCES payments,
  idempotency_key uuid NOT NULL UNIQUE,
  request_hash text NOT NULL,
  -- sent: LiqPay was asked, and has not answered yet.
  status text NOT NULL CHECK (status IN ('pending', 'sent', 'completed', 'failed')),
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL DEFAULT 'UAH' CHECK (currency = 'UAH'),
  reason text NOT NULL CHECK (reason IN ('order_cancelled', 'goods_returned', 'goodwill')),
  traceparent text,
  next_attempt_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

COMMENT ON TABLE refunds IS 'Money to give back, and how far that is. Amounts in kopiikas.';

CREATE INDEX refunds_of_payment ON refunds (payment_id, created_at DESC, id DESC);
CREATE INDEX refunds_due ON refunds (next_attempt_at) WHERE status IN ('pending', 'sent');
CREATE INDEX refunds_changes ON refunds (updated_at, id);
