import { scan } from '@bulwark/engine';
import { Inventory, kubeObject, type Json, type JsonObject } from '@bulwark/model';
import { describe, expect, test } from 'vitest';
import control from './literal-in-command.ts';

function places(container: JsonObject): readonly string[] {
  const containers = [{ name: 'web', image: 'nginx:1.29', ...container }];
  const pod = kubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers } });
  return scan(Inventory.of([pod]), { controls: [control] }).findings.map(({ path }) => path.slice(3).join('.'));
}

const inArgs = (...args: Json[]): readonly string[] => places({ args });

describe('a secret', () => {
  test.for([
    [['--password=s7rang3'], 'args.0'],
    [['--user=shop', '--password', 's7rang3'], 'args.2'],
    [['-password', 's7rang3'], 'args.1'],
    [['--requirepass', 's7rang3'], 'args.1'],
    [['--dsn=postgres://shop:s7rang3@db/shop'], 'args.0'],
    [['exec shop --token Ab12cd34ef56 --port 80'], 'args.0'],
    [["curl --password 's7rang3 x' https://example.com"], 'args.0'],
    [['mysql -u root -ps7rang3 shop'], 'args.0'],
    [["mysqldump --all-databases -h db -p's7rang3' > /dump"], 'args.0'],
    [['mariadb -uroot -ps7rang3'], 'args.0'],
    [['redis-cli -h redis -a s7rang3 ping'], 'args.0'],
    [['redis-server --requirepass s7rang3'], 'args.0'],
  ] as const)('%j', ([args, place]) => {
    expect(inArgs(...args)).toEqual([place]);
  });

  test('the arguments go on where the command ends', () => {
    expect(places({ command: ['shop', '--password'], args: ['s7rang3'] })).toEqual(['args.0']);
  });

  test('in probes and hooks', () => {
    const exec = { command: ['redis-cli', '--password=s7rang3', 'ping'] };
    expect(places({ readinessProbe: { exec }, lifecycle: { preStop: { exec } } })).toEqual([
      'lifecycle.preStop.exec.command.1',
      'readinessProbe.exec.command.1',
    ]);
  });
});

describe('none', () => {
  test.for<Json[]>([
    ['--password', '$(DB_PASSWORD)'],
    ['--password=$(DB_PASSWORD)'],
    ['--password', '--verbose'],
    ['--password'],
    ['--token-ttl', '3600s'],
    ['--secret-name', 'shop-db'],
    ['--password-file', '/run/secrets/db'],
    ['--key', '/etc/tls/tls.key'],
    ['mysql -u root -p"$MYSQL_ROOT_PASSWORD" -P 3306'],
    ['mysql -u root -p shop'],
    ['mysqladmin ping -h 127.0.0.1 -u $USER --password=$PASS'],
    ['redis-cli -a ${REDIS_PASSWORD} ping'],
    ['mkdir -p /var/lib/mysql'],
    ['tar -xzpf mysql.tar'],
    ['{{ .Values.args }}'],
    [5, null, { password: 's7rang3' }, ['--password=s7rang3']],
  ])('%j', (args) => {
    expect(inArgs(...args)).toEqual([]);
  });

  test('of wrong types', () => {
    expect(places({ command: '--password=s7rang3', args: { a: 1 }, livenessProbe: 5, lifecycle: [] })).toEqual([]);
  });
});

test.for(['mysql ', '--password ', '-a ', 'redis-cli ', '-p', "--token '", ' -password "'])(
  'a long word takes no longer than reading it: %s, again and again',
  (part) => {
    const started = performance.now();
    inArgs(part.repeat(200_000 / part.length));
    expect(performance.now() - started).toBeLessThan(5000);
  },
);
