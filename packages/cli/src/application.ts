import {
  buildApplication,
  buildRouteMap,
  generateHelpTextForAllCommands,
  text_en,
  type Application,
  type ApplicationText,
  type CommandContext,
  type RouteMap,
} from '@stricli/core';
import { migrate } from './commands/config-migrate.ts';
import { completion } from './commands/completion.ts';
import { controls } from './commands/controls.ts';
import { explain } from './commands/explain.ts';
import { init } from './commands/init.ts';
import { advise } from './commands/pod-security-advise.ts';
import { check } from './commands/pod-security-check.ts';
import { diff } from './commands/pod-security-diff.ts';
import { can } from './commands/rbac-can.ts';
import { permissions } from './commands/rbac-permissions.ts';
import { whoCan } from './commands/rbac-who-can.ts';
import { rbacDiff } from './commands/rbac-diff.ts';
import { graph } from './commands/rbac-graph.ts';
import { review } from './commands/rbac-review.ts';
import { scan } from './commands/scan.ts';
import { errorText, exitOf } from './print-error.ts';
import type { Shell } from './shell.ts';
import { unknownCommand, usageError } from './usage-error.ts';
import { VERSION } from './version.ts';

/** The commands, under the texts that this project uses for errors. */
export function applicationFor(env: Readonly<Record<string, string | undefined>>): Application<Shell> {
  const podSecurity = buildRouteMap({
    routes: { check, advise, diff },
    docs: {
      brief: 'Pod Security Standards and admission, as the API server decides them',
      fullDescription: `What the Pod Security Standards say of manifests, in every version from 1.0 to 1.37, in the words of the API server.

EXAMPLES
  bulwark pod-security check k8s/ --level restricted     what a level refuses
  bulwark pod-security advise k8s/                       which level each namespace can enforce
  bulwark pod-security diff k8s/ --from 1.30 --to 1.37   what an upgrade refuses`,
    },
  });
  const rbac = buildRouteMap({
    routes: { can, 'who-can': whoCan, permissions, diff: rbacDiff, graph, review },
    docs: {
      brief: 'Who may do what, as the API server decides it',
      fullDescription: `What roles and bindings let people do, in the rules of the API server's RBAC authorizer, from manifests alone.

EXAMPLES
  bulwark rbac can get secrets/db k8s/ --as system:serviceaccount:shop:api -n shop   yes or no, and what says so
  bulwark rbac who-can create pods/exec k8s/ -n prod                                 everybody who may
  bulwark rbac permissions k8s/ --as jane                                            all that somebody may do
  bulwark rbac diff old/ new/                                                         what a change lets people do
  bulwark rbac graph k8s/ -o svg > rbac.svg                                           a drawing
  bulwark rbac review k8s/ --at 2026-11-25 -o html > review.html                      an access review for an auditor`,
    },
  });
  const config = buildRouteMap({
    routes: { migrate },
    docs: { brief: 'The configuration, bulwark.yaml' },
  });
  const root: RouteMap<Shell> = buildRouteMap({
    routes: { scan, 'pod-security': podSecurity, rbac, explain, controls, init, config, completion: completion(() => root) },
    docs: {
      brief: 'Finds what is insecure in Kubernetes manifests',
      fullDescription: `Finds what is insecure in Kubernetes manifests, and explains it.

EXAMPLES
  bulwark scan k8s/                    scan a folder
  helm template . | bulwark scan -     scan what a chart renders
  bulwark explain pod/privileged       what a finding means and how to mend it`,
    },
  });
  return buildApplication(root, {
    name: 'bulwark',
    versionInfo: { currentVersion: VERSION },
    scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
    documentation: { onlyRequiredInUsageLine: true, disableAnsiColor: true },
    localization: { text: texts(env) },
    determineExitCode: exitOf,
  });
}

/** What `--help` prints, of every command. */
export function helpTexts(): readonly { readonly command: string; readonly help: string }[] {
  // No command is run, so none of them needs its shell.
  const application = applicationFor({}) as unknown as Application<CommandContext>;
  return generateHelpTextForAllCommands(application).map(([command, help]) => ({ command, help }));
}

function texts(env: Readonly<Record<string, string | undefined>>): ApplicationText {
  const print = (error: unknown): string => errorText(error, env).trimEnd();
  const flags = [
    'help',
    ...[scan, check, advise, diff, can, whoCan, permissions, rbacDiff, graph, review, explain, controls, init].flatMap(
      ({ parameters }) => Object.keys(parameters.flags ?? {}),
    ),
  ];
  return {
    ...text_en,
    briefs: {
      ...text_en.briefs,
      help: 'Print this help and exit',
      version: 'Print the version and exit',
      argumentEscapeSequence: 'Everything after it is a path, even with a dash in front',
    },
    noCommandRegisteredForInput: ({ input, corrections }) => print(unknownCommand(input, corrections)),
    exceptionWhileParsingArguments: (error) => print(usageError(error, flags)),
    exceptionWhileLoadingCommandFunction: print,
    exceptionWhileLoadingCommandContext: print,
    exceptionWhileRunningCommand: print,
    commandErrorResult: print,
  };
}
