import { buildCommand, type Command } from '@stricli/core';
import { COLOR_FLAG } from '../color-flag.ts';
import type { Shell } from '../shell.ts';
import { ALLOW_EMPTY_FLAG, OUTPUT_FLAG, STRICT_FLAG } from './pod-security-flags.ts';
import type { RbacIdentitiesFlags } from './rbac-identities-run.ts';

const DESCRIPTION = `Prints which service account can take which identity of AWS, Azure or Google: what its annotations ask for, and what the
cloud gives, joined. The cloud's side comes from files that its own command line has printed; nobody is asked. An account
that is trusted can take the identity whether or not it asks for it.

WHAT --iam READS
  AWS     aws iam get-role, list-roles, or a trust policy alone; aws eks describe-pod-identity-association,
          list-pod-identity-associations; aws eks describe-cluster says which issuer is the cluster's
  Google  gcloud iam service-accounts get-iam-policy as JSON, in a file called as the account's address;
          gcloud asset search-all-iam-policies; gcloud container clusters describe
  Azure   az identity federated-credential list, az identity list, az aks show

EXAMPLES
  bulwark rbac identities k8s/ --iam iam/
  bulwark rbac identities k8s/ --iam iam/ -o json
  bulwark rbac identities k8s/                      what annotations ask for

EXIT CODES
  0  it was answered
  2  bad use, or a named path that could not be read
  3  the machine failed, or Bulwark has a bug`;

export const identities: Command<Shell> = buildCommand<RbacIdentitiesFlags, string[], Shell>({
  loader: async () => (await import('./rbac-identities-run.ts')).run,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'Folders, files, or - for standard input', parse: String, placeholder: 'path' },
    },
    flags: {
      iam: {
        kind: 'parsed',
        parse: String,
        variadic: true,
        optional: true,
        placeholder: 'path',
        brief: 'What command lines of clouds print of roles, policies and credentials; may be repeated',
      },
      output: OUTPUT_FLAG,
      strict: STRICT_FLAG,
      allowEmpty: ALLOW_EMPTY_FLAG,
      color: COLOR_FLAG,
    },
    aliases: { o: 'output' },
  },
  docs: {
    brief: 'Which service account can take which identity of a cloud',
    fullDescription: DESCRIPTION,
    customUsage: ['[flags] <path>...'],
  },
});
