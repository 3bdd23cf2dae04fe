import { isWithin } from './folder.ts';

/** Where clouds keep credentials on a node. */
const PLACES: readonly string[] = [
  '/etc/kubernetes/azure.json',
  '/etc/kubernetes/cloud-config',
  '/etc/kubernetes/cloud.conf',
  '/etc/kubernetes/cloud.config',
  '/etc/kubernetes/cloud-provider.conf',
  '/etc/kubernetes/openstack.conf',
  '/var/lib/waagent',
  '/var/lib/cloud',
  '/run/cloud-init',
  '/var/lib/minikube/google_application_credentials.json',
];

/** What the tools of clouds call the folders and files of their credentials, in the home of whoever uses them. */
const STEPS: ReadonlySet<string> = new Set([
  '.aws',
  '.azure',
  '.oci',
  '.aliyun',
  '.bluemix',
  'application_default_credentials.json',
]);
const PAIRS: readonly string[] = ['/.config/gcloud', '/.config/doctl', '/.config/hcloud', '/.config/openstack'];

/** Whether a file or folder of a node holds credentials of a cloud, and little else. */
export function isCloudCredential(folder: string): boolean {
  if (PLACES.some((place) => isWithin(folder, place))) return true;
  if (PAIRS.some((pair) => `${folder}/`.includes(`${pair}/`))) return true;
  return folder.split('/').some((step) => STEPS.has(step));
}
