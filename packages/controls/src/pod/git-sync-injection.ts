import { isArray, listAt, member, stringAt, type Container, type Json, type Path } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';

const control: Control = defineControl({
  id: 'pod/git-sync-injection',
  subject: 'workload',
  title: 'Containers of git-sync run the git of their own image',
  severity: 'medium',
  remediation: 'Remove GITSYNC_GIT and --git, so that git-sync runs the git that its image brings',
  judgesPartial: true,

  check(workload) {
    let found: Outcome[] | undefined;
    for (const container of workload.containers) {
      const image = member(container.value, 'image');
      if (typeof image !== 'string' || !image.includes('git-sync')) continue;
      const outcome = judge(container);
      if (outcome !== undefined) (found ??= []).push(outcome);
    }
    return found ?? NOTHING;
  },

  why: `A container of git-sync starts whatever program it is told is its git, with the rights and the token of its pod. Whoever may set a variable of
the container, which more accounts may than may change its image, runs a program of his own there, and it looks like an
ordinary synchronisation: the container, its image and its name are as they were.`,
  details: `Containers whose image is called git-sync: the variable GITSYNC_GIT or the option --git with anything but git itself. A value
that a ConfigMap or a Secret gives is unknown.`,
  references: ['https://github.com/kubernetes/git-sync#manual', 'https://kubernetes.io/docs/concepts/security/'],
  requirements: { mitre: ['T1059'] },
  aliases: { checkov: ['CKV_K8S_159'] },

  examples: {
    fails: [
      {
        name: 'by a variable and by an option',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: blog
spec:
  initContainers:
    - name: first
      image: registry.k8s.io/git-sync/git-sync:v4.4.0
      args: [--one-time, --repo=https://git.example.com/blog.git, --git=/data/git]
  containers:
    - name: git-sync
      image: registry.k8s.io/git-sync/git-sync:v4.4.0
      env:
        - {name: GITSYNC_REPO, value: "https://git.example.com/blog.git"}
        - {name: GITSYNC_GIT, value: /data/git}
`,
        at: ['spec.initContainers[0].args[2]', 'spec.containers[0].env[1].value'],
      },
    ],
    passes: [
      {
        name: 'its own git, said or not',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: blog
spec:
  containers:
    - name: git-sync
      image: registry.k8s.io/git-sync/git-sync:v4.4.0
      args: [--git-config, "safe.directory:*"]
      env:
        - {name: GITSYNC_GIT, value: git}
    - name: web
      image: nginx:1.29
      env:
        - {name: GITSYNC_GIT, value: /data/git}
`,
      },
      {
        name: 'a value that stands elsewhere',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: blog
spec:
  containers:
    - name: git-sync
      image: registry.k8s.io/git-sync/git-sync:v4.4.0
      env:
        - name: GITSYNC_GIT
          valueFrom:
            configMapKeyRef: {name: blog, key: git}
`,
        unknown: ['which program git-sync runs as its git stands elsewhere'],
      },
    ],
  },
});

export default control;

const VARIABLES: ReadonlySet<string> = new Set(['GITSYNC_GIT', 'GIT_SYNC_GIT']);
const OWN: ReadonlySet<string> = new Set(['', 'git', '/usr/bin/git', '/bin/git']);

function judge(container: Container): Outcome | undefined {
  return judgeVariable(container) ?? judgeOption(container, 'args') ?? judgeOption(container, 'command');
}

function judgeVariable(container: Container): Outcome | undefined {
  for (const [index, variable] of listAt(container.value, 'env').entries()) {
    if (!VARIABLES.has(stringAt(variable, 'name') ?? '')) continue;
    const at = [...container.path, 'env', index];
    if ((member(variable, 'valueFrom') ?? null) !== null) {
      return { at: [...at, 'valueFrom'], unknown: 'which program git-sync runs as its git stands elsewhere' };
    }
    const program = stringAt(variable, 'value') ?? '';
    if (!OWN.has(program)) return failure(container, [...at, 'value'], program);
  }
  return undefined;
}

function judgeOption(container: Container, field: 'args' | 'command'): Outcome | undefined {
  const words = member(container.value, field);
  if (!isArray(words)) return undefined;
  const index = words.findIndex((word) => typeof word === 'string' && /^--?git(?:=|$)/.test(word));
  if (index === -1) return undefined;
  const [word, next] = [textOf(words[index]), textOf(words[index + 1])];
  const program = word.includes('=') ? word.slice(word.indexOf('=') + 1) : next;
  return OWN.has(program) ? undefined : failure(container, [...container.path, field, index], program);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function failure(container: Container, at: Path, program: string): Outcome {
  return { at, message: `${nameOf(container)} runs "${program}" as its git` };
}
