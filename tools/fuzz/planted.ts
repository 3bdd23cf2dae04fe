import type { Random } from './random.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const letters = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.pick(LETTERS.split(''))).join('');

/** A value of no account in the form of an access key: a report hides it wherever it stands. */
export function fakeAccessKey(random: Random): string {
  return `AKIA${letters(random, 16)}`;
}

/** A value that only its place gives away. */
export function fakePassword(random: Random): string {
  return `zq7${letters(random, 10).toLowerCase()}Xk9`;
}

/** Documents of which the value is a secret by its place; everything beside it fails, so that its lines are shown. */
export function plantedDocuments(secret: string, random: Random): string {
  const bad = 'image: "nginx:latest", securityContext: {privileged: true}';
  const container = random.pick([
    `{name: a, ${bad}, env: [{name: DB_PASSWORD, value: ${secret}}]}`,
    `{name: a, ${bad}, args: ["--password=${secret}"]}`,
    `{name: a, ${bad}, command: [x, --password, ${secret}]}`,
    `{name: a, ${bad}, env: [{name: URL, value: "postgres://a:${secret}@db/a"}]}`,
  ]);
  const kind = random.pick(['Pod', 'Deployment', 'CronJob']);
  const spec = `{hostNetwork: true, containers: [${container}]}`;
  const workload = {
    Pod: `apiVersion: v1\nkind: Pod\nmetadata: {name: planted}\nspec: ${spec}\n`,
    Deployment: `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: planted}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: ${spec}}}\n`,
    CronJob: `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: planted}\nspec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: ${spec}}}}}\n`,
  }[kind];
  return [
    workload,
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: planted}\ndata:\n  DB_PASSWORD: ${secret}\n  app.properties: |\n    db.password=${secret}\n`,
    `apiVersion: v1\nkind: Secret\nmetadata: {name: planted}\nstringData: {note: ${secret}}\ndata: {a: ${Buffer.from(secret).toString('base64')}}\n`,
  ].join('---\n');
}
