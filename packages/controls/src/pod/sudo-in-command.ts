import { isArray, valueAt, type Json, type Path } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';

const control: Control = defineControl({
  id: 'pod/sudo-in-command',
  subject: 'workload',
  title: 'Containers do not become root by sudo',
  severity: 'medium',
  remediation: 'Run the container as the user that it needs to be (runAsUser), and take sudo out of the command and the image',
  judgesPartial: true,

  check(workload) {
    let found: Outcome[] | undefined;
    for (const container of workload.containers) {
      for (const field of FIELDS) {
        const words = valueAt(container.value, field);
        if (!isArray(words)) continue;
        const index = words.findIndex(callsSudo);
        if (index === -1) continue;
        const at = [...container.path, ...field, index];
        (found ??= []).push({ at, message: `${nameOf(container)} calls sudo` });
      }
    }
    return found ?? NOTHING;
  },

  why: `By sudo a user of the container becomes its root: an image that holds it, and rules that let it through without a password, give
the same to whoever breaks into the program. It also needs setuid, so that the container cannot have
allowPrivilegeEscalation: false, which shuts that door for good.`,
  details: `Judged are command and args of every container, and the commands of its lifecycle hooks and exec probes: the word sudo by itself, and
as a command in a script. A name that only begins so (sudoers), a comment, and an option of that name never fire. One finding
for each list of words, at the first of them.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  ],
  requirements: { mitre: ['T1548.003'] },
  aliases: { kubescape: ['C-0062'] },

  examples: {
    fails: [
      {
        name: 'as the program, and in a script',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: prepare
      image: registry.example.com/prepare:1.0.0
      command: [/usr/bin/sudo, -n, chown, "1000", /data]
  containers:
    - name: web
      image: registry.example.com/web:4.2.0
      command: [/bin/sh, -c]
      args:
        - |
          set -e
          if [ -w /data ]; then sudo -E mount-all; fi
          exec web
`,
        at: ['spec.initContainers[0].command[0]', 'spec.containers[0].args[0]'],
      },
    ],
    passes: [
      {
        name: 'comments, options and other words',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:4.2.0
      command: [/bin/sh, -c]
      args:
        - |
          # no sudo needed here
          cat /etc/sudoers.d/web pseudo-file # sudo
          apt-get install -y sudo
          exec web --sudo=false
`,
      },
    ],
  },
});

export default control;

const FIELDS: readonly Path[] = [
  ['command'],
  ['args'],
  ...['postStart', 'preStop'].map((hook): Path => ['lifecycle', hook, 'exec', 'command']),
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe): Path => [probe, 'exec', 'command']),
];

/** Where a shell takes a command: at the beginning, after a separator or a word that wants one, and in a substitution. */
const IN_SCRIPT =
  /(?:^|[;&|(`{!\n]|\b(?:then|do|else|exec|time|if|while|until|xargs|env|nohup))[ \t]*(?:\/(?:\w+\/)*)?sudo(?=[ \t]|$)/m;
const COMMENT = /(?:^|[ \t])#.*$/gm;

/** What starts the word that follows it. */
const STARTERS: ReadonlySet<Json | undefined> = new Set([undefined, 'env', 'exec', 'nohup', 'time', '-c', '--']);

function callsSudo(word: Json, index: number, words: readonly Json[]): boolean {
  // Nearly no text has it, and then nothing is to be looked at closer.
  if (typeof word !== 'string' || !word.includes('sudo')) return false;
  if (word === 'sudo') return STARTERS.has(words[index - 1]);
  return IN_SCRIPT.test(word.replace(COMMENT, '')) || /^\/[\w/]*\/sudo$/.test(word);
}
