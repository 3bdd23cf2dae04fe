import { isObject, member } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { personalData } from './personal-data.ts';

const control: Control = defineControl({
  id: 'secrets/pii-in-configmap',
  subject: [{ group: '', kind: 'ConfigMap' }],
  title: 'ConfigMaps hold no data of persons',
  severity: 'low',
  offByDefault: 'addresses of mail in settings are mostly those of teams, and meant to be there',
  remediation: 'Keep the data where access to it is controlled, and out of the repository',
  judgesPartial: true,

  check(object) {
    const data = member(object.value, 'data');
    if (!isObject(data)) return NOTHING;
    let outcomes: Outcome[] | undefined;
    for (const [key, value] of Object.entries(data)) {
      const what = typeof value === 'string' ? personalData(value) : undefined;
      // The data itself is never shown.
      if (what !== undefined) (outcomes ??= []).push({ at: ['data', key], message: `the key "${key}" holds ${what}` });
    }
    return outcomes ?? NOTHING;
  },

  why: `Data of persons in a ConfigMap is in a repository and in backups, readable for everybody who may look at the namespace, and nobody
who has to delete it will look for it there.`,
  details: `Numbers of bank accounts (IBAN) and of payment cards, whose check digits are verified, and addresses of mail of persons. Not counted
are addresses of roles (admin@, info@, support@ …), of example domains, and those in an address with a password, which is a secret
and another control's matter.`,
  references: ['https://kubernetes.io/docs/concepts/configuration/configmap/'],
  requirements: {},
  aliases: { trivy: ['KSV-01010', 'AVD-KSV-01010', 'KSV01010'] },

  examples: {
    fails: [
      {
        name: 'an account, a card and an address',
        yaml: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: customers
data:
  account: DE89 3704 0044 0532 0130 00
  card: "4111 1111 1111 1111"
  contact: mail ada.lovelace@shop.test when it fails
`,
        at: ['data.account', 'data.card', 'data.contact'],
      },
    ],
    passes: [
      {
        name: 'numbers that are none, roles and examples',
        yaml: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  account: DE89 3704 0044 0532 0130 01
  number: "4111111111111112"
  from: noreply@shop.test
  example: jane.doe@example.com
  url: git@github.com:shop/web.git
`,
      },
    ],
  },
});

export default control;
