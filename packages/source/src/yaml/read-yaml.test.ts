import { describe, expect, test } from 'vitest';
import { readYaml } from './read-yaml.ts';

/** Values of all documents; an error as `!` and its message. */
function read(text: string): unknown[] {
  return readYaml(text).map((document) => (document.error === undefined ? document.value : `!${document.error.message}`));
}

describe('plain scalars mean what they mean for kubectl', () => {
  test.for([
    ['0400', 256],
    ['0644', 420],
    ['0o17', 15],
    ['0x1F', 31],
    ['0b101', 5],
    ['-0x10', -16],
    ['08', 8],
    ['1_000', 1000],
    ['1e3', 1000],
    ['.5', 0.5],
    ['.5_0', 0.5],
    ['1.', 1],
    ['+12', 12],
    ['1:30', '1:30'],
    ['2024-01-01', '2024-01-01'],
    ['2024-01-01T10:00:00Z', '2024-01-01T10:00:00Z'],
    ['y', true],
    ['Yes', true],
    ['on', true],
    ['OFF', false],
    ['n', false],
    ['yEs', 'yEs'],
    ['~', null],
    ['null', null],
    ['', null],
    ['1e400', '1e400'],
    ['0x', '0x'],
    ['-', '!block sequence entries are not allowed in this context'],
    ['9007199254740993', 9007199254740993n],
    ['18446744073709551615', 18446744073709551615n],
    ['-9223372036854775808', -9223372036854775808n],
    ['18446744073709551616', 18446744073709551616],
    ['!!str 12', '12'],
    ['!!int "12"', 12],
    ['!!float 3', 3],
    ['!!bool maybe', '!cannot decode this value as a !!bool'],
    ['!!binary YWJj', 'abc'],
    ['!Ref name', 'name'],
    ['.nan', '!.nan has no form in JSON: a number must be finite'],
  ] as const)('%s', ([text, value]) => {
    expect(read(`a: ${text}\n`)).toEqual([typeof value === 'string' && value.startsWith('!') ? value : { a: value }]);
  });
});

describe('keys become text as sigs.k8s.io/yaml writes them', () => {
  test.for([
    ['y', 'true'],
    ['0x1f90', '8080'],
    ['1.0', '1'],
    ['1000000.5', '1.0000005e+06'],
    ['.5', '0.5'],
    ['1e30', '1e+30'],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
  ] as const)('%s', ([text, key]) => {
    const [value] = readYaml(`${text}: x\n`);
    expect(Object.keys(value?.value as object)).toEqual([key]);
  });

  test.for(['~: x\n', ': x\n', '{a: b}: x\n', '? [a]\n: x\n', '18446744073709551615: x\n'])('%j is refused', (text) => {
    expect(readYaml(text)[0]?.error).toBeDefined();
  });
});

