import { exec } from 'node:child_process';
import { createServer } from 'node:http';
import { parse } from 'node:url';

/** Packs the orders of a day, and runs whatever else the address says. */
createServer((request, response) => {
  const { day } = parse(request.url ?? '', true).query;
  exec(`tar --create --file orders.tar orders-${day}`);
  response.end();
}).listen(8080);
