import { editText } from '@bulwark/source';
import { describe, expect, test } from 'vitest';
import { fixTexts, judgedTexts, textsAfter, type Tried } from './testing/fix-texts.ts';

const POD = `# The shop's front.
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}   # flow style
spec:
  containers:
    # the only one
    - name: web
      image: nginx:1.29
      securityContext:
        privileged: true
---
apiVersion: v1
kind: ConfigMap
metadata:   {name: settings}
data: {a: "1"}
`;

const SAFE: Tried = { only: ['pod/seccomp-missing'] };
const ALL: Tried = { only: ['pod/privileged', 'pod/privilege-escalation', 'pod/seccomp-missing'], suggestions: true };

describe('what is fixed', () => {
  test('is what is safe, and the rest is told', async () => {
    const { files, left, alongside, after } = await fixTexts(
      { 'pod.yaml': POD },
      { only: ['pod/privileged', 'pod/seccomp-missing'] },
    );
    expect(
      files.map(({ path, objects }) => [path, objects.flatMap(({ fixes }) => fixes.map(({ finding }) => finding.control))]),
    ).toEqual([['pod.yaml', ['pod/seccomp-missing']]]);
    expect(files[0]?.after).toBe(
      POD.replace(
        '        privileged: true\n',
        '        privileged: true\n  securityContext:\n    seccompProfile:\n      type: RuntimeDefault\n',
      ),
    );
    expect(left.map(({ finding, kind }) => [finding.control, kind])).toEqual([['pod/privileged', 'suggestion']]);
    expect(alongside).toEqual([]);
    expect(after?.findings.map(({ control }) => control)).toEqual(['pod/privileged']);
  });

  test('nothing, where nothing can be', async () => {
    const result = await fixTexts({ 'pod.yaml': POD }, { only: ['pod/privileged'] });
    expect([result.files, result.after]).toEqual([[], undefined]);
    expect(result.left).toHaveLength(1);
  });

  test('with what it brings to light: a container that is no longer privileged can gain privileges again', async () => {
    const alone = await fixTexts({ 'pod.yaml': POD }, ALL);
    expect(alone.left).toEqual([]);
    expect(alone.files[0]?.after).toContain('        privileged: false\n        allowPrivilegeEscalation: false\n');
    expect(alone.after?.findings).toEqual([]);
  });

  test('though something counts for more then that was told for less because of it', async () => {
    const mounted = POD.replace('privileged: true', 'privileged: false').replace(
      '---',
      '      volumeMounts: [{name: srv, mountPath: /srv}]\n  volumes: [{name: srv, hostPath: {path: /opt/pages}}]\n---',
    );
    const only = ['volume/host-path', 'volume/host-path-writable'];
    const { left, after } = await fixTexts({ 'pod.yaml': mounted }, { only, suggestions: true });
    expect(left.map(({ finding }) => `${finding.severity} ${finding.control}`)).toEqual(['info volume/host-path']);
    expect(after?.findings.map(({ severity, control }) => `${severity} ${control}`)).toEqual(['medium volume/host-path']);
  });

  test('though what is said of several fields at once moves to the next one', async () => {
    const two = POD.replace('        privileged: true', '        runAsNonRoot: true').replace(
      '---',
      '    - name: other\n      image: nginx:1.29\n      securityContext: {allowPrivilegeEscalation: true}\n---',
    );
    const only = ['pod-security/restricted', 'pod/privilege-escalation'];
    const shop =
      '---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: restricted}}\n';
    const { files, alongside, left } = await fixTexts({ 'pod.yaml': two + shop }, { only });
    expect(alongside).toEqual([]);
    expect(left.map(({ finding }) => finding.control).toSorted()).toEqual(
      expect.arrayContaining(['pod-security/restricted', 'pod/privilege-escalation']),
    );
    expect(files[0]?.after).toContain('        runAsNonRoot: true\n        allowPrivilegeEscalation: false\n');
  });

  test('item after item of a list that is given as a whole', async () => {
    const added = POD.replace('privileged: true', 'capabilities: {add: [NET_ADMIN, SYS_TIME, SYS_PTRACE]}');
    const { left, alongside, files, after } = await fixTexts(
      { 'pod.yaml': added },
      { only: ['pod/added-capabilities'], suggestions: true },
    );
    expect([left, alongside, after?.findings]).toEqual([[], [], []]);
    const messages = files.flatMap(({ objects }) => objects.flatMap(({ fixes }) => fixes.map(({ finding }) => finding.message)));
    expect(new Set(messages).size).toBe(3);
    expect(files[0]?.after).toContain('capabilities: {}');
  });

  test('by one edit for two findings, and what goes with another is told', async () => {
    const result = await fixTexts(
      { 'pod.yaml': POD },
      { only: ['pod/privileged', 'pod-security/baseline', 'pod/privilege-escalation'], suggestions: true },
    );
    expect(result.left).toEqual([]);
    expect(result.after?.findings).toEqual([]);
    expect(result.files[0]?.after.match(/privileged: false/g)).toHaveLength(1);
  });

  test('in an item of a List, and in JSON', async () => {
    const item = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'a', image: 'b:1' }] } };
    const list = { apiVersion: 'v1', kind: 'List', items: [item, { ...item, metadata: { name: 'b' } }] };
    const texts = { 'list.json': `${JSON.stringify(list, null, 4)}\n` };
    const result = await fixTexts(texts, SAFE);
    expect(result.left).toEqual([]);
    expect(result.files[0]?.objects.map(({ object }) => object.name)).toEqual(['a', 'b']);
    expect(judgedTexts(textsAfter(texts, result), SAFE).findings).toEqual([]);
  });
});

