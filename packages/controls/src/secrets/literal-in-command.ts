import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';
import { commandSecrets } from './command-secrets.ts';

const control: Control = defineControl({
  id: 'secrets/literal-in-command',
  subject: 'workload',
  title: 'Secrets are not written into command lines',
  severity: 'high',
  remediation: 'Put the value into a Secret, and give the program a file or a variable of it: --password=$(DB_PASSWORD)',
  judgesPartial: true,

  check(workload) {
    let outcomes: Outcome[] | undefined;
    // The value itself is never shown.
    for (const { container, path, says } of commandSecrets(workload))
      (outcomes ??= []).push({ at: path, message: `${nameOf(container)}: its command line holds ${says}` });
    return outcomes ?? NOTHING;
  },

  why: `What is in a command line is in the manifest, in its repository, and in the list of processes of the node, which every monitoring
agent copies. It cannot be changed without a new deployment, so that it never is.`,
  details: `Looked at are command, args, and the commands of probes and lifecycle hooks: options whose name says secret (--password=…, or
--password and its value behind it, also in the text of a script), the password glued to -p of MySQL's clients and behind -a of
redis-cli, and forms that give a secret away (keys of known services, passwords in addresses). $(VAR), paths, references and
stand-ins never count. The value is in no message.`,
  references: [
    'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  requirements: { nsa: ['secrets'], mitre: ['T1552.001'], owasp: ['K08'], 'nist-800-190': ['4.1.4'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'options with a value, in one word and in two, and a script',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: jobs
spec:
  containers:
    - name: one
      image: registry.example.com/sync:1.4.0
      args: [--user=shop, --password=s7rang3]
    - name: two
      image: registry.example.com/sync:1.4.0
      command: [sync, --api-token, Ab12cd34ef56]
    - name: script
      image: mysql:8.4.6
      command: [sh, -c, "mysql -h db -u root -ps7rang3 < /dump.sql"]
      livenessProbe:
        exec:
          command: [sh, -c, redis-cli -h redis -a s7rang3 ping]
`,
        at: [
          'spec.containers[0].args[1]',
          'spec.containers[1].command[2]',
          'spec.containers[2].command[2]',
          'spec.containers[2].livenessProbe.exec.command[2]',
        ],
      },
    ],
    passes: [
      {
        name: 'variables, files and options that only sound alike',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: jobs
spec:
  containers:
    - name: sync
      image: registry.example.com/sync:1.4.0
      command: [sync, --password, $(DB_PASSWORD), --token-file, /run/secrets/token]
      args: [--secret-name=shop-db, --password-file=/run/secrets/db, --token-ttl, 3600s, "--api-key=\${API_KEY}"]
    - name: script
      image: mysql:8.4.6
      command: [sh, -c, 'mysql -h db -u root -p"$MYSQL_ROOT_PASSWORD" -P 3306 shop; redis-cli -a $PASS ping']
`,
      },
    ],
  },
});

export default control;
