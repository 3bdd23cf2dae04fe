import { controls } from '@bulwark/controls';
import { scan } from '@bulwark/engine';
import { atLeast, KindSchemas, listAt, stringAt, workloadsOf, type Json } from '@bulwark/model';
import { evaluatePod, LATEST, podOf } from '@bulwark/pod-security';
import { loadSchema } from '@bulwark/schema';
import { load } from '@bulwark/source';
import { describe, expect, test } from 'vitest';
import { fakeShell } from '../fake-shell.ts';
import { runProgram } from '../program.ts';

/** Those that are off only list what is there, such as that the proxy is reached from outside. */
const asked = controls.filter(({ offByDefault }) => offByDefault === undefined);
const kinds = new KindSchemas(await loadSchema());
const PLACE = ['--client-id', 'grafana', '--host', 'grafana.example.com', '--upstream', 'http://grafana.monitoring.svc:3000'];
const PROVIDERS: readonly string[] = [
  '--provider dex --issuer https://dex.example.com --allowed-group operators',
  '--provider keycloak --issuer https://sso.example.com:8443/realms/shop --allowed-group /operators',
  '--provider entra --issuer https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0 --allowed-group 1-2',
  '--provider google --email-domain example.com',
  '--provider okta --issuer https://acme.okta.com --allowed-group operators --email-domain example.com',
  '--provider github --allowed-group acme',
  '--provider github --allowed-group acme:a --allowed-group acme:b',
  '--provider github --issuer https://git.example.com/ --email-domain example.com',
  '--provider gitlab --allowed-group acme/platform',
  '--provider gitlab --issuer https://git.example.com --email-domain @Example.com',
];

async function generate(
  ...args: readonly string[]
): Promise<{ readonly exit: number; readonly out: string; readonly err: string }> {
  const shell = fakeShell();
  const exit = await runProgram(['generate', 'oauth2-proxy', ...args], shell);
  return { exit, out: shell.out(), err: shell.err() };
}

async function argumentsOf(...args: readonly string[]): Promise<readonly Json[]> {
  const { out, err } = await generate(...args);
  expect(err).toBe('');
  const { inventory } = load(['-'], { stdin: () => out });
  const deployment = inventory.objects.find(({ kind }) => kind === 'Deployment');
  return listAt(listAt(deployment?.value, 'spec', 'template', 'spec', 'containers')[0], 'args');
}

describe.for(['', 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.6'])('with the image "%s"', (image) => {
  test.for(PROVIDERS)('%s passes our own controls and Pod Security restricted', async (words) => {
    const { exit, out, err } = await generate(...words.split(' '), ...PLACE, ...(image === '' ? [] : ['--image', image]));
    expect([exit, err]).toEqual([0, '']);
    const { inventory } = load(['-'], { stdin: () => out });
    expect(inventory.objects.map(({ kind }) => kind)).toEqual([
      'Namespace',
      'ServiceAccount',
      'Deployment',
      'Service',
      'Ingress',
      'NetworkPolicy',
      'NetworkPolicy',
    ]);
    const { findings } = scan(inventory, { controls: asked, kinds });
    expect(findings.filter(({ severity }) => atLeast(severity, 'medium')).map(({ message }) => message)).toEqual([]);
    const [workload] = inventory.objects.flatMap(workloadsOf);
    expect(workload && evaluatePod(podOf(workload).pod, { level: 'restricted', version: LATEST }).violations).toEqual([]);
  });
});

