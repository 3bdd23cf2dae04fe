import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { answers, once, type Question } from '../aliased.ts';
import type { Suite } from '../suite.ts';

const FOLDER = 'conformance/polaris-checks/test/checks';

const NOT_SERVED = 'no API server has the kind in the apiVersion v1';
const OTHER_LIST = 'it asks for a list of capabilities to be dropped, and we ask for ALL, as the restricted level does';
const PLACEHOLDER = 'the value xxxxx is no secret, whatever its key is called';

const BY_NAME = 'it passes for its name; what the API server makes itself has a label, and any name can be taken';
const DANGLING = 'its role is not there, which rbac/dangling-binding says: nothing shows what it grants';

/** Files that are no question to us, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'clusterrolePodExecAttach/success.defaultclusterrole_admin.yaml': BY_NAME,
  'clusterrolePodExecAttach/success.defaultclusterrole_clusteradmin.yaml': BY_NAME,
  'clusterrolePodExecAttach/success.gce_calico_clusterrole.yaml': BY_NAME,
  'clusterrolePodExecAttach/success.system_prefix.yaml': BY_NAME,
  'clusterrolebindingClusterAdmin/success.gce_calico_binding.yaml': BY_NAME,
  'clusterrolebindingClusterAdmin/success.system_prefix_binding.yaml': BY_NAME,
  'clusterrolebindingPodExecAttach/failure.binding_points_to_missing_ref.yaml': DANGLING,
  'clusterrolebindingPodExecAttach/success.defaultclusterrolebinding_clusteradmin.yaml': BY_NAME,
  'clusterrolebindingPodExecAttach/success.defaultclusterrolebinding_system-controller-generic-garbage-collector.yaml': BY_NAME,
  'clusterrolebindingPodExecAttach/success.gce_calico_binding.yaml': BY_NAME,
  'clusterrolebindingPodExecAttach/success.system_prefix_binding.yaml': BY_NAME,
  'rolebindingClusterAdminClusterRole/success.gce_calico_binding.yaml': BY_NAME,
  'rolebindingClusterAdminClusterRole/success.system_prefix_binding.yaml': BY_NAME,
  'rolebindingClusterAdminRole/success.gce_calico_binding.yaml': BY_NAME,
  'rolebindingClusterAdminRole/success.system_prefix_binding.yaml': BY_NAME,
  'rolebindingRolePodExecAttach/failure.binding_points_to_missing_ref.yaml': DANGLING,
  'rolebindingRolePodExecAttach/success.gce_calico_binding.yaml': BY_NAME,
  'rolebindingRolePodExecAttach/success.role_binding_cluster_role_binding.yaml':
    'it asks of a Role alone; the ClusterRole of the same name, which the binding names, grants everything',
  'rolebindingRolePodExecAttach/success.system_prefix_binding.yaml': BY_NAME,
  'deploymentMissingReplicas/failure.yaml': NOT_SERVED,
  'pdbDisruptionsIsZero/failure.either.yaml': NOT_SERVED,
  'pdbDisruptionsIsZero/failure.max.yaml': NOT_SERVED,
  'pdbDisruptionsIsZero/failure.min.yaml': NOT_SERVED,
  'hpaMinAvailability/success.minReplicaAbsent.yaml': 'the API server sets minReplicas to 1 where it is left out',
  'insecureCapabilities/success.case.yaml': OTHER_LIST,
  'insecureCapabilities/success.pod.yaml': OTHER_LIST,
  'insecureCapabilities/success.yaml': OTHER_LIST,
  'linuxHardening/success.drop_capabilities.yaml':
    'dropped capabilities confine a program, but are judged by controls of their own',
  'pullPolicyNotAlways/failure.cron-job.yaml': 'an image without a tag is pulled always: the API server sets it',
  'pullPolicyNotAlways/failure.yaml': 'an image without a tag is pulled always: the API server sets it',
  'sensitiveConfigmapContent/failure.key_aws_secret_access_key.yaml': PLACEHOLDER,
  'sensitiveConfigmapContent/failure.key_azure_batch_key.yaml': PLACEHOLDER,
  'sensitiveConfigmapContent/failure.key_oci_cli_key_content.yaml': PLACEHOLDER,
};

const asked = once((corpora) => answers(questions(join(corpora, FOLDER)), OTHERWISE));

/** One folder for each check, with files whose names begin with what it says of them. */
export const polaris: Suite = {
  id: 'polaris',
  title: "Polaris' own tests, for the checks that a control has among its aliases",
  oracle: 'the name of each file: success or failure',
  exceptions: [],
  run: (corpora) => asked(corpora).cases,
  apart: (corpora) => asked(corpora).apart,
};

function* questions(folder: string): Iterable<Question> {
  if (!existsSync(folder)) return;
  for (const check of readdirSync(folder)) {
    // A check that a test defines for itself is none of Polaris'.
    if (existsSync(join(folder, check, 'check.yaml'))) continue;
    for (const file of readdirSync(join(folder, check))) {
      const verdict = /^(success|failure)\./.exec(file)?.[1];
      if (verdict === undefined) continue;
      const expected = verdict === 'success' ? 'passes' : 'fails';
      yield { id: `${check}/${file}`, tool: 'polaris', checks: [check], path: join(folder, check, file), expected };
    }
  }
}
