import { scan } from '@bulwark/engine';
import { Inventory, kubeObject, type JsonObject } from '@bulwark/model';
import { describe, expect, test } from 'vitest';
import control from './secret-in-manifest.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

function found(more: JsonObject): readonly string[] {
  const secret = kubeObject({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, ...more });
  return scan(Inventory.of([secret]), { controls: [control] }).findings.map(({ message }) => message);
}

describe('live', () => {
  test.for([
    ['password', 's7rang3-but-live'],
    ['password', 'admin'],
    ['api-token', 'Ab12cd34ef56'],
    ['session', '8fK2mQ9xL4pT7vW1zR5n'],
    ['config.yaml', 'user: a\npassword: s7rang3-but-live\n'],
    ['url', 'redis://:s7rang3@redis:6379'],
  ] as const)('%s: %s', ([key, value]) => {
    expect(found({ stringData: { [key]: value } })).toHaveLength(1);
    expect(found({ data: { [key]: base64(value) } })).toHaveLength(1);
    expect(found({ stringData: { [key]: value } }).join('')).not.toContain(value);
  });

  test('the login of a registry', () => {
    const login = JSON.stringify({ auths: { 'registry.example.com': { auth: base64('shop:s7rang3-but-live') } } });
    expect(found({ type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': base64(login) } })).toHaveLength(1);
  });
});

describe('not live', () => {
  test.for([
    ['password', 'changeme'],
    ['password', 'password'],
    ['password', 'my-secret-password'],
    ['password', 'the secret password'],
    ['password', '<password>'],
    ['password', '${PASSWORD}'],
    ['password', '{{ .Values.password }}'],
    ['password', 'ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]'],
    ['password', '$2y$05$abcdefghijklmnopqrstuv'],
    ['token', '**access token goes here**'],
    ['token', 'xxxxxxxxxxxx'],
    ['username', 'shop'],
    ['client-id', '8fK2mQ9xL4pT7vW1zR5n'],
    ['uid', '0d0b9e0e-5a2f-4c41-9a6b-8a2b7f4c1d2e'],
    ['ha.properties', 'HAPolicyConfiguration=SHARED_STORE_PRIMARY'],
    ['tls.crt', '-----BEGIN CERTIFICATE-----\nMIIB8fK2mQ9xL4pT7vW1zR5n\n-----END CERTIFICATE-----\n'],
    ['empty', ''],
  ] as const)('%s: %s', ([key, value]) => {
    expect(found({ stringData: { [key]: value } })).toEqual([]);
    expect(found({ data: { [key]: base64(value) } })).toEqual([]);
  });

  test('the login of a registry that is filled in later', () => {
    for (const auths of [{}, { a: { auth: '' } }, { a: { auth: base64('user:<password>') } }, { a: 5 }, 'none'])
      expect(
        found({ type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': JSON.stringify({ auths }) } }),
      ).toEqual([]);
    expect(found({ stringData: { '.dockerconfigjson': 'null' } })).toEqual([]);
    expect(found({ stringData: { '.dockerconfigjson': '{' } })).toEqual([]);
  });

  test('data that is no text, no base64, or of a wrong type', () => {
    expect(found({ data: { password: Buffer.from([0xff, 0xfe, 0, 1, 2]).toString('base64') } })).toEqual([]);
    expect(found({ data: { password: '§§§', other: 5, list: ['s7rang3'] }, stringData: 's7rang3' })).toEqual([]);
  });
});
