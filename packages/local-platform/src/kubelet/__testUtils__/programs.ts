/** A server on 8080 that says who it is, and drains when it is told to end. */
export const SERVER = `
const http = require('node:http');
let draining = false;
const server = http.createServer((request, response) => {
  if (draining) response.setHeader('connection', 'close');
  if (request.url.startsWith('/call/')) {
    fetch('http://' + request.url.slice(6)).then(
      async answer => response.end(await answer.text()),
      error => { response.statusCode = 502; response.end(String(error.cause?.code)); },
    );
    return;
  }
  response.end(process.env.HOSTNAME);
});
server.listen(8080, () => console.log('listening'));
process.on('SIGTERM', () => {
  console.log('draining');
  draining = true;
  server.close(() => process.exit(0));
  setTimeout(() => server.closeIdleConnections(), 100);
});
`;
