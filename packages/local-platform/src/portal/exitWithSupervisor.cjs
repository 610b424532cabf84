/*
 * Loaded into the portal before anything else. File descriptor 3 is a pipe that
 * the supervisor holds open; when the supervisor is killed it closes, and the
 * portal ends itself rather than holding its port.
 */
const { Socket } = require('node:net');

const pipe = new Socket({ fd: 3, readable: true, writable: false });
pipe.on('error', () => undefined);
pipe.on('close', () => process.kill(process.pid, 'SIGTERM'));
pipe.resume();
pipe.unref();
