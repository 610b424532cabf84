CREATE TABLE messages (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL DEFAULT 'default',
  -- One message for each event; null for one that was sent again.
  event_id uuid UNIQUE,
  resend_of uuid REFERENCES messages (id),
  resend_key uuid UNIQUE,
  customer_id uuid NOT NULL,
  order_id uuid,
  channel text NOT NULL CHECK (channel IN ('email', 'sms')),
  template text NOT NULL CHECK (
    template IN ('order_placed', 'order_cancelled', 'shipment_sent', 'shipment_delivered')
  ),
  parameters jsonb NOT NULL,
  locale text CHECK (locale IN ('uk', 'en')),
  status text NOT NULL CHECK (
    status IN ('queued', 'sent', 'delivered', 'failed', 'suppressed')
  ),
  failure text,
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamptz,
  traceparent text,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz NOT NULL,
  CHECK ((event_id IS NULL) = (resend_of IS NOT NULL)),
  CHECK ((status = 'queued') = (due_at IS NOT NULL))
);

COMMENT ON TABLE messages IS 'What customers were told, or will be; no contacts and no texts, which are made when a message is sent';
COMMENT ON COLUMN messages.parameters IS 'What the template needs: numbers, amounts, dates';
COMMENT ON COLUMN messages.locale IS 'The language it was written in, once it was';
COMMENT ON COLUMN messages.due_at IS 'When the sender takes a queued message up: after quiet hours, a pause, or the lease of a sender';
COMMENT ON COLUMN messages.traceparent IS 'The trace of the event, which the sender goes on with';

CREATE INDEX messages_newest_first ON messages (created_at DESC, id DESC);
CREATE INDEX messages_of_customer ON messages (customer_id, created_at DESC, id DESC);
CREATE INDEX messages_about_order ON messages (order_id, created_at DESC, id DESC);
CREATE INDEX messages_by_status ON messages (status, created_at DESC, id DESC);
CREATE INDEX messages_changed ON messages (updated_at, id);
CREATE INDEX messages_due ON messages (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX messages_resent ON messages (resend_of, created_at) WHERE resend_of IS NOT NULL;

CREATE TABLE preferences (
  customer_id uuid PRIMARY KEY,
  tenant_id text NOT NULL DEFAULT 'default',
  channels text[] NOT NULL CHECK (cardinality(channels) > 0),
  marketing boolean NOT NULL,
  quiet_from text NOT NULL,
  quiet_to text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE preferences IS 'What customers want to receive; one who set nothing has no row, and the defaults';

-- What reads changes by updated_at must not miss one that a statement forgot to date.
CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END
$$;

CREATE TRIGGER messages_touch BEFORE UPDATE ON messages
  FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER preferences_touch BEFORE UPDATE ON preferences
  FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
