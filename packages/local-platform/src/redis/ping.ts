import { connect } from 'node:net';

const TIMEOUT_MS = 2_000;

/** Asks a Redis for a sign of life, with the password; rejects with what it says instead. */
export async function ping(port: number, password: string): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port });
  try {
    await new Promise<void>((resolve, reject) => {
      let answer = '';
      socket.setEncoding('latin1');
      socket.setTimeout(TIMEOUT_MS, () =>
        reject(new Error('it does not answer')),
      );
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('it closed the connection')));
      socket.on('data', (text: string) => {
        answer += text;
        if (answer.includes('-')) {
          reject(new Error(answer.trim()));
        } else if (answer.includes('+PONG\r\n')) {
          resolve();
        }
      });
      socket.write(`${encode('AUTH', password)}${encode('PING')}`);
    });
  } finally {
    socket.destroy();
  }
}

function encode(...words: string[]): string {
  const parts = words.map(word => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${words.length}\r\n${parts.join('')}`;
}
