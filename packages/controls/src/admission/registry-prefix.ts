import { listAt, set, stringAt, type Hazard } from '@bulwark/model';
import { defineControl, type Control } from '../control.ts';

const REPOS = ['spec', 'parameters', 'repos'];

const HAZARDS: readonly Hazard[] = [
  {
    what: 'images are refused that only the longer names allowed: registry.example.com:5000/web, or the prefix itself as an image',
    check: 'kubectl get pods -A -o jsonpath={..image} lists none that begins with the prefix and no slash behind it',
  },
];

const control: Control = defineControl({
  id: 'admission/registry-prefix',
  subject: [{ group: 'constraints.gatekeeper.sh', kind: 'K8sAllowedRepos' }],
  title: 'A list of allowed repositories names whole ones',
  severity: 'high',
  remediation: 'End each prefix with a slash: registry.example.com/team/',
  judgesPartial: true,

  check(constraint) {
    return listAt(constraint.value, ...REPOS).flatMap((repo, index) => {
      if (typeof repo !== 'string' || !isAmbiguous(repo)) return [];
      const at = [...REPOS, index];
      const other =
        repo.includes('/') || repo.includes('.')
          ? `${repo}${repo.includes('/') ? '-other' : '.example.com'}/image`
          : `${repo}-other/image`;
      return [
        {
          at,
          message: `the prefix "${repo}" of "${stringAt(constraint.value, 'metadata', 'name') ?? ''}" allows ${other} as well`,
          fix: { kind: 'suggestion' as const, edits: [set(at, `${repo}/`)], hazards: HAZARDS },
        },
      ];
    });
  },

  why: `The constraint compares the beginning of a text. registry.example.com allows registry.example.com.attacker.net as well,
and docker.io/team allows docker.io/team-of-somebody-else: whoever registers such a name has an image that the cluster takes.`,
  details: `A prefix that ends with a slash, or with a digest or tag (a colon or an @ behind the last slash), names one thing
and passes. An empty one allows everything and fails.`,
  references: ['https://open-policy-agent.github.io/gatekeeper-library/website/validation/allowedrepos/'],
  requirements: { mitre: ['T1525'], owasp: ['K02'] },
  aliases: { trivy: ['KSV-0124', 'AVD-KSV-0124', 'KSV0124'] },

  examples: {
    fails: [
      {
        name: 'a host and a folder without a slash at their ends',
        yaml: `
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sAllowedRepos
metadata:
  name: repos
spec:
  parameters:
    repos: [registry.example.com, docker.io/team, registry.example.org/]
`,
        at: ['spec.parameters.repos[0]', 'spec.parameters.repos[1]'],
      },
    ],
    passes: [
      {
        name: 'whole folders, and a whole image',
        yaml: `
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sAllowedRepos
metadata:
  name: repos
spec:
  parameters:
    repos: [registry.example.com/, docker.io/library/nginx:1.29, docker.io/library/nginx@sha256]
`,
      },
    ],
  },
});

export default control;

function isAmbiguous(repo: string): boolean {
  if (repo.endsWith('/')) return false;
  const last = repo.slice(repo.lastIndexOf('/') + 1);
  return !(repo.includes('/') && /[:@]/.test(last));
}