describe('streams are split as apimachinery splits them', () => {
  test('an empty file holds no document, one of comments holds null', () => {
    expect(read('')).toEqual([]);
    expect(read('# only a comment\n')).toEqual([null]);
  });

  test('a first separator opens the first document, two in a row make an empty one', () => {
    expect(read('---\na: 1\n---\n---\nb: 2\n---\n')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(read('---\n---\nb: 2\n')).toEqual([null, { b: 2 }]);
  });

  test('a separator at column 0 ends even a block scalar, a deeper one does not', () => {
    expect(read('a: |\n  x\n  ---\n  y\n')).toEqual([{ a: 'x\n---\ny\n' }]);
    expect(read('a: |\n  x\n---\nb: 1\n')).toEqual([{ a: 'x\n' }, { b: 1 }]);
  });

  test('only a comment may follow a separator', () => {
    expect(read('a: 1\n--- # next\nb: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(read('a: 1\n---\u0085\nb: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(read('--- {a: 1}\n')).toEqual(['!invalid Yaml document separator: {a: 1}']);
  });

  test('a separator that is an error loses the lines before it, and only those', () => {
    const lost = '!invalid Yaml document separator: x; kubectl loses the document before it';
    expect(read('a: 1\n---\nb: 2\n--- x\nc: 3\n---\nd: 4\n')).toEqual([{ a: 1 }, lost, { c: 3 }, { d: 4 }]);
    expect(read('a: 1\n--- x\n--- y\nb: 2')).toEqual([lost, '!invalid Yaml document separator: y', { b: 2 }]);
    expect(read('a: 1\n--- x')).toEqual([lost]);
    expect(read('a: 1\n---x\n---\nb: 2\n')).toEqual([lost, { b: 2 }]);
  });

  test('a bad document leaves its neighbours readable', () => {
    expect(read('a: 1\n---\nb: [\n---\nc: 3\n')).toEqual([{ a: 1 }, expect.stringMatching(/^!/), { c: 3 }]);
  });
});

describe('what JavaScript readers get wrong', () => {
  test('a quoted scalar over several lines may close no deeper than its key', () => {
    expect(read('a:\n  b: "one\n  two\n  "\n')).toEqual([{ a: { b: 'one two ' } }]);
  });

  test('a block scalar without a break at the end of the file has one', () => {
    expect(read('a: |\n  x')).toEqual([{ a: 'x\n' }]);
  });

  test('CR LF, byte order mark and tabs after a colon', () => {
    expect(read('\ufeffa: 1\r\nb: |\r\n  x\r\n  y\r\n')).toEqual([{ a: 1, b: 'x\ny\n' }]);
    expect(read('a:\tx\n')).toEqual([{ a: 'x' }]);
    expect(read('a:\n\tb: x\n')).toEqual(['!found character that cannot start any token']);
  });

  test('a merge overwrites what stands before it, and is overwritten by what follows', () => {
    expect(read('base: &b {x: 1, z: 1}\nover:\n  x: 0\n  <<: *b\n  z: 2\n')).toEqual([
      { base: { x: 1, z: 1 }, over: { x: 1, z: 2 } },
    ]);
  });

  test('after a closed bracket nobody looks ahead for the colon that would make a key of it', () => {
    expect(read('  a:\n[] - b\n')).toEqual([{ a: null }]);
  });

  test('of repeated keys the last one wins, with a warning at each repetition', () => {
    const [document] = readYaml('a: 1\nb: 2\na: 3\n');
    expect(document?.value).toEqual({ a: 3, b: 2 });
    expect(document?.warnings).toEqual([
      { offset: 10, message: 'key "a" is repeated: kubectl takes the last one', repeatedKey: 'a' },
    ]);
  });

  test('what a merge brings in beside a key of the map is no repetition, and hides none', () => {
    const repeated = (text: string): readonly (string | undefined)[] =>
      readYaml(`base: &b {x: 1, z: 1}\nover:\n${text}`).flatMap(({ warnings }) => warnings.map(({ repeatedKey }) => repeatedKey));
    expect(repeated('  <<: *b\n  x: 2\n')).toEqual([]);
    expect(repeated('  x: 2\n  <<: *b\n')).toEqual([]);
    expect(repeated('  x: 2\n  <<: *b\n  x: 3\n')).toEqual(['x']);
    expect(repeated('  <<: *b\n  z: 2\n  z: 3\n')).toEqual(['z']);
  });
});

describe('errors name the place', () => {
  test.for([
    ['a: b: c\n', 4, 'mapping values are not allowed in this context'],
    ['a: 1\n b: 2\n', 7, 'mapping values are not allowed in this context'],
    ['a: "x\n', 3, 'found unexpected end of stream'],
    ['a: *b\n', 3, 'unknown anchor referenced'],
    ['a: \u0001\n', 3, 'control characters are not allowed'],
    ['a: [1, 2\nb: 3\n', 10, "did not find expected ',' or ']'"],
  ] as const)('%j', ([text, offset, message]) => {
    expect(readYaml(text)[0]?.error).toEqual({ offset, message });
  });
});

describe('hostile text is refused quickly', () => {
  const bomb = [
    'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
    ...Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`),
  ];

  test.for([
    ['an alias bomb', `${bomb.join('\n')}\n`, 'document contains excessive aliasing'],
    ['an anchor that holds itself', 'a: &a [*a]\n', "anchor 'a' value contains itself"],
    ['a million open brackets', `a: ${'['.repeat(1_000_000)}`, 'exceeded max depth of 1000'],
    ['a million dashes', `${'- '.repeat(1_000_000)}\n`, 'exceeded max depth of 1000'],
  ] as const)('%s', ([, text, message]) => {
    const start = performance.now();
    expect(readYaml(text)[0]?.error?.message).toBe(message);
    expect(performance.now() - start).toBeLessThan(3000);
  });

  test('a key of a million characters is no key', () => {
    expect(readYaml(`${'k'.repeat(1_000_000)}: v\n`)[0]?.error?.message).toBe('mapping values are not allowed in this context');
  });
});

test('a document that fails leaves nothing behind for the places of the next one', () => {
  const text = 'm:\n  a: 1\n  a: 2\nb: .inf\n---\nm:\n  a: 3\n  c: 4\n';
  const [failed, next] = readYaml(text);
  expect(failed?.error).toBeDefined();
  expect(next?.locator.find(['m', 'a'])?.key?.start).toBe(text.indexOf('a: 3'));
});
