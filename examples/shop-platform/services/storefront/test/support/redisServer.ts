import { createServer, type Socket } from 'node:net';
import { addressPort } from './http.ts';

export type Reply = string | number | undefined | Error | Reply[];
export type Command = (parameters: string[]) => Reply | Promise<Reply>;

export interface RedisServer {
  url: string;
  stop(): Promise<void>;
}

/** Redis's protocol and the commands that this service sends, with Redis's answers to them. */
export async function startRedisServer(): Promise<RedisServer> {
  const commands = createCommands();
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serve(socket, commands);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `redis://127.0.0.1:${addressPort(server.address())}`,
    async stop() {
      server.close();
      sockets.forEach(socket => socket.destroy());
    },
  };
}

function createCommands(): Map<string, Command> {
  const texts = new Map<string, { text: string; until: number }>();
  const get = (key: string) => {
    const value = texts.get(key);
    return value && value.until > Date.now() ? value.text : undefined;
  };
  return new Map<string, Command>([
    ['PING', () => 'PONG'],
    ['INFO', () => 'redis_version:7.4.0\r\nloading:0\r\n'],
    ['GET', ([key = '']) => get(key)],
    [
      'SET',
      ([key = '', text = '', , seconds]) => {
        const until = seconds ? Date.now() + Number(seconds) * 1000 : Infinity;
        texts.set(key, { text, until });
        return 'OK';
      },
    ],
    ['DEL', keys => keys.filter(key => texts.delete(key)).length],
  ]);
}

function serve(socket: Socket, commands: Map<string, Command>): void {
  let text = '';
  let queue = Promise.resolve();
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    text += chunk;
    for (let parsed = parseRequest(text); parsed; parsed = parseRequest(text)) {
      text = text.slice(parsed.length);
      const [name = '', ...parameters] = parsed.parts;
      queue = queue.then(async () => {
        const command = commands.get(name.toUpperCase());
        const reply = command
          ? await command(parameters)
          : new Error(`ERR unknown command '${name}'`);
        socket.write(encode(reply), 'latin1');
      });
    }
  });
}

/** An array of bulk strings; undefined until it is complete. Bytes stand as Latin-1 characters. */
function parseRequest(
  text: string,
): { parts: string[]; length: number } | undefined {
  const head = /^\*(\d+)\r\n/.exec(text);
  if (!head) {
    return undefined;
  }
  let offset = head[0].length;
  const parts: string[] = [];
  for (let left = Number(head[1]); left > 0; left -= 1) {
    const size = /^\$(\d+)\r\n/.exec(text.slice(offset, offset + 16));
    if (!size) {
      return undefined;
    }
    const start = offset + size[0].length;
    const end = start + Number(size[1]);
    if (text.length < end + 2) {
      return undefined;
    }
    parts.push(text.slice(start, end));
    offset = end + 2;
  }
  return { parts, length: offset };
}

function encode(reply: Reply): string {
  if (reply === undefined) {
    return '$-1\r\n';
  }
  if (reply instanceof Error) {
    return `-${reply.message}\r\n`;
  }
  if (typeof reply === 'number') {
    return `:${reply}\r\n`;
  }
  return typeof reply === 'string'
    ? `$${reply.length}\r\n${reply}\r\n`
    : `*${reply.length}\r\n${reply.map(encode).join('')}`;
}
