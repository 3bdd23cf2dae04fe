import { scan } from '@bulwark/engine';
import { Inventory, kubeObject, type Json } from '@bulwark/model';
import { describe, expect, test } from 'vitest';
import control from './literal-in-env.ts';

function messagesFor(name: Json, value: Json): readonly string[] {
  const containers = [{ name: 'web', image: 'nginx:1.29', env: [{ name, value }] }];
  const pod = kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers } });
  return scan(Inventory.of([pod]), { controls: [control] }).findings.map(({ message }) => message);
}

describe('a name that says password: any text may be one', () => {
  test.for([
    'password',
    'admin',
    'root',
    'postgres',
    'changeme',
    'change-me',
    'qecirheM',
    's',
    'correct-horse-battery',
    'P@ss w0rd',
    'aW5jcg==',
    '123456',
    '20240131120000',
  ])('%s', (value) => {
    expect(messagesFor('DB_PASSWORD', value)).toEqual([
      'container "web": DB_PASSWORD is a password by its name, and its value is written here',
    ]);
  });
});

describe('a name that says secret or token: not the name of an object', () => {
  test.for(['BqkTUqJt', 'minio123', '8d1f64c07ab24e5f', 'kH_pdp+IYt/dtG=='])('fails: %s', (value) => {
    expect(messagesFor('CLIENT_SECRET', value)).toHaveLength(1);
  });
  test.for(['eap-app-secret', 'web-tls', 'my-app.token-1', 'changeme', 'change_me'])('passes: %s', (value) => {
    expect(messagesFor('CLIENT_SECRET', value)).toEqual([]);
  });
});

describe('a name that says key: only what looks random', () => {
  test.for(['8312341g-5678-abcd-4a2b2c-33bcsd655', 'QmFzZTY0RW5jb2RlZEtleVZhbHVl'])('fails: %s', (value) => {
    expect(messagesFor('ACCESS_KEY', value)).toHaveLength(1);
  });
  test.for(['minio', 'admin', 'SOME VALUE', 'user-id', 'app.kubernetes.io/name', 'cassandra-0.cassandra', 'aaaaaaaaaaaaaaaa1'])(
    'passes: %s',
    (value) => {
      expect(messagesFor('ACCESS_KEY', value)).toEqual([]);
    },
  );
});

describe('never a secret, even where the name says password', () => {
  test.for([
    '',
    '   ',
    'true',
    'yes',
    'No',
    '12',
    '3.5',
    '5m',
    '1h30m',
    '512Mi',
    '/run/secrets/db',
    './secrets/db',
    'kv/shop/db',
    'my/secret/file/path',
    '~/.pgpass',
    'db-password.txt',
    'file:///run/secrets/db',
    'https://vault.example.com/v1/db',
    'vault:secret/data/db#password',
    'arn:aws:secretsmanager:eu-central-1:123456789012:secret:db',
    'op://vault/db/password',
    'ref+awsssm://db/password',
    'ENC[AES256_GCM,data:8f]',
    '$(DB_PASSWORD)',
    '${DB_PASSWORD}',
    '$DB_PASSWORD',
    '{{ .Values.password }}',
    '<password>',
    '[redacted]',
    '__DB_PASSWORD__',
    'REPLACE_ME',
    'replace-me',
    'INSERT_PASSWORD_HERE',
    'your-password',
    'yourpassword',
    'password-goes-here',
    'xxx',
    '********',
    'TODO',
    'PASSWORD',
    'placeholder',
  ])('%s', (value) => {
    expect(messagesFor('DB_PASSWORD', value)).toEqual([]);
  });
});

test('the value is in no message', () => {
  for (const [name, value] of [
    ['DB_PASSWORD', 's7rang3-6ut-tru3'],
    ['URL', 'postgres://shop:s7rang3-6ut-tru3@db/shop'],
  ] as const) {
    expect(messagesFor(name, value)).toHaveLength(1);
    expect(messagesFor(name, value).join()).not.toContain('s7rang3');
  }
});

test('what is no text is not judged', () => {
  for (const value of [123_456, true, null, ['password'], { password: 'password' }])
    expect(messagesFor('DB_PASSWORD', value)).toEqual([]);
  expect(messagesFor(7, 'password')).toEqual([]);
});

describe('long texts take no longer than reading them', () => {
  const LENGTH = 400_000;
  test.for([
    'a',
    'A',
    'a.',
    'a-',
    'a/',
    '/a',
    '${',
    '$(',
    '{{',
    '{%',
    '<',
    'eyJ-',
    'a://',
    'a:b@',
    'password=',
    'x ',
    'a=',
    '=',
    'token=x&',
    '@',
    'a:b@c ',
    'a@',
    ':@',
    'basic ',
    'basic a1',
    '---END ',
    '-----BEGIN PRIVATE KEY',
    '-----BEGIN ',
    '1',
    '1m',
    '__A',
    'é',
  ])('%s, again and again', (part) => {
    const text = part.repeat(LENGTH / part.length);
    for (const value of [text, `${text}!`, `/${text}!`]) {
      for (const name of ['SETTING', 'DB_PASSWORD', 'API_TOKEN', 'ACCESS_KEY'])
        expect(messagesFor(name, value).length).toBeLessThan(2);
    }
    expect(messagesFor(`${text}_PASSWORD`, 's7rang3').length).toBeLessThan(2);
  });
});
