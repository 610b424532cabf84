/** What visitors search for. */
export const QUERIES = [
  'чашка',
  'плед',
  'сумка',
  'wooden',
  'linen',
  'світильник',
  'Косів',
];
