-- Events wait here until the relay has put them on the stream. They are written
-- in the transaction that they tell of, so that neither exists without the other.
CREATE TABLE outbox (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  type text NOT NULL,
  data jsonb NOT NULL,
  traceparent text,
  occurred_at timestamptz(3) NOT NULL,
  sent_at timestamptz
);

CREATE INDEX outbox_waiting ON outbox (position) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;
