import { controls } from '@bulwark/controls';
import { scan } from '@bulwark/engine';
import { atLeast, KindSchemas } from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { load } from '@bulwark/source';
import { describe, expect, test } from 'vitest';
import { fakeShell } from '../fake-shell.ts';
import { runProgram } from '../program.ts';
import { GENERATED } from './testing/wishes.ts';

const kinds = new KindSchemas(await loadSchema());

async function generate(
  ...args: readonly string[]
): Promise<{ readonly exit: number; readonly out: string; readonly err: string }> {
  const shell = fakeShell();
  const exit = await runProgram(['generate', 'authentication', ...args], shell);
  return { exit, out: shell.out(), err: shell.err() };
}

describe('what is generated', () => {
  test.for(GENERATED)('for $name passes our own controls', async ({ args }) => {
    const { exit, out, err } = await generate(...args);
    expect([exit, err]).toEqual([0, '']);
    const { inventory } = load(['-'], { stdin: () => out });
    expect(inventory.objects.map(({ kind }) => kind)).toEqual([
      'AuthenticationConfiguration',
      'AuthorizationConfiguration',
      'RoleBinding',
    ]);
    const { findings, unknown } = scan(inventory, { controls, kinds });
    expect(findings.filter(({ severity }) => atLeast(severity, 'medium')).map(({ message }) => message)).toEqual([]);
    expect(unknown.filter(({ control }) => control.startsWith('auth'))).toEqual([]);
  });

  test('a value with quotes stays a value', async () => {
    const { out } = await generate('--provider', 'okta', '--issuer', 'https://a.example.com', '--client-id', 'a"]\n#');
    const { inventory } = load(['-'], { stdin: () => out });
    expect(inventory.objects[0]?.value).toMatchObject({ jwt: [{ issuer: { audiences: ['a"]\n#'] } }] });
  });
});

test.for<[args: string, says: string]>([
  ['--provider okta --client-id a', 'okta needs --issuer'],
  ['--provider okta --issuer http://a.example.com --client-id a', 'begins with https://'],
  ['--provider google --client-id a', 'needs --organisation'],
  ['--provider github --ci --client-id a', 'needs --organisation'],
  ['--provider okta --ci --issuer https://a.example.com --client-id a', '--ci is for github and gitlab'],
  ['--provider okta --issuer https://a.example.com --client-id a --only dex', 'there is no part "dex"'],
])('%s', async ([args, says]) => {
  const { exit, err } = await generate(...args.split(' '));
  expect(exit).toBe(2);
  expect(err).toContain(says);
});
