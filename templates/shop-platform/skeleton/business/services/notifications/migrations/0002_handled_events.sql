-- Delivery is at least once: an event whose id is here was handled already.
CREATE TABLE handled_events (
  id uuid PRIMARY KEY,
  type text NOT NULL,
  handled_at timestamptz NOT NULL DEFAULT now()
);
