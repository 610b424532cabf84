/*
 * Loaded into a pod's process before its program, which knows nothing of it. It
 * gives the process the network that a pod has: an address of its own, and names
 * of the cluster that resolve. A listen on all addresses binds the pod's; a
 * connection goes to the pod's proxy, with one line that says where to, and
 * counts as made once the proxy has made it.
 *
 *   POD_IP        the pod's own loopback address
 *   POD_NETWORK   the port of that address on which the pod's proxy listens
 *   POD_CONTAINER the container whose faults the process has, where it has any
 */
const net = require('node:net');
const tls = require('node:tls');

const podIp = process.env.POD_IP;
const proxyPort = Number(process.env.POD_NETWORK);
const container = process.env.POD_CONTAINER;

const ANY = new Set([undefined, null, '', '0.0.0.0', '::', '0', 'localhost']);
const CONNECTED = 0x2b; // +
const NEWLINE = 0x0a;
const LONGEST_ANSWER = 200;

function bindPodAddress() {
  const { listen } = net.Server.prototype;
  net.Server.prototype.listen = function listenOnPod(...args) {
    const [options, callback] = net._normalizeArgs(args);
    const isTcp =
      !options.path &&
      options.fd === undefined &&
      options._handle === undefined &&
      options.port !== undefined;
    if (isTcp && ANY.has(options.host)) {
      const host = { ...options, host: podIp };
      return listen.call(this, ...(callback ? [host, callback] : [host]));
    }
    return listen.apply(this, args);
  };
}

function connectThroughProxy() {
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function connectFromPod(...args) {
    // net.connect has normalised them already.
    const [options, callback] = Array.isArray(args[0])
      ? args[0]
      : net._normalizeArgs(args);
    // A request over HTTP has `path: null`.
    if (options.path || options.port === undefined) {
      return connect.apply(this, args);
    }
    if (callback) {
      this.once('connect', callback);
    }
    const host = options.host || 'localhost';
    introduce(this, host, options.port);
    return connect.call(this, { host: podIp, port: proxyPort, noDelay: true });
  };
}

/** Says where the connection is to go, and holds back `connect` until the proxy is there. */
function introduce(socket, host, port) {
  const { emit, push } = socket;
  let answer = Buffer.alloc(0);

  const restore = () => {
    socket.emit = emit;
    socket.push = push;
  };
  const fail = (code, message) => {
    restore();
    const isOfName = ['ENOTFOUND', 'EAI_AGAIN'].includes(code);
    const what = isOfName
      ? `getaddrinfo ${code} ${host}`
      : `connect ${code} ${host}:${port}`;
    const error = new Error(message || what);
    socket.destroy(
      Object.assign(error, {
        code,
        syscall: isOfName ? 'getaddrinfo' : 'connect',
        hostname: host,
        address: host,
        port: Number(port),
      }),
    );
  };
  socket.emit = function emitLater(event, ...values) {
    if (event === 'connect') {
      // Past the stream, which may have ended already: what the program has
      // written waits in it for the event that is held back here.
      const line = Buffer.from(`${host} ${port}\n`);
      socket._writeGeneric(false, line, 'buffer', () => {});
      // A program that waits for data already waits for the same event.
      socket._handle.reading = true;
      socket._handle.readStart();
      return true;
    }
    if (event === 'ready') {
      return true;
    }
    return emit.call(socket, event, ...values);
  };
  socket.push = function takeAnswer(chunk, encoding) {
    if (chunk === null) {
      fail('ECONNRESET', `The network of the pod ended while connecting`);
      return false;
    }
    answer = Buffer.concat([answer, chunk]);
    if (answer[0] === CONNECTED) {
      restore();
      Object.defineProperties(socket, {
        remoteAddress: { value: host, configurable: true },
        remotePort: { value: Number(port), configurable: true },
      });
      const rest = answer.subarray(1);
      socket.emit('connect');
      socket.emit('ready');
      return rest.length > 0 ? socket.push(rest, encoding) : true;
    }
    const end = answer.indexOf(NEWLINE);
    if (end >= 0 || answer.length > LONGEST_ANSWER) {
      fail(answer.subarray(1, end < 0 ? undefined : end).toString());
    }
    return true;
  };
}

/** TLS is spoken on top of such a connection, and not with the proxy. */
function wrapConnectionsInTls() {
  const { connect } = tls;
  tls.connect = function connectTls(...args) {
    const [options, callback] = net._normalizeArgs(args);
    if (options.socket || options.path) {
      return connect.apply(this, args);
    }
    const { host, port } = options;
    const servername =
      options.servername ?? (host && !net.isIP(host) ? host : undefined);
    return connect(
      {
        ...options,
        ...(servername === undefined ? {} : { servername }),
        socket: net.connect({ host, port }),
      },
      ...(callback ? [callback] : []),
    );
  };
}

/**
 * Waits for the faults of the container, on a connection that keeps nobody from
 * ending. What they take is loaded with the first one.
 */
function hearOfFaults() {
  let rest = '';
  let apply;
  const take = faults => {
    if (apply || faults.length > 0) {
      apply ??= require('./processes/processFaults.cjs');
      apply(faults);
    }
  };
  const socket = net.connect({ host: podIp, port: proxyPort });
  socket.unref();
  socket.setEncoding('utf8');
  socket.on('data', text => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    lines.forEach(line => take(JSON.parse(line)));
  });
  socket.on('error', () => undefined);
  socket.on('close', () => take([]));
  socket.write(`!faults ${container}\n`);
}

if (podIp && proxyPort) {
  if (container) {
    // Past what follows: it is the proxy that is meant.
    hearOfFaults();
  }
  bindPodAddress();
  connectThroughProxy();
  wrapConnectionsInTls();
}
