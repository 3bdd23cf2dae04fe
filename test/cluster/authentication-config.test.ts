import { controls } from '@bulwark/controls';
import { scan } from '@bulwark/engine';
import { KindSchemas } from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { load } from '@bulwark/source';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { fakeShell } from '../../packages/cli/src/fake-shell.ts';
import { GENERATED } from '../../packages/cli/src/generate/testing/wishes.ts';
import { runProgram } from '../../packages/cli/src/program.ts';
import { startControlPlane, type Options } from '../control-plane/start.ts';
import { controlPlanes } from './control-planes.ts';
import { addScore } from './scoreboard.ts';

const kinds = new KindSchemas(await loadSchema());
const REFUSED = controls.filter(({ id }) => id === 'authentication/refused-configuration');

async function generated(args: readonly string[], only: string): Promise<string> {
  const shell = fakeShell();
  expect(await runProgram(['generate', 'authentication', ...args, '--only', only], shell)).toBe(0);
  return shell.out();
}

const WITH_FILES: readonly string[] = [
  '--authentication-config={{folder}}/authentication.yaml',
  '--authorization-config={{folder}}/authorization.yaml',
  '--authorization-mode=',
];
const AUTHORIZATION = `apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers: [{type: Node, name: node}, {type: RBAC, name: rbac}]
`;
const options = (authentication: string, authorization: string): Options => ({
  lifetimeMs: 3 * 60_000,
  files: { 'authentication.yaml': authentication, 'authorization.yaml': authorization },
  apiServerFlags: WITH_FILES,
});

const jwt = (issuer: string, rest = 'claimMappings: {username: {claim: sub, prefix: "a:"}}'): string =>
  `apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\njwt:\n  - issuer: ${issuer}\n    ${rest}\n`;
const GOOD = '{url: "https://a.example.com", audiences: [a]}';
const webhook = (settings: string): string =>
  `apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\nauthorizers: [{type: Webhook, name: a, webhook: ${settings}}]\n`;

/** A sample of what our control says is refused. */
const WRONG: readonly { readonly name: string; readonly authentication?: string; readonly authorization?: string }[] = [
  { name: 'http', authentication: jwt('{url: "http://a.example.com", audiences: [a]}') },
  { name: 'no audience', authentication: jwt('{url: "https://a.example.com", audiences: []}') },
  { name: 'two audiences without MatchAny', authentication: jwt('{url: "https://a.example.com", audiences: [a, b]}') },
  { name: 'no prefix', authentication: jwt(GOOD, 'claimMappings: {username: {claim: sub}}') },
  { name: 'an address that nobody verified', authentication: jwt(GOOD, 'claimMappings: {username: {expression: claims.email}}') },
  { name: 'a field that is none', authentication: jwt(GOOD, 'claimMapping: {username: {claim: sub, prefix: "a:"}}') },
  { name: 'metadata', authentication: `${jwt(GOOD)}metadata: {name: a}\n` },
  {
    name: 'conditions of what is off',
    authentication: `${jwt(GOOD)}anonymous: {enabled: false, conditions: [{path: /livez}]}\n`,
  },
  { name: 'RBAC of another name', authorization: AUTHORIZATION.replace('name: rbac', 'name: roles') },
  { name: 'no authorizer', authorization: AUTHORIZATION.replace(/authorizers: .*/, 'authorizers: []') },
  {
    name: 'a webhook that waits too long',
    authorization: webhook(
      '{timeout: 60s, subjectAccessReviewVersion: v1, failurePolicy: Deny, connectionInfo: {type: InClusterConfig}}',
    ),
  },
];

describe.for(controlPlanes().slice(0, 1))('configurations of Kubernetes $minor', ({ plane, minor }) => {
  let agree = 0;
  afterAll(() => {
    const cases = GENERATED.length + WRONG.length;
    addScore(inject('scoreboard'), { test: 'authentication configurations', minor, cases, agree, elsewhere: 0 });
  });

  test.for(GENERATED)('a server comes up with what is generated for $name', async ({ args }) => {
    const files = [await generated(args, 'authentication'), await generated(args, 'authorization')] as const;
    const { plane: own, stop } = await startControlPlane(plane.programs, options(...files));
    expect(own.admin.url).toContain('https://');
    await stop();
    agree++;
  });

  test.for(WRONG)(
    'a server refuses as our control does: $name',
    async ({ authentication = jwt(GOOD), authorization = AUTHORIZATION }) => {
      const { inventory } = load(['-'], { stdin: () => `${authentication}---\n${authorization}` });
      expect(scan(inventory, { controls: REFUSED, kinds }).findings).not.toEqual([]);
      await expect(startControlPlane(plane.programs, options(authentication, authorization))).rejects.toThrow(/ended with 1/);
      agree++;
    },
  );
});
