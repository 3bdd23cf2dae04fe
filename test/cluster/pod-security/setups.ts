import type { Options } from '../../control-plane/start.ts';

/** Names that the setups below exempt; of the last, nobody makes a namespace. */
export const EXEMPT_NAMESPACES: readonly string[] = ['exempt-one', 'exempt-two', 'exempt-none'];
export const EXEMPT_USER = 'system:serviceaccount:exempt-one:robot';
export const RUNTIME_CLASSES: readonly string[] = ['exempt-class', 'other-class'];

/** A way to set up the Pod Security of a cluster: what the server is started with, as somebody writes it. */
export interface Setup {
  readonly title: string;
  /** The file of `--admission-control-config-file`, and the one that it names. */
  readonly files: { readonly 'admission.json': object; readonly 'pss.json'?: object };
  readonly flags: NonNullable<Options['apiServerFlags']>;
  /** The newest minor version whose policy the server then knows; its own where it is not said. */
  readonly newest?: number;
}

const FLAGS = ['--admission-control-config-file={{folder}}/admission.json'];
const admission = (plugin: object): object => ({
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'AdmissionConfiguration',
  plugins: [{ name: 'PodSecurity', ...plugin }],
});
const podSecurity = (version: string, members: object): object => ({
  apiVersion: `pod-security.admission.config.k8s.io/${version}`,
  kind: 'PodSecurityConfiguration',
  ...members,
});

/** One for each Kubernetes version that is tested, and then again from the first. */
export const SETUPS: readonly [Setup, ...Setup[]] = [
  {
    title: 'strict defaults, everything exempt, an older version emulated',
    files: {
      'admission.json': admission({
        configuration: podSecurity('v1', {
          defaults: {
            enforce: 'baseline',
            'enforce-version': 'v1.30',
            audit: 'restricted',
            warn: 'restricted',
            'warn-version': 'v1.25',
          },
          exemptions: {
            usernames: ['replicaset-controller', EXEMPT_USER],
            namespaces: EXEMPT_NAMESPACES,
            runtimeClasses: ['exempt-class'],
          },
        }),
      }),
    },
    flags: [...FLAGS, '--emulated-version=kube=1.35'],
    newest: 35,
  },
  {
    title: 'a file of its own, in an older version of the format',
    files: {
      'admission.json': admission({ path: 'pss.json' }),
      'pss.json': podSecurity('v1beta1', {
        defaults: { enforce: 'restricted', 'warn-version': 'v1.20', audit: 'baseline' },
        exemptions: { namespaces: EXEMPT_NAMESPACES, usernames: [EXEMPT_USER] },
      }),
    },
    flags: FLAGS,
  },
];
