import { execFile } from 'node:child_process';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { connect } from 'node:net';
import { Launch } from '../container/launch';
import { Container, Handler, HttpGet } from '../types';

/** What came of a probe or a hook; a refusal is that nobody listens yet. */
export type Checked = { ok: boolean; message: string; refused?: boolean };

export type CheckContext = {
  container: Container;
  launch: Launch;
  podIp: string;
};

const LONGEST_OUTPUT = 10 * 1024;

export async function check(
  handler: Handler,
  context: CheckContext,
  timeoutMs: number,
): Promise<Checked> {
  const { container, launch, podIp } = context;
  if (handler.httpGet) {
    return await askHttp(handler.httpGet, container, podIp, timeoutMs);
  }
  if (handler.tcpSocket) {
    const { port, host } = handler.tcpSocket;
    return await askTcp(host ?? podIp, portOf(port, container), timeoutMs);
  }
  if (handler.exec) {
    return await execute(handler.exec.command ?? [], launch, timeoutMs);
  }
  return { ok: false, message: 'no supported handler' };
}

/** Ports go by their number or by the name that the container gives them. */
function portOf(port: number | string, { ports = [] }: Container): number {
  const named = ports.find(({ name }) => name === port)?.containerPort;
  return named ?? Number(port);
}

async function askHttp(
  get: HttpGet,
  container: Container,
  podIp: string,
  timeoutMs: number,
): Promise<Checked> {
  const { path = '/', scheme = 'HTTP', httpHeaders = [], host = podIp } = get;
  const port = portOf(get.port, container);
  const url = `${scheme.toLowerCase()}://${host}:${port}${
    path.startsWith('/') ? '' : '/'
  }${path}`;
  const headers = Object.fromEntries([
    ['user-agent', 'kube-probe/1.34'],
    ['accept', '*/*'],
    ['connection', 'close'],
    ...httpHeaders.map(({ name, value }) => [name.toLowerCase(), value]),
  ]);
  const send = scheme === 'HTTPS' ? requestHttps : requestHttp;
  const { signal, stop } = patience(timeoutMs);
  return await new Promise<Checked>(resolve => {
    const request = send(
      url,
      // Certificates of pods are their own affair.
      { headers, agent: false, rejectUnauthorized: false, signal },
      response => {
        const code = response.statusCode ?? 0;
        // What it says is not read; an end of the connection says nothing more.
        response.on('error', () => undefined).resume();
        response.once('close', stop);
        resolve({
          ok: code >= 200 && code < 400,
          message: `HTTP probe failed with statuscode: ${code}`,
        });
      },
    );
    request.on('error', error => {
      stop();
      const { refused, message } = failure(error, `${host}:${port}`);
      const why = signal.aborted
        ? 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
        : message;
      resolve({ ok: false, refused, message: `Get "${url}": ${why}` });
    });
    request.end();
  });
}

async function askTcp(
  host: string,
  port: number,
  timeoutMs: number,
): Promise<Checked> {
  const address = `${host}:${port}`;
  const { signal, stop } = patience(timeoutMs);
  const socket = connect({ host, port, signal });
  const asked = new Promise<Checked>(resolve => {
    socket.once('connect', () => resolve({ ok: true, message: '' }));
    socket.on('error', error =>
      resolve(
        signal.aborted
          ? { ok: false, message: `dial tcp ${address}: i/o timeout` }
          : failure(error, address),
      ),
    );
  });
  return await asked.finally(() => {
    stop();
    socket.destroy();
  });
}

/**
 * A signal for when it was long enough. What has come by then counts: this
 * process may have been too busy to look, and nobody is ended for that.
 */
function patience(ms: number): { signal: AbortSignal; stop(): void } {
  const end = new AbortController();
  const timer = setTimeout(() => setImmediate(() => end.abort()), ms);
  return { signal: end.signal, stop: () => clearTimeout(timer) };
}

function failure(error: NodeJS.ErrnoException, address: string): Checked {
  const refused = error.code === 'ECONNREFUSED';
  return {
    ok: false,
    refused,
    message: refused
      ? `dial tcp ${address}: connect: connection refused`
      : error.message,
  };
}

async function execute(
  command: string[],
  launch: Launch,
  timeoutMs: number,
): Promise<Checked> {
  const [program = '', ...args] = command;
  return await new Promise<Checked>(resolve => {
    execFile(
      program === 'node' ? process.execPath : program,
      args,
      {
        cwd: launch.cwd,
        env: launch.env,
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        maxBuffer: LONGEST_OUTPUT,
      },
      (error, stdout, stderr) => {
        const output = `${stdout}${stderr}`.trim();
        resolve({
          ok: !error,
          message: error?.killed
            ? `command timed out: ${command.join(' ')} timed out`
            : output || error?.message || '',
        });
      },
    );
  });
}
