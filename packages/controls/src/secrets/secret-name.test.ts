import { describe, expect, test } from 'vitest';
import { nameSays } from './secret-name.ts';

const NAMES = {
  password: [
    'PASSWORD',
    'DB_PASSWORD',
    'dbPassword',
    'db-password',
    'db.password',
    'PGPASSWORD',
    'MYSQL_ROOT_PASSWORD',
    'DB_PASS',
    'REDIS_PWD',
    'KEY_PASSPHRASE',
    'DB_PASSWORD_1',
    'DB_PASSWORD2',
    'PASSWORD1',
    'ADMIN_PASSWORD_DEFAULT',
    'SPRING_DATASOURCE_PASSWORD',
  ],
  secret: [
    'SECRET',
    'CLIENT_SECRET',
    'GITHUB_TOKEN',
    'accessToken',
    'AUTHTOKEN',
    'API_KEY',
    'apiKey',
    'STRIPE_APIKEY',
    'AWS_SECRET_ACCESS_KEY',
    'MINIO_SECRET_KEY',
    'TLS_PRIVATE_KEY',
    'DB_CREDENTIALS',
    'SECRET_VALUE',
    'SECRET_KEY_BASE',
    'JWT_SECRET_DEV',
  ],
  key: ['ACCESS_KEY', 'AZURE_BATCH_KEY', 'KEY', 'LICENSE_KEY'],
  none: [
    'TOKEN_EXPIRY',
    'TOKEN_EXPIRY_SECONDS',
    'TOKEN_TTL',
    'PASSWORD_MIN_LENGTH',
    'SECRET_NAME',
    'SECRETS_PATH',
    'PASSWORD_FILE',
    'AUTH_TOKEN_URL',
    'CLIENT_ID',
    'AWS_ACCESS_KEY_ID',
    'SSO_PUBLIC_KEY',
    'IMAGE_PULL_SECRET',
    'MYSQL_ALLOW_EMPTY_PASSWORD',
    'MYSQL_RANDOM_ROOT_PASSWORD',
    'PWD',
    'OLDPWD',
    'SSH_ASKPASS',
    'ETCD_INITIAL_CLUSTER_TOKEN',
    'MAX_TOKENS',
    'COMPASS',
    'USERNAME',
    'MONKEY',
    '',
    '_',
    '1',
  ],
};

describe.for(Object.entries(NAMES))('%s', ([says, names]) => {
  test.for(names)('%s', (name) => {
    expect(nameSays(name) ?? 'none').toBe(says);
  });
});
