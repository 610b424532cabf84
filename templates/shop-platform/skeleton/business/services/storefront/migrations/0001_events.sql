CREATE TABLE events (
  id uuid PRIMARY KEY,
  tenant_id text NOT NULL DEFAULT 'default',
  type text NOT NULL CHECK (type IN ('page_view', 'product_view', 'click', 'search')),
  occurred_at timestamptz(3) NOT NULL,
  session_id uuid,
  customer_id uuid,
  product_id uuid,
  page text,
  query text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK (type <> 'product_view' OR product_id IS NOT NULL)
);

COMMENT ON TABLE events IS
  'What visitors looked at, as their browsers say. id is made there, so that a repeated batch changes nothing; rows are never changed.';

CREATE INDEX events_changed ON events (updated_at, id);
