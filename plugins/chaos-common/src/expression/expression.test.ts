import { compileExpression, ExpressionError } from '..';

const outcome = { exitCode: 3, stdout: 'slow: 42 ms\nand ü' };

function problemOf(text: string): string {
  try {
    compileExpression(text);
    return 'none';
  } catch (error) {
    return error instanceof ExpressionError ? error.message : String(error);
  }
}

describe('expressions of conditional branches', () => {
  it.each([
    ['true', true],
    ['false or exitCode == 3', true],
    ['exitCode != 3', false],
    ['exitCode == 3.0', true],
    ['exitCode >= 3 and exitCode < 1_000', true],
    ['exitCode > -1 && !(exitCode == 0)', true],
    ['not (exitCode == 3) || stdout == ""', false],
    ['exitCode in [0, 1]', false],
    ['exitCode in [0, 3,]', true],
    ['exitCode in []', false],
    ['exitCode not in [0, 1]', true],
    ['exitCode in 1..3', true],
    ['exitCode in -3..2', false],
    ['stdout contains "42"', true],
    ["stdout startsWith 'slow' and stdout endsWith 'ü'", true],
    ['stdout endsWith "u"', false],
    ['stdout matches "^slow: \\\\d+ ms"', true],
    ['stdout matches "^and"', false],
    ['stdout matches "(?m)^and"', true],
    ['stdout contains "\\n"', true],
    [`stdout == 'it\\'s'`, false],
    ['stdout in ["a", \'slow\']', false],
    ['len(stdout) == 18', true],
    ['stdout > "sl" and stdout < "slowly"', true],
    ['stdout < "slow"', false],
    ['exitCode == 3 ? stdout contains "ms" : false', true],
    ['(exitCode == 0 ? 1 : 2) == 2', true],
    ['exitCode == 0 ?: exitCode == 3', true],
    ['(exitCode == 3) == true', true],
    // As everywhere: "and" before "or".
    ['true or true and false', true],
    ['(true or true) and false', false],
  ])('say of %s: %s', (text, expected) => {
    expect(compileExpression(text)(outcome)).toBe(expected);
  });

  it.each([
    ['', 'the end cannot stand here (column 1)'],
    ['exitCode', 'it is a number, and a branch is taken or not'],
    ['exitCode == ', 'the end cannot stand here (column 13)'],
    [
      'exitCode == "0"',
      '"==" after a number takes a number, and this is a text (column 13)',
    ],
    ['exitCode = 0', '"=" cannot stand here (column 10)'],
    ['exit == 0', '"exit" is not known; there are exitCode and stdout'],
    [
      'not exitCode == 0',
      '"not", which wants parentheses around a comparison, takes true or false, and this is a number (column 5)',
    ],
    ['exitCode + 1 == 4', '"+" cannot stand here (column 10)'],
    ['stdout contains 42', '"contains" takes a text, and this is a number'],
    ['exitCode and true', '"and" takes true or false'],
    ['1 < exitCode < 5', '"<" takes a number, and this is true or false'],
    ['stdout matches stdout', '"matches" takes a text in quotes (column 16)'],
    ['stdout matches "(a"', 'the pattern is none of RE2'],
    ['stdout matches "(?=a)"', 'the pattern is none of RE2'],
    ['stdout == "a', 'a text has no end (column 11)'],
    ['stdout == "\\d"', 'there is no escape \\d; a backslash is written \\\\'],
    [`stdout == '\\"'`, 'there is no escape \\"'],
    ['exitCode in 3', 'the end stands where ".." belongs (column 14)'],
    ['exitCode in exitCode', '"in" takes a list, as [0, 1], or a range'],
    ['(exitCode == 0', 'the end stands where ")" belongs (column 15)'],
    ['exitCode == 0 true', '"true" cannot stand here (column 15)'],
    ['exitCode == 99999999999999999999', 'is no number that can be'],
    ['len(exitCode) == 1', 'len() takes a text'],
    ['true ? 1 : "a"', '":" after a number takes a number'],
    ['stdout.length == 1', '"." cannot stand here (column 7)'],
    [`stdout == "${'a'.repeat(1_000)}"`, 'no more than 1000 characters'],
  ])('refuse %s', (text, why) => {
    expect(problemOf(text)).toContain(why);
  });

  it('tell where what they refuse begins', () => {
    expect(() => compileExpression('exitCode ~ 1')).toThrow(
      expect.objectContaining({ name: 'ExpressionError', column: 10 }),
    );
  });

  it('take no longer for a pattern that others would never end with', () => {
    const evaluate = compileExpression('stdout matches "^(a+)+$"');
    const stdout = `${'a'.repeat(50_000)}!`;
    expect(evaluate({ exitCode: 0, stdout })).toBe(false);
  });
});
