import { scan } from '@bulwark/engine';
import { describe, expect, test } from 'vitest';
import { controls } from '../registry.ts';
import { exampleInventory } from '../testing/example-inventory.ts';
import { wideRange } from './address-range.ts';

const IMAGE = 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.6';
const proxy = (container: object, volumes: readonly object[] = []): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'proxy', namespace: 'login' },
    spec: { containers: [{ name: 'proxy', image: IMAGE, ...container }], volumes },
  });

function found(yaml: string, judged: (id: string) => boolean): readonly string[] {
  const { findings } = scan(exampleInventory({ name: 'some', yaml }), { controls: controls.filter(({ id }) => judged(id)) });
  return findings.map(({ control, message, severity }) => `${severity} ${control}: ${message}`);
}

describe('the secret of the cookies', () => {
  const only = (id: string): boolean => id === 'dashboard/proxy-cookie-secret';
  const LITERAL =
    'high dashboard/proxy-cookie-secret: the secret of the cookies is written here: whoever reads it makes the login of anybody';
  const short = (bytes: number): string =>
    `low dashboard/proxy-cookie-secret: the secret of the cookies is ${bytes} bytes long, and the proxy takes 16, 24 or 32`;

  test.for<[secret: string, says: readonly string[]]>([
    ['0123456789abcdef', [LITERAL]],
    ['q7w4e9r2t5z8u1i6o3p0a7s4', [LITERAL]],
    // 32 bytes in Base64 of URLs, with and without what fills it up.
    ['Yx3kQ9vT2mLpR7sWn4dFh8jBc1gKz6aE-5uVoXyM_iI=', [LITERAL]],
    ['Yx3kQ9vT2mLpR7sWn4dFh8jBc1gKz6aE-5uVoXyM_iI', [LITERAL]],
    // The same in the other Base64 is taken as it stands.
    ['Yx3kQ9vT2mLpR7sWn4dFh8jBc1gKz6aE+5uVoXyM/iI=', [short(44)]],
    ['k9,v2,t7,m4', [short(11)]],
    ['äöü-k9v2', [short(11)]],
    ['', []],
    ['${COOKIE_SECRET}', []],
    ['<base64 of 32 bytes>', []],
    ['changeme', []],
  ])('%s', ([secret, says]) => {
    expect(found(proxy({ env: [{ name: 'OAUTH2_PROXY_COOKIE_SECRET', value: secret }] }), only)).toEqual(says);
    expect(found(proxy({ args: [`--cookie-secret=${secret}`] }), only)).toEqual(says);
  });

  test.for<[place: string, yaml: string]>([
    ['a variable', proxy({ env: [{ name: 'OAUTH2_PROXY_COOKIE_SECRET', value: 'Yx3kQ9vT2mLpR7sWn4dFh8jBc1gKz6aE' }] })],
    ['a flag', proxy({ args: ['--cookie-secret=Yx3kQ9vT2mLpR7sWn4dFh8jBc1gKz6aE'] })],
    [
      'a file',
      `${proxy({ args: ['--config=/etc/proxy.cfg'] }, [{ name: 'a', configMap: { name: 'a' } }])}
---
${JSON.stringify({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', namespace: 'login' },
  data: { 'proxy.cfg': 'cookie_secret = "Yx3kQ9vT2mLpR7sWn4dFh8jBc1gKz6aE"\n' },
})}`,
    ],
  ])('in %s is said once, and never shown', ([, yaml]) => {
    const says = found(yaml, () => true);
    expect(says.filter((text) => /literal|cookie-secret/.test(text))).toHaveLength(1);
    expect(says.join('\n')).not.toContain('Yx3kQ9');
  });
});

test.for<[values: readonly (string | undefined)[], wide: string | undefined]>([
  [['10.0.0.0/8', '203.0.113.7', 'fd00::/16'], undefined],
  [['10.0.0.0/8', '0.0.0.0/7'], '0.0.0.0/7'],
  [[undefined, '', 'a/0', '1.2.3.4/x', '::/0'], '::/0'],
  [['2000::/3'], '2000::/3'],
])('of the ranges %j', ([values, wide]) => {
  expect(wideRange(values)).toBe(wide);
});

test.for<[args: readonly string[], says: readonly string[]]>([
  [['--reverse-proxy', '--skip-auth-route=^/metrics$'], ['medium']],
  [['--reverse-proxy', '--trusted-ip=203.0.113.7'], ['high']],
  [['--reverse-proxy'], ['low']],
  [['--reverse-proxy', '--config=/etc/hidden.cfg'], []],
  [['--reverse-proxy=$(A)'], []],
])('headers that are believed: %j', ([args, says]) => {
  const severities = found(proxy({ args }), (id) => id === 'dashboard/proxy-believed-headers').map((text) => text.split(' ')[0]);
  expect(severities).toEqual(says);
});

test.for<[upstream: string, count: number]>([
  ['http://admin.shop', 1],
  ['https://admin.shop.svc:8443/path', 1],
  ['http://admin.shop.svc.cluster.local', 1],
  ['http://admin', 0],
  ['http://admin.shop.example.com', 0],
  ['http://10.0.0.1:80', 0],
  ['$(UPSTREAM)', 0],
  ['static://202', 0],
])('the upstream %s', ([upstream, count]) => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'admin', namespace: 'shop' },
    spec: { type: 'NodePort' },
  };
  const yaml = `${proxy({ args: [`--upstream=${upstream}`] })}\n---\n${JSON.stringify(service)}`;
  expect(found(yaml, (id) => id === 'dashboard/proxy-bypassed')).toHaveLength(count);
});
