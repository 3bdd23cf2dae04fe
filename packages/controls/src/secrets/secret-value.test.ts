import { describe, expect, test } from 'vitest';
import { secretIn } from './secret-value.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const made = (...parts: readonly string[]): string => parts.join('');

describe('a secret by its form, whatever it is called', () => {
  test.for([
    ['a private key', made('-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIE\n')],
    ['a private key', made('-----BEGIN ', 'PRIVATE KEY-----')],
    ['a private key', made('-----BEGIN OPENSSH ', 'PRIVATE KEY-----')],
    ['the credentials of an HTTP header', 'Bearer a1b2c3d4e5'],
    ['the credentials of an HTTP header', 'basic dXNlcjpwYXNz1=='],
    ['an access key of AWS', made('AKIA', 'Z7QW2EXR5TYU4POL')],
    ['a token of GitHub', made('ghp', '_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8')],
    ['a token of GitHub', made('github', '_pat_', '11ABCDEFG0abcdefghijkl_mnopqrstuvwxyzABCDEFGH')],
    ['a token of GitLab', made('glpat', '-', 'a1B2c3D4e5F6g7H8i9J0')],
    ['a token of Slack', made('xoxb', '-123456789012-abcdefghijkl')],
    ['a token of Slack', made('xapp', '-1-A05V64V7F2B-5062360157732-9f01726e')],
    [
      'the address of a webhook of Slack',
      made('https://hooks.slack', '.com/services/T5T9FBDJQ/B5T5WFU0K/CdVQm6KZiMPRxAqiIraNkYBW'),
    ],
    [
      'the address of a webhook of Discord',
      made('https://discord.com/api', '/webhooks/123456789012345678/abcdefghijklmnopqrstuvwxyzABCDEFGH'),
    ],
    ['a client secret of Google', made('GOCSPX', '-PUiAMWsxZUxASwpWpIgb6j6arTB')],
    ['a token of Grafana', made('glsa', '_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6_0a1b2c3d')],
    ['a key of Stripe', made('sk', '_live_', '4eC39HqLyjWDarjtT1zdp7dc')],
    ['a key of Google Cloud', made('AIza', 'SyA1bC2dE3fG4hI5jK6lM7nO8pQ9rS0tU1v')],
    ['a JSON Web Token', made('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.dozjgNryP4J3jVmNHl0w5N')],
    ['a password in an address', 'postgres://shop:s7rang3@db:5432/shop'],
    ['a password in an address', 'amqp://guest:guest@rabbitmq'],
    ['a password in an address', 'redis://:s7rang3@redis:6379/0'],
    ['a password in an address', 'jdbc:postgresql://shop:s7rang3@db/shop'],
    ['a password in an address', 'shop:s7rang3@tcp(db:3306)/shop'],
    ['a password in an address', 'Server=db;User Id=sa;Password=s7rang3;'],
    ['a password in an address', 'jdbc:mysql://db/shop?user=shop&password=s7rang3'],
    ['a password in an address', 'host=db user=shop password=s7rang3'],
    ['a password in an address', 'shop:s7rang3@db.example.com'],
    ['a password in an address', 'shop:s7rang3@db:5432/shop'],
    ['a password in an address', 'DSN=shop:s7rang3@db'],
    ['a password in an address', 'amqp://guest:gu@est@rabbitmq'],
    ['a password in an address', 'redis://:20240131@redis'],
    ['a secret in an address', 'https://example.com/hook?id=4&token=Ab12cd34ef'],
    ['a secret in an address', 'https://example.com/hook?api_key=Ab12cd34ef#top'],
    ['a secret in an address', 'https://example.com/?access_token=Ab12cd34ef'],
    ['a password in an option', '-Xmx1g -Djavax.net.ssl.keyStorePassword=s7rang3'],
    ['a password in an option', 'run --password=s7rang3 --verbose'],
    ['a secret in an option', '--registration-token=Ab12cd34ef'],
  ] as const)('%s: %s', ([kind, value]) => {
    expect(secretIn(value, 'SETTING')).toBe(kind);
  });
});

describe('no secret by its form', () => {
  test.for([
    '',
    'https://example.com/login',
    'https://example.com:8443/@user',
    'postgres://shop@db:5432/shop',
    'postgres://shop:$(DB_PASSWORD)@db/shop',
    'postgres://shop:${DB_PASSWORD}@db/shop',
    'postgres://shop:<password>@db/shop',
    'postgres://shop:REPLACE_ME@db/shop',
    'postgres://shop:xxxx@db/shop',
    'registry.example.com/app:1.2@sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42',
    'nginx:1.29@sha256:553f64aecdc31b5bf944521731cd70e35da4faed96b2b7548a3d8e2598c52a42',
    'grant_type=password',
    'mailto:admin@example.com',
    'sip:admin@example.com:5060',
    'git@github.com:example/shop.git',
    'ssh:git@github.com',
    'shop:true@db',
    'shop:$(PASSWORD)@db',
    'http://db:5432/@',
    'shop@db:5432',
    'https://example.com/?token=true&secret_name=db',
    'https://example.com/?token=${TOKEN}',
    'https://example.com/?page_token_ttl=300',
    'https://example.com/?key=web',
    '--password=$(cat /run/secrets/db)',
    'rtsp://view:{RTSP_PASSWORD}@camera/live',
    '--password=<password>',
    '--cookie-secret=SECRET',
    '--token-ttl=1h --password-file=/run/secrets/db --tls-secret=web-tls',
    '--initial-cluster-token=cluster0',
    '--password',
    'password=',
    '=',
    'https://example.com/?password=true',
    'AKIAIOSFODNN7EXAMPLE',
    '-----BEGIN CERTIFICATE-----',
    '-----BEGIN PUBLIC KEY-----',
    'eyJhbGciOiJIUzI1NiJ9',
    '10.0.0.0/8,192.168.0.0/16',
    '-Xms64m -Djava.security.egd=file:/dev/urandom',
    'user@example.com',
    'Basic authentication',
    'Bearer $(TOKEN)',
    'bearer',
  ])('%s', (value) => {
    expect(secretIn(value, 'SETTING')).toBeUndefined();
  });
});
