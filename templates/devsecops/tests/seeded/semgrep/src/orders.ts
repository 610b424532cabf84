export async function findOrder(
  database: { query(sql: string): Promise<unknown> },
  id: string,
): Promise<unknown> {
  return database.query(`SELECT * FROM orders WHERE id = '${id}'`);
}

export async function askCarrier(number: string): Promise<Response> {
  return fetch(`https://carrier.example.com/parcels/${number}`);
}

export function charge(
  logger: { info(fields: object, text: string): void },
  card: { number: string; cvv: string },
): string {
  logger.info({ cvv: card.cvv }, 'charging');
  const sessionToken = Math.random().toString(36);
  return sessionToken;
}
