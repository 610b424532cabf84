import { parseStatement, withPipe } from './statement';

const options = { pipe: '/pipe', mark: '/*mark*/', defaultFormat: 'TSV' };

function piped(text: string): string {
  const statement = parseStatement(text);
  return statement ? withPipe(statement, options) : '';
}

describe('parseStatement', () => {
  it.each([
    ['SELECT 1', 'read'],
    ['-- first\n/* then */ (select 1)', 'read'],
    ['WITH 1 AS one SELECT one', 'read'],
    ['WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x', 'write'],
    ['INSERT INTO t SELECT 1', 'write'],
    ['INSERT INTO t (a, b) WITH 1 AS x SELECT x, 2', 'write'],
    ['INSERT INTO t VALUES (1)', 'insert'],
    ['insert into table db.t (a) settings x = 1 format TSV', 'insert'],
    ['DESC t', 'read'],
    ['OPTIMIZE TABLE t', 'command'],
    ['KILL QUERY WHERE 1', 'command'],
  ])('knows what %s does', (text, kind) => {
    expect(parseStatement(text)?.kind).toBe(kind);
  });

  it('finds where the data begin', () => {
    const dataOf = (text: string) =>
      text.slice(parseStatement(text)?.dataStart ?? 0);
    expect(dataOf('INSERT INTO t VALUES (1);')).toBe('(1);');
    expect(dataOf('INSERT INTO t FORMAT TSV \r\n\n1')).toBe('\n1');
    expect(dataOf("INSERT INTO t ('FORMAT x', `VALUES`) FORMAT CSV 1,'")).toBe(
      "1,'",
    );
  });

  it('lets the pipe stand where the engine wants it', () => {
    expect(piped('SELECT 1 -- end')).toBe(
      "SELECT 1 INTO OUTFILE '/pipe' APPEND COMPRESSION 'none' /*mark*/ FORMAT TSV",
    );
    expect(piped('SELECT 1 FORMAT JSON SETTINGS a = 1;')).toBe(
      "SELECT 1  INTO OUTFILE '/pipe' APPEND COMPRESSION 'none' /*mark*/ FORMAT JSON SETTINGS a = 1",
    );
    expect(piped('INSERT INTO t (a) SETTINGS b = 1 VALUES (1)')).toBe(
      "INSERT INTO t (a)  FROM INFILE '/pipe' COMPRESSION 'none' /*mark*/ SETTINGS b = 1  FORMAT Values",
    );
  });

  it('takes a clause for a clause only where it is one', () => {
    for (const text of [
      "SELECT 'FORMAT JSON'",
      'SELECT (SELECT 1) AS `FORMAT`',
      'SELECT format FROM t',
      'SELECT $a$ FORMAT JSON $a$',
    ]) {
      expect(parseStatement(text)?.format).toBeUndefined();
    }
  });

  it('takes one statement, and none', () => {
    expect(parseStatement(' ;')).toBeUndefined();
    expect(parseStatement("SELECT ';' ;")?.sql).toBe("SELECT ';'");
    expect(() => parseStatement('SELECT 1; DROP TABLE t')).toThrow(
      'Multi-statements are not allowed',
    );
  });
});
