CREATE TABLE stock (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id text NOT NULL DEFAULT 'default',
  product_id uuid NOT NULL,
  warehouse text NOT NULL CHECK (warehouse IN ('kyiv', 'lviv')),
  on_hand integer NOT NULL CHECK (on_hand >= 0),
  reserved integer NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (product_id, warehouse),
  -- The last word: code that gets this wrong fails, it does not oversell.
  CONSTRAINT stock_not_oversold CHECK (reserved <= on_hand)
);

COMMENT ON TABLE stock IS 'How many pieces of a product lie in a warehouse, and how many of those are promised to orders.';

CREATE INDEX stock_available ON stock ((on_hand - reserved));
CREATE INDEX stock_changes ON stock (updated_at, id);

CREATE TABLE adjustments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id text NOT NULL DEFAULT 'default',
  idempotency_key uuid NOT NULL UNIQUE,
  request_hash text NOT NULL,
  product_id uuid NOT NULL,
  warehouse text NOT NULL,
  change integer NOT NULL CHECK (change <> 0),
  reason text NOT NULL CHECK (reason IN ('delivery', 'stocktaking', 'damaged', 'returned')),
  comment text,
  on_hand_after integer NOT NULL,
  reserved_after integer NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

COMMENT ON TABLE adjustments IS 'Each correction of a stock level: what changed and why. Rows are only added.';

CREATE INDEX adjustments_of_product ON adjustments (product_id, created_at);
