import { timingSafeEqual } from 'node:crypto';
import { OK, RedisError, ReplyMap, SimpleString } from '../resp';
import { Command, Commands, Context, MANY, syntaxError } from './Command';

/** What it says it is: what it stands for is Redis 7's answers to some commands. */
const VERSION = '7.0.0';

const INFO = `# Server
redis_version:${VERSION}
redis_mode:standalone
server_name:shop-platform-stand-in
loading:0
`.replaceAll('\n', '\r\n');

const auth: Command = {
  takes: [1, 2],
  run(parameters, context) {
    const [user, password] =
      parameters.length === 2 ? parameters : ['default', parameters[0]];
    logIn(context, user, password);
    return OK;
  },
};

const hello: Command = {
  takes: [0, MANY],
  run([version = '2', ...options], context) {
    if (version !== '2' && version !== '3') {
      throw new RedisError('NOPROTO unsupported protocol version');
    }
    const { session } = context;
    for (let at = 0; at < options.length; ) {
      switch (options[at].toUpperCase()) {
        case 'AUTH':
          logIn(context, options[at + 1] ?? '', options[at + 2] ?? '');
          at += 3;
          break;
        case 'SETNAME':
          session.name = options[at + 1] ?? '';
          at += 2;
          break;
        default:
          throw syntaxError();
      }
    }
    if (!session.authenticated) {
      throw new RedisError(
        'NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time',
      );
    }
    session.protocol = version === '3' ? 3 : 2;
    return new ReplyMap([
      ['server', 'redis'],
      ['version', VERSION],
      ['proto', session.protocol],
      ['id', session.id],
      ['mode', 'standalone'],
      ['role', 'master'],
      ['modules', []],
    ]);
  },
};

const client: Command = {
  takes: [1, MANY],
  run([subcommand, value = ''], { session }) {
    switch (subcommand.toUpperCase()) {
      case 'SETNAME':
        session.name = value;
        return OK;
      case 'GETNAME':
        return session.name || undefined;
      case 'ID':
        return session.id;
      case 'SETINFO':
        return OK;
      default:
        throw new RedisError(`ERR unknown subcommand '${subcommand}'`);
    }
  },
};

const select: Command = {
  takes: [1, 1],
  run([database]) {
    if (database !== '0') {
      throw new RedisError('ERR DB index is out of range');
    }
    return OK;
  },
};

/** A client of whom no more than this is understood may be anybody. */
export const WITHOUT_PASSWORD = new Set(['AUTH', 'HELLO', 'QUIT']);

export const connectionCommands: Commands = {
  AUTH: auth,
  HELLO: hello,
  CLIENT: client,
  SELECT: select,
  PING: {
    takes: [0, 1],
    run: ([text]) => text ?? new SimpleString('PONG'),
  },
  ECHO: { takes: [1, 1], run: ([text]) => text },
  QUIT: { takes: [0, 0], run: () => OK },
  INFO: { takes: [0, MANY], run: () => INFO },
};

function logIn(
  { session, password }: Context,
  user: string,
  given: string,
): void {
  const expected = Buffer.from(password, 'latin1');
  const actual = Buffer.from(given, 'latin1');
  const isRight =
    user === 'default' &&
    expected.length === actual.length &&
    timingSafeEqual(expected, actual);
  if (!isRight) {
    throw new RedisError(
      'WRONGPASS invalid username-password pair or user is disabled.',
    );
  }
  session.authenticated = true;
}
