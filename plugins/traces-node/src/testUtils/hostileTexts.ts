/** What people and programs send to find out whether a parameter becomes code. */
export const HOSTILE_TEXTS = [
  "' OR 1=1 --",
  "x'); DROP TABLE otel_traces; --",
  "\\' OR '1'='1",
  '" } { $ne: null } \\',
  '`; SELECT sleep(3) --',
  '{p0: String}',
  '%27%20OR%201%3D1&service=storefront',
  '../../services',
  '*',
  '%',
  '<script>alert(1)</script>',
  '\u0000\t\r\n',
  '\u{1f4a5}'.repeat(50),
];
