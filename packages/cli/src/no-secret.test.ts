import { controls, type Control } from '@bulwark/controls';
import { scan, summarize } from '@bulwark/engine';
import { json, sarif, text, type ReportInput } from '@bulwark/report';
import { KindSchemas } from '@bulwark/model';
import { loadSchema } from '@bulwark/schema';
import { load } from '@bulwark/source';
import { expect, test } from 'vitest';

const kinds = new KindSchemas(await loadSchema());

const LIVE = 'zq7rang3Xk9w';
const IN_BASE64 = Buffer.from(LIVE).toString('base64');
const BAD = 'image: nginx:latest, securityContext: {privileged: true}';

/** A live value in each place where one may stand; every container fails beside it, so that its lines are shown. */
const MANIFEST = `
apiVersion: v1
kind: Secret
metadata: {name: a}
type: kubernetes.io/service-account-token
stringData:
  note: ${LIVE}
  password: ${LIVE}
data:
  password2: ${IN_BASE64}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: b}
data:
  DB_PASSWORD: ${LIVE}
  LONG_PASSWORD: |
    ${LIVE}
  application.properties: |
    a=b
    db.password=${LIVE}
  config.json: '{"a": 1, "clientSecret": "${LIVE}"}'
  url: postgres://a:${LIVE}@db/a
---
apiVersion: v1
kind: Pod
metadata: {name: c}
spec:
  containers:
    - {name: a, ${BAD}, args: ["--password", "${LIVE}", "--port"]}
    - {name: b, ${BAD}, args: ["--password=${LIVE}", {"password": "${LIVE}"}]}
    - {name: c, ${BAD}, command: [sh, -c, "mysql -u root -p${LIVE} shop"]}
    - name: d
      image: nginx:latest
      args:
        - --api-token
        - ${LIVE}
      env:
        - {name: DB_PASSWORD, value: ${LIVE}}
        - name: URL
          value: redis://:${LIVE}@redis
      livenessProbe:
        exec: {command: [sh, -c, "redis-cli -a ${LIVE} ping"]}
      securityContext: {privileged: true}
`;

function reportInput(chosen: readonly Control[], manifest = MANIFEST): ReportInput {
  const { inventory, textOf } = load(['-'], { stdin: () => manifest });
  const result = scan(inventory, { controls: chosen, kinds });
  return { ...result, version: '0', summary: summarize(result), objects: inventory.objects, textOf, proseOf: () => undefined };
}

const others = controls.filter(({ id }) => !id.startsWith('secrets/'));

test.for([
  ['all controls', controls],
  ['controls that look for no secret', others],
] as const)('no report of %s shows a secret, whatever stands beside it', ([, chosen]) => {
  const input = reportInput(chosen);
  const shown = [...text(input, { width: 400, failOn: 'high' })].join('');
  expect(input.findings.map(({ control }) => control)).toContain('pod/privileged');
  expect(shown).toContain('•');
  for (const report of [shown, [...json(input)].join(''), [...sarif(input)].join('')]) {
    expect(report.length).toBeGreaterThan(1000);
    expect(report).not.toContain(LIVE);
    expect(report).not.toContain(IN_BASE64);
  }
});

test('what only names a Secret is shown', () => {
  const shown = [...text(reportInput(controls), { width: 400, failOn: 'high' })].join('');
  expect(shown).toContain('type: kubernetes.io/service-account-token');
});

test('a warning that quotes the text hides what is secret in it', () => {
  const key = 'AKIA7SSNEKNWGGFA3HQQ';
  const { coverage } = reportInput([], `apiVersion: v1\nkind: ConfigMap\n${key}: 1\n${key}: 2\n`);
  expect(coverage.warnings.map(({ reason }) => reason)).toEqual(['key "•••" is repeated: kubectl takes the last one']);
});

test.for([`password: *${LIVE}`, `password: !!int ${LIVE}`])('what could not be read is told without its text: %j', (manifest) => {
  const input = reportInput(controls, `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n${manifest}\n`);
  expect(input.coverage.failed).toHaveLength(1);
  for (const report of [text(input, { width: 400, failOn: 'high' }), json(input), sarif(input)]) {
    expect([...report].join('')).not.toContain(LIVE);
  }
});
