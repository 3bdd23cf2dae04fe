import { expect, test } from 'vitest';
import { parseScenario } from './scenario.ts';

const MINIMAL = 'It shows something.\n==== run\nbulwark\n==== exit 0\n';

test('a scenario is its sections', () => {
  const { about, files, run, env, exit, stdout, stderr } = parseScenario(`${MINIMAL}==== file k8s/a.yaml
kind: Pod

==== made b.yaml
"a" * 3
"\\u0000\\u00ff\\n"
==== env
NO_COLOR=1
==== stdout has
one
two
==== stderr
exactly
`);
  expect({ about, run, env, exit }).toEqual({ about: 'It shows something.', run: 'bulwark\n', env: { NO_COLOR: '1' }, exit: 0 });
  expect(files.map(({ path, content }) => [path, Buffer.from(content).toString('latin1')])).toEqual([
    ['k8s/a.yaml', 'kind: Pod\n\n'],
    ['b.yaml', 'aaa\u0000\u00FF\n'],
  ]);
  expect(stdout).toEqual([{ form: 'has', lines: ['one', 'two'] }]);
  expect(stderr).toEqual([{ form: 'exactly', text: 'exactly\n' }]);
});

test.for([
  ['==== run\nbulwark\n==== exit 0\n', 'must say what'],
  ['It shows something.\n==== run\nbulwark\n', '"exit" is missing'],
  [`${MINIMAL}==== stdout hsa\nx\n`, 'no section is called "stdout hsa"'],
  [`${MINIMAL}==== stdout has\n\n`, 'expects nothing'],
  [`${MINIMAL}==== exit 1\n`, 'two sections'],
  [`${MINIMAL}==== made a\nx * 3\n`, 'not a piece'],
] as const)('a mistake in one is no silent pass: %j', ([text, words]) => {
  expect(() => parseScenario(text)).toThrow(words);
});
