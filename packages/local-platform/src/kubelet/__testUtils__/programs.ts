/** A server on 8080 that says who it is, and drains when it is told to end. */
export const SERVER = `
const http = require('node:http');
let draining = false;
const server = http.createServer((request, response) => {
  if (draining) response.setHeader('connection', 'close');
  if (request.url.startsWith('/call/')) {
    fetch('http://' + request.url.slice(6)).then(
      async answer => { response.statusCode = answer.status; response.end(await answer.text()); },
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
  setTimeout(() => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  }, 200);
});
`;

/** Prints what it is told at /print/…, takes memory at /take, and ends at /end. */
export const PRINTER = `
const http = require('node:http');
const taken = [];
console.log('start');
http.createServer((request, response) => {
  const [, what, text] = decodeURIComponent(request.url).split('/');
  if (what === 'print') console.log(text);
  response.on('finish', () => {
    if (what === 'end') process.exit(1);
    if (what === 'take') setInterval(() => taken.push(Buffer.alloc(16 * 1024 * 1024, 1)), 10);
  });
  response.end();
}).listen(8080);
`;
