CREATE TABLE reservations (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id text NOT NULL DEFAULT 'default',
  idempotency_key uuid NOT NULL UNIQUE,
  request_hash text NOT NULL,
  order_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('held', 'confirmed', 'released', 'expired')),
  warehouse text NOT NULL CHECK (warehouse IN ('kyiv', 'lviv')),
  expires_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

COMMENT ON TABLE reservations IS 'What is promised to an order. While held, its lines are part of stock.reserved; once confirmed they have left stock.on_hand.';

CREATE INDEX reservations_of_order ON reservations (order_id);
CREATE INDEX reservations_to_expire ON reservations (expires_at) WHERE status = 'held';
CREATE INDEX reservations_changes ON reservations (updated_at, id);

CREATE TABLE reservation_lines (
  reservation_id uuid NOT NULL REFERENCES reservations ON DELETE CASCADE,
  product_id uuid NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (reservation_id, product_id)
);

COMMENT ON TABLE reservation_lines IS 'The products of a reservation, each once; all of them come from the reservation''s one warehouse.';
