import { describe, expect, test } from 'vitest';
import { askOracle, type Question } from '../control-plane/oracle.ts';
import { controlPlanes } from './control-planes.ts';

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { hostNetwork: true, containers: [{ name: 'web', image: 'nginx', ports: [{ containerPort: 80 }] }] },
};

describe.for(controlPlanes())('the oracle of Kubernetes $minor', ({ plane }) => {
  const ask = async (question: Question): Promise<unknown> => (await askOracle(plane.programs.oracle, [question]))[0];

  test('reads YAML as kubectl does', async () => {
    const text = 'y: 1\nmode: 0400\n---\na: [\n---\n# nothing\n';
    expect(await ask({ ask: 'yaml', text })).toEqual({
      docs: [
        { json: { true: 1, mode: 256 } },
        { error: expect.stringContaining('did not find expected node content') },
        { json: null },
      ],
    });
  });

  test('knows keys that stand twice where it is asked for them', async () => {
    const text = 'a: 1\na: 2\n';
    expect(await ask({ ask: 'yaml', text })).toEqual({ docs: [{ json: { a: 2 } }] });
    expect(await ask({ ask: 'yaml', text, strict: true })).toEqual({
      docs: [{ error: expect.stringContaining('key "a" already set in map') }],
    });
  });

  test('gives an object its defaults, in its own version', async () => {
    expect(await ask({ ask: 'default', object: POD })).toMatchObject({
      object: {
        apiVersion: 'v1',
        spec: {
          restartPolicy: 'Always',
          containers: [{ imagePullPolicy: 'Always', ports: [{ hostPort: 80, protocol: 'TCP' }] }],
        },
      },
    });
  });

  test("shows an object as it was read, and as it is when it has been in the server's own form", async () => {
    const object = { apiVersion: 'v1', kind: 'Secret', stringData: { a: 'b' }, extra: 1 };
    const read = { apiVersion: 'v1', kind: 'Secret', metadata: {} };
    expect(await ask({ ask: 'default', object, asWritten: true })).toEqual({ object: { ...read, stringData: { a: 'b' } } });
    expect(await ask({ ask: 'default', object, converted: true })).toEqual({
      object: { ...read, data: { a: 'Yg==' }, type: 'Opaque' },
    });
  });

  test.for(['apiextensions.k8s.io/v1 CustomResourceDefinition', 'apiregistration.k8s.io/v1 APIService'])(
    'knows %s',
    async (name) => {
      const [apiVersion, kind] = name.split(' ');
      expect(
        await ask({ ask: 'strict', text: JSON.stringify({ apiVersion, kind, metadata: {}, spec: { extra: 1 } }) }),
      ).toMatchObject({
        strict: ['unknown field "spec.extra"'],
      });
    },
  );

  test('refuses what strict validation refuses, as the server does', async () => {
    const text = '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","lables":{}},"data":{"a":"1","a":"2"}}';
    const strict = ['unknown field "metadata.lables"', 'duplicate field "data.a"'];
    expect(await ask({ ask: 'strict', text })).toEqual({
      strict,
      message: `ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: ${strict.join(', ')}`,
    });
  });

  test('tells what is wrong in any case from what is only not strict', async () => {
    const object = { ...POD, spec: { containers: 'web', extra: 1 } };
    const fatal = 'json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type []v1.Container';
    expect(await ask({ ask: 'strict', object })).toEqual({
      strict: [],
      fatal,
      message: `Pod in version "v1" cannot be handled as a Pod: ${fatal}`,
    });
  });

  test('judges a pod, with its defaults and as it is written, at several levels', async () => {
    const question: Question = { ask: 'pod-security', at: ['baseline:latest', 'privileged:latest'], object: POD };
    const allowed = { allowed: true, reasons: [], details: [], message: '' };
    expect(await ask(question)).toEqual({
      results: [
        {
          allowed: false,
          reasons: ['host namespaces', 'hostPort'],
          details: ['hostNetwork=true', 'container "web" uses hostPort 80'],
          message: 'host namespaces (hostNetwork=true), hostPort (container "web" uses hostPort 80)',
        },
        allowed,
      ],
    });
    expect(await ask({ ...question, asWritten: true })).toMatchObject({ results: [{ reasons: ['host namespaces'] }, allowed] });
  });

  test('judges a pod as the server does that creates it', async () => {
    const annotations = { 'container.apparmor.security.beta.kubernetes.io/web': 'unconfined' };
    const object = { ...POD, metadata: { name: 'web', annotations }, spec: { containers: [{ name: 'web', image: 'nginx' }] } };
    const question: Question = { ask: 'pod-security', at: ['baseline:latest'], object };
    const named = '"container.apparmor.security.beta.kubernetes.io/web="unconfined""';
    const profile = (setters: string, values: string): string => `${setters} must not set AppArmor profile type to ${values}`;
    expect(await ask(question)).toMatchObject({ results: [{ details: [profile('annotation', named)] }] });
    expect(await ask({ ...question, created: true })).toMatchObject({
      results: [{ details: [profile('container "web" and annotation', `"Unconfined", ${named}`)] }],
    });
  });

  test("says what a namespace's labels ask for", async () => {
    const labels = { 'pod-security.kubernetes.io/enforce': 'paranoid', 'pod-security.kubernetes.io/warn-version': 'v1.30' };
    expect(await ask({ ask: 'policy', labels })).toEqual({
      enforce: 'restricted:latest',
      audit: 'privileged:latest',
      warn: 'privileged:v1.30',
      errors: [expect.stringContaining('must be one of privileged, baseline, restricted')],
    });
  });

  test('answers every question in its place, also those that it cannot answer', async () => {
    const questions: Question[] = Array.from({ length: 2000 }, (_, at) => ({ ask: 'yaml', text: `at: ${at}` }));
    questions[7] = { ask: 'default', object: { apiVersion: 'v1', kind: 'Nothing' } };
    const answers = await askOracle<{ docs: { json: unknown }[] }>(plane.programs.oracle, questions);
    expect(answers[7]).toEqual({ error: expect.stringContaining('no kind "Nothing" is registered') });
    expect(answers[1999]).toEqual({ docs: [{ json: { at: 1999 } }] });
  });
});