describe('what the proxy is told', () => {
  test('a group of a directory stays one group', async () => {
    const words = ['--provider', 'dex', '--issuer', 'https://dex.example.com', '--allowed-group', 'cn=a,ou="b"', ...PLACE];
    expect(await argumentsOf(...words)).toContain('--allowed-group="cn=a,ou=""b"""');
  });

  test('addresses of any domain are taken only where a group restricts it', async () => {
    const words = '--provider okta --issuer https://acme.okta.com --allowed-group operators'.split(' ');
    expect(await argumentsOf(...words, ...PLACE)).toEqual(
      expect.arrayContaining(['--email-domain=*', '--allowed-group=operators']),
    );
    expect(await argumentsOf(...words, '--email-domain', 'example.com', ...PLACE)).not.toContain('--email-domain=*');
  });

  test('teams and organisations of GitHub, and a GitHub of its own', async () => {
    const teams = '--provider github --allowed-group acme:a --allowed-group acme:b'.split(' ');
    expect(await argumentsOf(...teams, ...PLACE)).toContain('--github-team=acme:a,acme:b');
    const own = '--provider github --issuer https://git.example.com --allowed-group acme'.split(' ');
    expect(await argumentsOf(...own, ...PLACE)).toEqual(
      expect.arrayContaining(['--github-org=acme', '--validate-url=https://git.example.com/api/v3']),
    );
  });
});

test('policies name the labels of the dashboard, and the port of the issuer', async () => {
  const words = '--provider dex --issuer https://dex.example.com:5556 --allowed-group a --upstream-label app=graf'.split(' ');
  const { out } = await generate(...words, ...PLACE);
  const { inventory } = load(['-'], { stdin: () => out });
  const [proxy, dashboard] = inventory.objects.filter(({ kind }) => kind === 'NetworkPolicy');
  expect(listAt(proxy?.value, 'spec', 'egress').map((rule) => listAt(rule, 'ports')[0] ?? null)).toEqual([
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 5556 },
    null,
  ]);
  expect(dashboard?.namespace).toBe('monitoring');
  expect(stringAt(dashboard?.value, 'spec', 'podSelector', 'matchLabels', 'app')).toBe('graf');
});

test('in the namespace of the dashboard, that namespace is left as it is', async () => {
  const words = '--provider google --email-domain example.com --namespace monitoring'.split(' ');
  const { out } = await generate(...words, ...PLACE);
  expect(load(['-'], { stdin: () => out }).inventory.objects[0]?.kind).toBe('ServiceAccount');
});

const OKTA = '--provider okta --issuer https://acme.okta.com';
test.for<[args: string, says: string]>([
  [OKTA, 'nothing restricts who gets in'],
  [`${OKTA} --email-domain *`, 'nothing restricts who gets in'],
  [`${OKTA} --allowed-group a --email-domain *`, 'is no domain'],
  [`${OKTA} --email-domain gmail.com`, 'everybody can have an address there'],
  ['--provider google --email-domain example.com --allowed-group a', 'google sends no groups'],
  ['--provider okta --allowed-group a', 'okta needs --issuer'],
  ['--provider okta --issuer http://acme.okta.com --allowed-group a', 'begin with https://'],
  ['--provider entra --issuer https://login.microsoftonline.com/common/v2.0 --allowed-group a', 'signs for everybody'],
  ['--provider github --allowed-group acme --allowed-group acme:a', 'one organisation of GitHub, or teams'],
  ['--provider github --allowed-group acme/a', 'acme or acme:team'],
  [`${OKTA} --allowed-group a --image oauth2-proxy`, 'names no version'],
  [`${OKTA} --allowed-group a --image quay.io/a:latest`, 'names no version'],
  [`${OKTA} --allowed-group a --namespace A_b`, 'no name of a namespace'],
  [`${OKTA} --allowed-group a --upstream-label app`, 'must be KEY=VALUE'],
])('%s', async ([args, says]) => {
  const { exit, err, out } = await generate(...args.split(' '), ...PLACE);
  expect([exit, out]).toEqual([2, '']);
  expect(err).toContain(says);
});

test.for<[args: string, says: string]>([
  ['--host https://a.example.com --upstream http://a.b.svc', 'no name of a host'],
  ['--host a.example.com --upstream http://10.0.0.1', 'the Service of the dashboard'],
  ['--host a.example.com --upstream http://a.b.svc:99999', 'the Service of the dashboard'],
])('%s', async ([args, says]) => {
  const { exit, err } = await generate(...OKTA.split(' '), '--client-id', 'a', '--allowed-group', 'a', ...args.split(' '));
  expect(exit).toBe(2);
  expect(err).toContain(says);
});
