/** What came of reading findings of one control over the real manifests, one by one, as the owner of each manifest would. */
export interface Judgement {
  readonly control: string;
  /** How many findings of the control were read, and how many there were. */
  readonly read: number;
  readonly of: number;
  /** True, and worth the owner's time at its severity. */
  readonly right: number;
  /** True, but the owner may have a good reason, or would give it less weight. */
  readonly arguable: number;
  /** Not to be said: false, or said already by another control of the same place. */
  readonly wrong: number;
  /** What the arguable and the wrong ones are, and what was done about them. */
  readonly done: string;
  readonly date: string;
}

const date = '2026-11-25';
const OPENSHIFT = 'Manifests for OpenShift alone, whose security context constraints set the field';

/** The noisiest controls of those that were on by default, by count; 20 findings of each, spread over the sources. */
export const JUDGEMENTS: readonly Judgement[] = [
  {
    control: 'resources/memory-limit',
    read: 20,
    of: 949,
    right: 13,
    arguable: 7,
    wrong: 0,
    done: 'Jobs and workflows that end within minutes, at medium. Left.',
    date,
  },
  {
    control: 'resources/cpu-limit',
    read: 20,
    of: 941,
    right: 0,
    arguable: 20,
    wrong: 0,
    done: 'True, but to leave the limit out is advice as common as to set it. Off by default.',
    date,
  },
  {
    control: 'pod/writable-root-filesystem',
    read: 20,
    of: 925,
    right: 15,
    arguable: 5,
    wrong: 0,
    done: 'Databases and servers that write to their image. Left, low as it is.',
    date,
  },
  {
    control: 'pod/privilege-escalation',
    read: 20,
    of: 923,
    right: 8,
    arguable: 12,
    wrong: 0,
    done: `${OPENSHIFT} (11), and a container that is not root and drops all capabilities (1), which is low now.`,
    date,
  },
  {
    control: 'pod/kept-capabilities',
    read: 20,
    of: 903,
    right: 9,
    arguable: 10,
    wrong: 1,
    done: `${OPENSHIFT} (10). Wrong is one in a privileged container, where a drop does nothing: information. Left.`,
    date,
  },
  {
    control: 'pod/run-as-root',
    read: 20,
    of: 896,
    right: 13,
    arguable: 7,
    wrong: 0,
    done: `${OPENSHIFT}. Left.`,
    date,
  },
  {
    control: 'pod/container-security-context-missing',
    read: 20,
    of: 846,
    right: 0,
    arguable: 0,
    wrong: 20,
    done: 'Each field that should stand there is missed by a control of its own, at the same line. Off by default.',
    date,
  },
  {
    control: 'service-account/automounted-token',
    read: 20,
    of: 831,
    right: 13,
    arguable: 7,
    wrong: 0,
    done: 'Controllers that need their token: low or information. The account default with rights is medium now.',
    date,
  },
  {
    control: 'pod/seccomp-missing',
    read: 20,
    of: 802,
    right: 12,
    arguable: 8,
    wrong: 0,
    done: `${OPENSHIFT} (7), and a privileged container (1, information). Left.`,
    date,
  },
  {
    control: 'pod/linux-hardening',
    read: 20,
    of: 802,
    right: 0,
    arguable: 0,
    wrong: 20,
    done: 'pod/seccomp-missing says it of the same containers. Off by default.',
    date,
  },
  {
    control: 'pod/low-gid',
    read: 20,
    of: 787,
    right: 0,
    arguable: 1,
    wrong: 19,
    done: 'The group is left to the image: nothing to mend is shown. Off by default.',
    date,
  },
  {
    control: 'pod/security-context-missing',
    read: 20,
    of: 776,
    right: 0,
    arguable: 0,
    wrong: 20,
    done: 'Said field by field already, or all of it stands in the containers. Off by default.',
    date,
  },
  {
    control: 'pod/low-uid',
    read: 20,
    of: 755,
    right: 0,
    arguable: 1,
    wrong: 19,
    done: 'The user is left to the image, which pod/run-as-root says. Off by default.',
    date,
  },
  {
    control: 'service-account/default-used',
    read: 20,
    of: 644,
    right: 2,
    arguable: 0,
    wrong: 18,
    done: 'service-account/automounted-token says it of the same pods, and now also where default has rights. Off by default.',
    date,
  },
  {
    control: 'pod/image-tag',
    read: 20,
    of: 378,
    right: 15,
    arguable: 1,
    wrong: 4,
    done: 'Names that Kustomize or Skaffold replaces ("controller"): only what is rendered shows the image. Left.',
    date,
  },
  {
    control: 'pod/privileged-port',
    read: 20,
    of: 168,
    right: 0,
    arguable: 20,
    wrong: 0,
    done: 'Port 80 of a web server: the runtimes of today let every user of a container take it. Off by default.',
    date,
  },
  {
    control: 'namespace/pod-security-none',
    read: 20,
    of: 144,
    right: 11,
    arguable: 9,
    wrong: 0,
    done: 'Namespaces of OpenShift, which labels them itself. Where no workload of the namespace is shown: low, not medium.',
    date,
  },
  {
    control: 'workload/naked-pod',
    read: 20,
    of: 109,
    right: 0,
    arguable: 20,
    wrong: 0,
    done: 'Pods of tutorials and tests; it is about what stays up. Off by default, with the controls of reliability.',
    date,
  },
];