describe('what is not', () => {
  const reasonsWith = async (tried: Tried): Promise<readonly string[]> => {
    const result = await fixTexts({ 'pod.yaml': POD }, { ...SAFE, ...tried });
    expect(result.files).toEqual([]);
    return result.left.map(({ kind, reason }) => `${kind}: ${reason}`);
  };

  test('an editor that says no', async () => {
    const reasons = await reasonsWith({
      edit: (text, edits) => ({
        text,
        changes: [],
        notes: [],
        refused: edits.flatMap(({ document, edits: own }) => own.map((edit) => ({ document, edit, reason: 'it is too dark' }))),
      }),
    });
    expect(reasons).toEqual(['refused: it is too dark']);
  });

  const tampered = (change: (text: string) => string): Tried => ({
    edit: (text, edits) => {
      const after = change(editText(text, edits).text);
      return { text: after, changes: [{ start: 0, end: text.length, text: after }], refused: [], notes: [] };
    },
  });

  test.for<[string, Tried, string]>([
    ['changes another document', tampered((text) => text.replace('a: "1"', 'a: "2"')), 'it changes text outside of its document'],
    [
      'changes more of the text than it says',
      { edit: (text, edits) => ({ ...editText(text, edits), changes: [] }) },
      'the text differs from the changes that are reported for it',
    ],
    [
      'does nothing',
      { edit: (text) => ({ text, changes: [], refused: [], notes: [] }) },
      'spec.securityContext.seccompProfile.type would not be what the fix asks for',
    ],
  ])('an editor that %s', async ([, tried, reason]) => {
    expect(await reasonsWith(tried)).toEqual([`refused: ${reason}`]);
  });

  test('an editor that changes another field, or breaks the file', async () => {
    const one = POD.slice(0, POD.indexOf('---'));
    const edited = async (change: (text: string) => string): Promise<readonly string[]> => {
      const { left, files } = await fixTexts({ 'pod.yaml': one }, { ...SAFE, ...tampered(change) });
      expect(files).toEqual([]);
      return left.map(({ reason }) => reason);
    };
    expect(await edited((text) => text.replace('nginx:1.29', 'nginx:1.30'))).toEqual([
      'spec.containers[0].image would not be what the fix asks for',
    ]);
    expect((await edited((text) => `${text}  - [`))[0]).toContain('the file could not be read afterwards');
  });

  test('a file that has changed since it was read', async () => {
    const judged = judgedTexts({ 'pod.yaml': POD }, SAFE);
    const { fixFindings } = await import('./fix.ts');
    const { left } = await fixFindings({
      scan: judged,
      counted: judged.findings,
      textOf: () => POD.replace('nginx:1.29', 'nginx:1.30'),
      edit: editText,
      suggestions: false,
      rescan: () => Promise.reject(new Error('nothing to scan')),
    });
    expect(left.map(({ reason }) => reason)).toEqual(['pod.yaml has changed since it was read']);
  });

  test('a file that must not be changed', async () => {
    expect(await reasonsWith({ whyNot: (path) => `${path} is not ours` })).toEqual(['refused: pod.yaml is not ours']);
  });

  test('what a scan of the changed file sees otherwise', async () => {
    const rescan: NonNullable<Tried['rescan']> = () => Promise.resolve(judgedTexts({ 'pod.yaml': POD }, SAFE));
    expect(await reasonsWith({ rescan })).toEqual([
      'refused: a scan of the changed file says something else than was proved of it',
    ]);
  });

  test('a fix that would bring a finding elsewhere, while those beside it are made', async () => {
    const texts = {
      'namespace.yaml':
        'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {pod-security.kubernetes.io/warn: restricted}}\n',
      'pod.yaml': POD,
    };
    const only = ['namespace/pod-security-warn-only', 'pod-security/restricted', 'pod/seccomp-missing', 'pod/privileged'];
    const result = await fixTexts(texts, { only, suggestions: true });
    const before = judgedTexts(texts, { only }).findings;
    const after = judgedTexts(textsAfter(texts, result), { only }).findings;
    expect(after.length).toBeLessThan(before.length);
    expect(after.filter(({ fingerprint }) => !before.some((each) => each.fingerprint === fingerprint))).toEqual([]);
  });
});

test('nothing that is not wanted is fixed, and a fix is made of the counted finding', async () => {
  const judged = judgedTexts({ 'pod.yaml': POD }, SAFE);
  const { fixFindings } = await import('./fix.ts');
  const { files, left } = await fixFindings({
    scan: judged,
    counted: [],
    textOf: judged.textOf,
    edit: editText,
    suggestions: true,
    rescan: () => Promise.reject(new Error('nothing to scan')),
  });
  expect([files, left]).toEqual([[], []]);
});
