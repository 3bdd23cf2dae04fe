import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { configMapSecrets } from './config-map-secrets.ts';

const control: Control = defineControl({
  id: 'secrets/literal-in-configmap',
  subject: [{ group: '', kind: 'ConfigMap' }],
  title: 'Secrets are not written into ConfigMaps',
  severity: 'high',
  remediation:
    'Move the value into a Secret, or leave a placeholder that the program fills in from one; then change it where it is used',
  judgesPartial: true,

  check(object) {
    let outcomes: Outcome[] | undefined;
    // The value itself is never shown.
    for (const { path, key, says } of configMapSecrets(object))
      (outcomes ??= []).push({ at: path, message: `the key "${key}" ${says}` });
    return outcomes ?? NOTHING;
  },

  why: `A ConfigMap is not protected as a Secret is: it is in the repository and its history, it is not encrypted in etcd, and the usual
roles for looking at things (view) may read it. Whoever reads the configuration has the password of the database.`,
  details: `A key with one line is judged as an environment variable is: by its name and its value, or by the form of the value. A file is read
line by line (properties, ini, .env, YAML, JSON): a name that says secret with a literal value, or a form that gives a secret away
wherever it stands. Never taken for secrets: comments, variables, templates, program text, references to a store, stand-ins.
binaryData is not looked at. The value is in no message.`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/configmap/',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  requirements: { nsa: ['secrets'], mitre: ['T1552.001'], owasp: ['K08'] },
  aliases: {
    trivy: ['KSV-0109', 'AVD-KSV-0109', 'KSV0109'],
    polaris: ['sensitiveConfigmapContent'],
  },

  examples: {
    fails: [
      {
        name: 'values, and lines of files',
        yaml: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
data:
  DB_PASSWORD: s7rang3
  DATABASE_URL: postgres://shop:s7rang3@db.shop.svc:5432/shop
  application.properties: |
    # the database
    spring.datasource.username=shop
    spring.datasource.password=s7rang3
  config.yaml: |
    smtp:
      host: mail.example.com
      password: "s7rang3"
  config.json: '{"port": 80, "clientSecret": "Ab12cd34ef56"}'
`,
        at: [
          'data.DB_PASSWORD',
          'data.DATABASE_URL',
          'data["application.properties"]',
          'data["config.yaml"]',
          'data["config.json"]',
        ],
      },
    ],
    passes: [
      {
        name: 'names of where the secret is, stand-ins, variables and program text',
        yaml: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
data:
  DB_PASSWORD_FILE: /run/secrets/db
  SECRET_NAME: shop-db
  TOKEN_EXPIRY: 3600s
  API_TOKEN: \${API_TOKEN}
  application.properties: |
    # spring.datasource.password=s7rang3
    spring.datasource.password=\${DB_PASSWORD}
    spring.security.token.header=X-Token
  run.sh: |
    export TOKEN=$(cat /run/secrets/token)
    PASSWORD="$DB_PASSWORD" exec shop
  schema.graphql: |
    type User {
      password: String!
    }
  main.py: |
    token = os.environ["TOKEN"]
    password = read_password(path)
`,
      },
      {
        name: 'data of a wrong type, and binary data',
        yaml: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: odd
binaryData:
  password: czdyYW5nMw==
`,
      },
    ],
  },
});

export default control;
